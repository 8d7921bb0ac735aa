using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Model;
using Entra.Emulator.Graph.Queries;
using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Routes.GraphRoute;

namespace Entra.Emulator.Graph.Routes;

/// <summary>App registrations and service principals.</summary>
internal sealed class AppRoutes(TenantDirectory tenant, DirectoryObjects objects)
{
    private const string ByAppId = "appId=";

    private static readonly RequiredPermissions Apps = RequiredPermissions.AnyOf(Permissions.Applications);

    public IEnumerable<GraphRoute> Routes =>
    [
        Get("servicePrincipals", Apps, ListPrincipals),
        Get("servicePrincipals/$count", Apps, call => ODataResponses.Count(call, o => objects.ServicePrincipals.Count(o.Where))),
        Get("servicePrincipals/{}", Apps, ReadPrincipal),
        Get("applications", Apps, call => List(call, "applications", objects.Applications, objects.Application)),
        Get("applications/$count", Apps, call => ODataResponses.Count(call, o => objects.Applications.Count(o.Where))),
        Get("applications/{}", Apps, ReadApplication),
    ];

    /// <summary>By object id, or by <c>(appId='…')</c>.</summary>
    public static App FindPrincipal(TenantDirectory tenant, GraphCall call)
    {
        var key = call.Keys[0];
        var app = key.StartsWith(ByAppId, StringComparison.Ordinal)
            ? tenant.FindApp(key[ByAppId.Length..])
            : tenant.FindAppByPrincipal(call.Id(0));
        return app?.Principal is null ? throw new GraphErrorException(GraphError.NotFound(key)) : app;
    }

    private GraphResponse ListPrincipals(GraphCall call) =>
        List(call, "servicePrincipals", objects.ServicePrincipals, objects.ServicePrincipal);

    private static GraphResponse List(GraphCall call, string of, DirectoryList<App> list, ObjectType<App> type)
    {
        var options = QueryOptions.ReadList(call);
        return ODataResponses.Collection(call, options, of, list.Read(options), a => type.Write(a, options.Select));
    }

    private GraphResponse ReadPrincipal(GraphCall call)
    {
        var options = QueryOptions.Read(call, QueryOption.Select);
        var app = FindPrincipal(tenant, call);
        return GraphResponse.Ok(
            objects.ServicePrincipal.Write(app, options.Select, ODataResponses.Entity(call, options, "servicePrincipals")));
    }

    private GraphResponse ReadApplication(GraphCall call)
    {
        var options = QueryOptions.Read(call, QueryOption.Select);
        var key = call.Keys[0];
        var app = key.StartsWith(ByAppId, StringComparison.Ordinal)
            ? tenant.FindApp(key[ByAppId.Length..])
            : tenant.Apps.FirstOrDefault(a => a.ObjectId == call.Id(0));
        return app is null || app.IdentifierUri == TenantDirectory.GraphUri
            ? throw new GraphErrorException(GraphError.NotFound(key))
            : GraphResponse.Ok(objects.Application.Write(app, options.Select, ODataResponses.Entity(call, options, "applications")));
    }
}
