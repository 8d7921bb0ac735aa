using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Model;
using Entra.Emulator.Graph.Queries;
using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Access.Permissions;
using static Entra.Emulator.Graph.Routes.GraphRoute;

namespace Entra.Emulator.Graph.Routes;

/// <summary>Users, their groups and directory roles, and revoking their sign-ins.</summary>
internal sealed class UserRoutes(
    TenantDirectory tenant, DirectoryObjects objects, GroupMemberships memberships, Sessions sessions)
{
    private static readonly RequiredPermissions People = RequiredPermissions.AnyOf(Users);
    private static readonly RequiredPermissions Person = People.OrForSelf(UserRead);
    private static readonly RequiredPermissions Groups =
        RequiredPermissions.AnyOf(GroupMemberReadAll, UserReadAll, DirectoryReadAll).OrForSelf(UserRead);
    private static readonly RequiredPermissions Revoke =
        RequiredPermissions.AnyOf(UserRevokeSessionsAll).WithDirectoryRole(DirectoryRoles.RevokeSignIns).OrForSelf(UserRevokeSessionsAll);

    public IEnumerable<GraphRoute> Routes =>
    [
        Get("users", People, List),
        Get("users/$count", People, call => ODataResponses.Count(call, o => objects.Users.Count(o.Where))),
        Get("users/{}", Person, Read),
        Get("users/{}/memberOf", Groups, call => MemberOf(call, "memberOf", transitive: false)),
        Get("users/{}/memberOf/microsoft.graph.group", Groups, call => GroupsOf(call, transitive: false)),
        Get("users/{}/transitiveMemberOf", Groups, call => MemberOf(call, "transitiveMemberOf", transitive: true)),
        Get("users/{}/transitiveMemberOf/microsoft.graph.group", Groups, call => GroupsOf(call, transitive: true)),
        Action("users/{}/getMemberGroups", Groups, call => MemberIds(call, groupsOnly: true)),
        Action("users/{}/getMemberObjects", Groups, call => MemberIds(call, groupsOnly: false)),
        Change("POST", "users/{}/revokeSignInSessions", Revoke, RevokeSignIns),
    ];

    /// <summary>By object id or user principal name.</summary>
    public static UserAccount Find(TenantDirectory tenant, string key) =>
        tenant.FindUser(key) ?? tenant.FindUserByPrincipalName(key)
        ?? throw new GraphErrorException(GraphError.NotFound(key));

    private GraphResponse List(GraphCall call)
    {
        var options = QueryOptions.ReadList(call);
        return ODataResponses.Collection(call, options, "users", objects.Users.Read(options), u => objects.User.Write(u, options.Select));
    }

    private GraphResponse Read(GraphCall call)
    {
        var options = QueryOptions.Read(call, QueryOption.Select);
        var user = Find(tenant, call.Keys[0]);
        return GraphResponse.Ok(objects.User.Write(user, options.Select, ODataResponses.Entity(call, options, "users")));
    }

    private GraphResponse MemberOf(GraphCall call, string of, bool transitive)
    {
        var options = QueryOptions.ReadPages(call);
        var user = Find(tenant, call.Keys[0]);
        var page = ODataResponses.PageOf(memberships.Of(user, transitive), options);
        return ODataResponses.Collection(
            call, options, $"users('{user.Id}')/{of}", page, item => objects.Write(item, options.Select, call.Caller));
    }

    private GraphResponse GroupsOf(GraphCall call, bool transitive)
    {
        var options = QueryOptions.ReadPages(call);
        var groups = memberships.Of(Find(tenant, call.Keys[0]), transitive).OfType<Group>().ToArray();
        var readable = call.Caller.HasAny(Permissions.Groups) ? options.Select : ["id"];
        return ODataResponses.Collection(
            call, options, "groups", ODataResponses.PageOf(groups, options), group => objects.Group.Write(group, readable));
    }

    private GraphResponse MemberIds(GraphCall call, bool groupsOnly)
    {
        if (!call.JsonBody.TryGetProperty("securityEnabledOnly", out _))
            throw new GraphErrorException(GraphError.BadRequest("The parameter 'securityEnabledOnly' is missing."));

        var all = memberships.Of(Find(tenant, call.Keys[0]), transitive: true);
        return GraphResponse.Ok(new Dictionary<string, object>
        {
            ["@odata.context"] = call.Context("Collection(Edm.String)"),
            ["value"] = all.Select(item => item switch
            {
                Group group => group.Id,
                DirectoryRole role when !groupsOnly => role.Id,
                _ => (Guid?)null,
            }).OfType<Guid>(),
        });
    }

    private GraphResponse RevokeSignIns(GraphCall call)
    {
        sessions.Revoke(Find(tenant, call.Keys[0]));
        return GraphResponse.Ok(new Dictionary<string, object>
        {
            ["@odata.context"] = call.Context("Edm.Boolean"),
            ["value"] = true,
        });
    }
}
