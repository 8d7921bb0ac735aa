using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Model;
using Entra.Emulator.Graph.Queries;
using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Access.Permissions;
using static Entra.Emulator.Graph.Routes.GraphRoute;

namespace Entra.Emulator.Graph.Routes;

/// <summary>App role assignments, by resource and by principal.</summary>
internal sealed class AssignmentRoutes(TenantDirectory tenant, DirectoryObjects objects, Assignments assignments)
{
    private static readonly RequiredPermissions ReadOfApp = RequiredPermissions.AnyOf(Applications)
        .WithDirectoryRole(DirectoryRoles.ReadAssignments);
    private static readonly RequiredPermissions ReadOfUser = RequiredPermissions
        .AnyOf(AppRoleAssignmentReadWriteAll, DirectoryReadAll)
        .WithDirectoryRole(DirectoryRoles.ReadAssignments)
        .OrForSelf(UserRead);
    private static readonly RequiredPermissions ReadOfGroup = RequiredPermissions
        .AnyOf(AppRoleAssignmentReadWriteAll, DirectoryReadAll)
        .WithDirectoryRole(DirectoryRoles.ReadAssignments);
    private static readonly RequiredPermissions Writing = RequiredPermissions.AnyOf(AppRoleAssignmentReadWriteAll)
        .WithDirectoryRole(DirectoryRoles.ChangeAssignments);

    public IEnumerable<GraphRoute> Routes =>
    [
        Get("servicePrincipals/{}/appRoleAssignedTo", ReadOfApp, AssignedTo),
        Get("servicePrincipals/{}/appRoleAssignedTo/{}", ReadOfApp, call => ReadOne(call, Resource(call), "appRoleAssignedTo")),
        Change("POST", "servicePrincipals/{}/appRoleAssignedTo", Writing, call => Add(call, Resource(call), "appRoleAssignedTo")),
        Change("DELETE", "servicePrincipals/{}/appRoleAssignedTo/{}", Writing, call => Remove(call, Resource(call))),
        .. Held("servicePrincipals", ReadOfApp, call => AppRoutes.FindPrincipal(tenant, call).Principal!.Id),
        .. Held("users", ReadOfUser, call => UserRoutes.Find(tenant, call.Keys[0]).Id),
        .. Held("groups", ReadOfGroup, call => GroupRoutes.Find(tenant, call).Id),
    ];

    private IEnumerable<GraphRoute> Held(string kind, RequiredPermissions read, Func<GraphCall, Guid> principal)
    {
        const string Name = "appRoleAssignments";
        Side Holder(GraphCall call) => new($"{kind}('{principal(call)}')", principal(call), IsResource: false);
        return
        [
            Get($"{kind}/{{}}/{Name}", read, call => List(call, Holder(call))),
            Get($"{kind}/{{}}/{Name}/{{}}", read, call => ReadOne(call, Holder(call), Name)),
            Change("POST", $"{kind}/{{}}/{Name}", Writing, call => Add(call, Holder(call), Name)),
            Change("DELETE", $"{kind}/{{}}/{Name}/{{}}", Writing, call => Remove(call, Holder(call))),
        ];
    }

    private Side Resource(GraphCall call)
    {
        var app = AppRoutes.FindPrincipal(tenant, call);
        return new Side($"servicePrincipals('{app.Principal!.Id}')", app.Principal.Id, IsResource: true);
    }

    private GraphResponse AssignedTo(GraphCall call)
    {
        var side = Resource(call);
        var options = Options(call);
        var principal = tenant.FindAppByPrincipal(side.Id)!.Principal!;
        var (page, count) = assignments.On(principal, KeysetPaging.Query(options, objects.Assignment), options.IncludeCount);
        return Write(call, options, $"{side.Of}/appRoleAssignedTo", KeysetPaging.Page(page, count, a => a.Id));
    }

