using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Model;
using Entra.Emulator.Graph.Queries;
using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Routes.GraphRoute;

namespace Entra.Emulator.Graph.Routes;

/// <summary>Groups, their members and the groups that they are in.</summary>
internal sealed class GroupRoutes(TenantDirectory tenant, DirectoryObjects objects, GroupMemberships memberships)
{
    private static readonly RequiredPermissions Groups = RequiredPermissions.AnyOf(Permissions.Groups);

    public IEnumerable<GraphRoute> Routes =>
    [
        Get("groups", Groups, List),
        Get("groups/$count", Groups, call => ODataResponses.Count(call, o => objects.Groups.Count(o.Where))),
        Get("groups/{}", Groups, Read),
        Get("groups/{}/members", Groups, call => Members(call, "members", transitive: false)),
        Get("groups/{}/members/microsoft.graph.user", Groups, call => Users(call, transitive: false)),
        Get("groups/{}/members/microsoft.graph.group", Groups, call => Nested(call, transitive: false)),
        Get("groups/{}/transitiveMembers", Groups, call => Members(call, "transitiveMembers", transitive: true)),
        Get("groups/{}/transitiveMembers/microsoft.graph.user", Groups, call => Users(call, transitive: true)),
        Get("groups/{}/transitiveMembers/microsoft.graph.group", Groups, call => Nested(call, transitive: true)),
        Get("groups/{}/memberOf", Groups, call => MemberOf(call, "memberOf", transitive: false)),
        Get("groups/{}/transitiveMemberOf", Groups, call => MemberOf(call, "transitiveMemberOf", transitive: true)),
    ];

    public static Group Find(TenantDirectory tenant, GraphCall call) => tenant.FindGroup(call.Id(0))
        ?? throw new GraphErrorException(GraphError.NotFound(call.Keys[0]));

    private GraphResponse List(GraphCall call)
    {
        var options = QueryOptions.ReadList(call);
        return ODataResponses.Collection(
            call, options, "groups", objects.Groups.Read(options), g => objects.Group.Write(g, options.Select));
    }

    private GraphResponse Read(GraphCall call)
    {
        var options = QueryOptions.Read(call, QueryOption.Select);
        var group = Find(tenant, call);
        return GraphResponse.Ok(objects.Group.Write(group, options.Select, ODataResponses.Entity(call, options, "groups")));
    }

    private GraphResponse Members(GraphCall call, string of, bool transitive) =>
        Objects(call, of, memberships.MembersOf(Find(tenant, call), transitive));

    private GraphResponse MemberOf(GraphCall call, string of, bool transitive) =>
        Objects(call, of, memberships.Of(Find(tenant, call), transitive));

    private GraphResponse Objects(GraphCall call, string of, IReadOnlyList<object> all)
    {
        var options = QueryOptions.ReadPages(call);
        return ODataResponses.Collection(
            call,
            options,
            $"groups('{call.Keys[0]}')/{of}",
            ODataResponses.PageOf(all, options),
            item => objects.Write(item, options.Select, call.Caller));
    }

    private GraphResponse Users(GraphCall call, bool transitive)
    {
        var options = QueryOptions.ReadPages(call);
        var users = memberships.MembersOf(Find(tenant, call), transitive).OfType<UserAccount>().ToArray();
        var readable = call.Caller.HasAny(Permissions.Users) ? options.Select : ["id"];
        return ODataResponses.Collection(
            call, options, "users", ODataResponses.PageOf(users, options), user => objects.User.Write(user, readable));
    }

    private GraphResponse Nested(GraphCall call, bool transitive)
    {
        var options = QueryOptions.ReadPages(call);
        var groups = memberships.MembersOf(Find(tenant, call), transitive).OfType<Group>().ToArray();
        return ODataResponses.Collection(
            call, options, "groups", ODataResponses.PageOf(groups, options), group => objects.Group.Write(group, options.Select));
    }
}
