using System.Security.Cryptography;
using System.Text;
using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Model;
using Entra.Emulator.Graph.Queries;
using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Access.Permissions;
using static Entra.Emulator.Graph.Routes.GraphRoute;

namespace Entra.Emulator.Graph.Routes;

/// <summary>Delegated permission grants (consents), of one user or for everyone.</summary>
internal sealed class GrantRoutes(TenantDirectory tenant, DirectoryObjects objects, ConsentStore consents)
{
    private const string Set = "oauth2PermissionGrants";

    private static readonly RequiredPermissions Reading =
        RequiredPermissions.AnyOf(DelegatedPermissionGrantReadAll, DelegatedPermissionGrantReadWriteAll, DirectoryReadAll)
            .WithDirectoryRole(DirectoryRoles.ReadAssignments);
    private static readonly RequiredPermissions ReadingOwn = Reading.OrForSelf(DelegatedPermissionGrantReadAll);
    private static readonly RequiredPermissions Writing =
        RequiredPermissions.AnyOf(DelegatedPermissionGrantReadWriteAll).WithDirectoryRole(DirectoryRoles.ChangeGrants);

    public IEnumerable<GraphRoute> Routes =>
    [
        Get(Set, Reading, call => List(call, FindPartition)),
        Get($"{Set}/{{}}", Reading, Read),
        Change("POST", Set, Writing, Create),
        Change("PATCH", $"{Set}/{{}}", Writing, Update),
        Change("DELETE", $"{Set}/{{}}", Writing, Delete),
        Get($"servicePrincipals/{{}}/{Set}", Reading, call => List(call, _ => AppRoutes.FindPrincipal(tenant, call).Id)),
        Get($"users/{{}}/{Set}", ReadingOwn, call => List(call, _ => UserRoutes.Find(tenant, call.Keys[0]).Id)),
    ];

    private GraphResponse List(GraphCall call, Func<QueryOptions, Guid?> among)
    {
        var options = QueryOptions.ReadFiltered(call);
        foreach (var property in options.Where?.Properties ?? [])
            objects.Grant.RequireFilterable(property);

        var (page, count) = consents.Read(among(options), KeysetPaging.Query(options, objects.Grant), options.IncludeCount);
        return ODataResponses.Collection(
            call, options, Set, KeysetPaging.Page(page, count, g => g.Id), g => objects.Grant.Write(g, options.Select));
    }

    // With a filter on a user or client, only that user's or client's grants are read.
    private Guid? FindPartition(QueryOptions options)
    {
        var named = Conditions(options.Where).ToLookup(c => c.Property, c => c.Value, StringComparer.Ordinal);
        if (named["principalId"].FirstOrDefault() is { } user && Guid.TryParse(user, out var userId))
            return userId;
        if (named["clientId"].FirstOrDefault() is { } client && Guid.TryParse(client, out var clientId))
            return tenant.FindAppByPrincipal(clientId)?.Id ?? clientId;

        return null;
    }

    private static IEnumerable<FilterNode.EqualTo> Conditions(FilterNode? where) => where switch
    {
        FilterNode.EqualTo equal => [equal],
        FilterNode.Both both => Conditions(both.Left).Concat(Conditions(both.Right)),
        _ => [],
    };

    private GraphResponse Read(GraphCall call)
    {
        var options = QueryOptions.Read(call, QueryOption.Select);
        var grant = Find(call);
        return GraphResponse.Ok(objects.Grant.Write(grant, options.Select, ODataResponses.Entity(call, options, Set))) with
        {
            ETag = TagOf(grant),
        };
    }

    private GraphResponse Create(GraphCall call)
    {
        var client = Principal(call, "clientId");
        var resource = Principal(call, "resourceId");
        var scopes = Scopes(call, resource);
        var created = consents.Create(client, Consenting(call), resource, scopes)
            ?? throw new GraphErrorException(new GraphError(
                409, "Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists."));
        return GraphResponse.Created(objects.Grant.Write(created, null, ODataResponses.Entity(call, null, Set)));
    }

    private GraphResponse Update(GraphCall call)
    {
        var grant = Find(call);
        RequireMatch(call, grant);
        if (call.JsonBody.EnumerateObject().Any(p => p.Name is not ("scope" or "@odata.type" or "@odata.context")))
            throw new GraphErrorException(GraphError.BadRequest("Only 'scope' can be changed."));

        consents.Change(grant.Id, Scopes(call, tenant.FindApp(grant.Key.Resource)!));
        return GraphResponse.NoContent;
    }

    private GraphResponse Delete(GraphCall call)
    {
        var grant = Find(call);
        RequireMatch(call, grant);
        consents.Change(grant.Id, []);
        return GraphResponse.NoContent;
    }

    private PermissionGrant Find(GraphCall call) =>
        (OpaqueId.Read(call.Keys[0]) is { } id ? consents.Find(id) : null)
        ?? throw new GraphErrorException(GraphError.NotFound(call.Keys[0]));

    private App Principal(GraphCall call, string member)
    {
        var id = call.RequiredId(member);
        return tenant.FindAppByPrincipal(id) ?? throw new GraphErrorException(GraphError.NotFound($"{id}"));
    }

    private UserAccount? Consenting(GraphCall call) => call.Text("consentType") switch
    {
        GrantObject.ForEveryone when call.Text("principalId") is null => null,
        GrantObject.ForOne when call.RequiredId("principalId") is var id =>
            tenant.FindUser(id) ?? throw new GraphErrorException(GraphError.NotFound($"{id}")),
        _ => throw new GraphErrorException(GraphError.BadRequest(
            $"'consentType' must be {GrantObject.ForOne} with a principalId, or {GrantObject.ForEveryone} without one.")),
    };

    private static string[] Scopes(GraphCall call, App resource)
    {
        var values = (call.Text("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] scopes = [.. values.Distinct(StringComparer.Ordinal)];
        if (scopes.Length == 0)
            throw new GraphErrorException(GraphError.BadRequest("'scope' is empty. To revoke a grant, delete it."));
        if (scopes.FirstOrDefault(s => resource.Scopes.All(o => o.Value != s)) is { } unknown)
            throw new GraphErrorException(GraphError.BadRequest($"'{unknown}' is not a scope of '{resource.ClientId}'."));

        return scopes;
    }

    private static void RequireMatch(GraphCall call, PermissionGrant grant)
    {
        if (call.IfMatch is not (null or "*") && call.IfMatch != TagOf(grant))
        {
            throw new GraphErrorException(new GraphError(
                412, "Request_PreconditionFailed", "The grant has changed since the version in If-Match."));
        }
    }

    private static string TagOf(PermissionGrant grant)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{grant.Id} {string.Join(' ', grant.Scopes)}"));
        return $"W/\"{Convert.ToHexStringLower(hash.AsSpan(0, 8))}\"";
    }
}
