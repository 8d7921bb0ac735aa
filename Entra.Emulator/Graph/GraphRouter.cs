using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Routes;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Graph;

/// <summary>Finds the route of a request and checks the caller's permissions.</summary>
internal sealed partial class GraphRouter(
    TenantDirectory tenant,
    UserRoutes users,
    GroupRoutes groups,
    AppRoutes apps,
    AssignmentRoutes assignments,
    GrantRoutes grants,
    DirectoryRoutes directory,
    ILogger<GraphRouter> logger)
{
    private readonly GraphRoute[] _routes =
        [.. users.Routes, .. groups.Routes, .. apps.Routes, .. assignments.Routes, .. grants.Routes, .. directory.Routes];

    public IReadOnlyList<GraphRoute> Routes => _routes;

    public GraphResponse Handle(GraphCall call)
    {
        try
        {
            return HandleOrThrow(call);
        }
        catch (GraphErrorException e)
        {
            return GraphResponse.Refused(e.Error);
        }
    }

    private GraphResponse HandleOrThrow(GraphCall call)
    {
        var address = Address(call);
        var matching = _routes
            .Select(route => (Route: route, Keys: route.Match(address)))
            .Where(m => m.Keys is not null)
            .ToArray();
        if (matching.Length == 0)
        {
            var last = address.Count > 0 ? address[^1] : "";
            throw new GraphErrorException(GraphError.Malformed($"Resource not found for the segment '{last}'."));
        }

        // Literal segments win over keys: users/$count is not a user.
        var (found, keys) = matching.Where(m => m.Route.Method == call.Method).OrderBy(m => m.Keys!.Count).FirstOrDefault();
        if (found is null)
        {
            throw new GraphErrorException(new GraphError(
                405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target."));
        }

        if (!found.Required.IsMetBy(call.Caller, IsSelf(call, address)))
            throw new GraphErrorException(GraphError.Denied());

        var response = found.Handle(call with { Keys = keys! });
        if (found.Changes)
            LogChanged(logger, call.Caller, call.Method, call.Path);

        return response;
    }

    private static IReadOnlyList<string> Address(GraphCall call)
    {
        if (call.Segments.Count == 0 || !call.Segments[0].Equals("me", StringComparison.OrdinalIgnoreCase))
            return call.Segments;

        return call.Caller.User is { } user
            ? ["users", user.Id.ToString(), .. call.Segments.Skip(1)]
            : throw new GraphErrorException(
                GraphError.Malformed("/me request is only valid with delegated authentication flow."));
    }

    private bool IsSelf(GraphCall call, IReadOnlyList<string> address) =>
        address is ["users", var key, ..] && call.Caller.User is { } user
        && (tenant.FindUser(key) ?? tenant.FindUserByPrincipalName(key)) == user;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Caller} changed the directory: {Method} {Path}")]
    private static partial void LogChanged(ILogger logger, GraphCaller caller, string method, string path);
}