    // A user's list includes the assignments of groups that the user is a direct member of.
    private GraphResponse List(GraphCall call, Side side)
    {
        var options = Options(call);
        if (tenant.FindUser(side.Id) is not { } user)
        {
            var (page, count) = assignments.HeldBy(side.Id, KeysetPaging.Query(options, objects.Assignment), options.IncludeCount);
            return Write(call, options, "appRoleAssignments", KeysetPaging.Page(page, count, a => a.Id));
        }

        var all = tenant.GroupsListing(user.UserName)
            .Select(g => g.Id)
            .Prepend(user.Id)
            .SelectMany(assignments.HeldBy)
            .Where(KeysetPaging.Query(options, objects.Assignment, isPage: false).Matches)
            .ToArray();
        return Write(call, options, "appRoleAssignments", ODataResponses.PageOf(all, options));
    }

    private GraphResponse Write(GraphCall call, QueryOptions options, string of, Page<AppRoleAssignment> page) =>
        ODataResponses.Collection(call, options, of, page, a => objects.Assignment.Write(a, options.Select));

    private GraphResponse ReadOne(GraphCall call, Side side, string name)
    {
        var options = QueryOptions.Read(call, QueryOption.Select);
        return GraphResponse.Ok(objects.Assignment.Write(
            Find(call, side), options.Select, ODataResponses.Entity(call, options, $"{side.Of}/{name}")));
    }

    private GraphResponse Add(GraphCall call, Side side, string name)
    {
        var resourceId = call.RequiredId("resourceId");
        var principalId = call.RequiredId("principalId");
        var roleId = call.RequiredId("appRoleId");
        if ((side.IsResource ? resourceId : principalId) != side.Id)
        {
            var member = side.IsResource ? "resourceId" : "principalId";
            throw new GraphErrorException(GraphError.BadRequest($"'{member}' must match the object in the path."));
        }

        var resource = tenant.FindAppByPrincipal(resourceId)
            ?? throw new GraphErrorException(GraphError.NotFound($"{resourceId}"));
        var kind = KindOf(principalId);
        AssignmentCheck.Require(resource, roleId, kind, call.Caller);

        var added = assignments.Add(resource.Principal!, roleId, principalId, kind)
            ?? throw new GraphErrorException(GraphError.BadRequest("Permission being assigned already exists on the object"));
        return GraphResponse.Created(objects.Assignment.Write(added, null, ODataResponses.Entity(call, null, $"{side.Of}/{name}")));
    }

    private GraphResponse Remove(GraphCall call, Side side)
    {
        var assignment = Find(call, side);
        AssignmentCheck.RequireDirectoryRole(tenant.FindAppByPrincipal(assignment.Resource)!, assignment.Kind, call.Caller);
        return assignments.Remove(assignment.Id)
            ? GraphResponse.NoContent
            : throw new GraphErrorException(GraphError.NotFound(call.Keys[1]));
    }

    private AppRoleAssignment Find(GraphCall call, Side side)
    {
        var found = OpaqueId.Read(call.Keys[1]) is { } id ? assignments.Find(id) : null;
        return found is not null && (side.IsResource ? found.Resource : found.Principal) == side.Id
            ? found
            : throw new GraphErrorException(GraphError.NotFound(call.Keys[1]));
    }

    private QueryOptions Options(GraphCall call)
    {
        var options = QueryOptions.ReadFiltered(call);
        foreach (var property in options.Where?.Properties ?? [])
            objects.Assignment.RequireFilterable(property);

        return options;
    }

    private PrincipalKind KindOf(Guid principal) => objects.Find(principal) switch
    {
        UserAccount => PrincipalKind.User,
        Group => PrincipalKind.Group,
        App => PrincipalKind.ServicePrincipal,
        _ => throw new GraphErrorException(GraphError.NotFound($"{principal}")),
    };

    /// <summary>The side that the path names: the resource or the principal.</summary>
    private sealed record Side(string Of, Guid Id, bool IsResource);
}
