using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Primitives;
using Portal.Auth.Sessions;

namespace Portal.Hosting;

/// <summary>
/// Only lets pages of this origin open a circuit, and only the user of a circuit use it; the connection of a circuit ends
/// with it. The same-origin policy does not apply to WebSockets, and another port of localhost is the same site, so its
/// requests would include the session cookie.
/// </summary>
internal static class CircuitGuard
{
    private const string CircuitPath = "/_blazor";
    private const string Negotiate = "/negotiate";
    private const string Leave = "/disconnect";

    public static void AddCircuitGuard(this IServerSideBlazorBuilder blazor) =>
        blazor.AddHubOptions(hub => hub.AddFilter<CircuitFilter>());

    public static void UseCircuitGuard(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments(CircuitPath, StringComparison.OrdinalIgnoreCase)
            || IsSameOrigin(context.Request.Headers.Origin, context.Request))
        {
            return IsLeaving(context.Request) ? LeaveAsync(context, next) : next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>
    /// Whether the request opens a connection for a circuit: it negotiates one, or connects without having negotiated. The
    /// requests that follow contain the id of the connection.
    /// </summary>
    public static bool StartsConnection(HttpRequest request) =>
        request.Path.StartsWithSegments(CircuitPath, StringComparison.OrdinalIgnoreCase, out var rest)
        && (rest == Negotiate || ((rest == PathString.Empty || rest == "/") && !request.Query.ContainsKey("id")));

    private static bool IsLeaving(HttpRequest request) =>
        request.Path.StartsWithSegments(CircuitPath + Leave, StringComparison.OrdinalIgnoreCase);

    // The framework, which has read the form, discards the circuit but not its connection.
    private static async Task LeaveAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.StatusCode != StatusCodes.Status200OK || !context.Request.HasFormContentType)
            return;

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["circuitId"] is [{ } circuit])
        {
            context.RequestServices.GetRequiredService<UserCircuits>().Close(circuit);
            context.RequestServices.GetService<SharedCircuits>()?.Remove(circuit);
        }
    }

    // Browsers send Origin with every WebSocket handshake and every POST; a plain GET for the hub's script has none.
    private static bool IsSameOrigin(StringValues origin, HttpRequest request) =>
        origin.Count == 0
            ? request.Headers.Upgrade.Count == 0 && !HttpMethods.IsConnect(request.Method)
            : string.Equals(origin.ToString(), $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
