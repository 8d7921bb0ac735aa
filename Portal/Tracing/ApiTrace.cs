using System.Diagnostics;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>
/// Traces the server side of a call to <c>/api</c>: its user and its status. Requests for traces and the polling of open
/// pages are not traced, so that the list only has requests made by the user.
/// </summary>
internal static class ApiTrace
{
    private const string Api = "/api";
    private static readonly string[] Untraced = ["/api/trace", "/api/access/now"];

    public static void UseApiTrace(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase),
            api => api.Use((context, next) => IsTraced(context.Request.Path) ? TraceAsync(context, next) : SuppressAsync(context, next)));

    public static bool IsTraced(PathString path) =>
        !Array.Exists(Untraced, untraced => path.StartsWithSegments(untraced, StringComparison.OrdinalIgnoreCase));

    // ASP.NET Core only continues the caller's trace if another listener is active.
    private static ActivityContext Parent(HttpRequest request) =>
        Activity.Current is null && ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, out var parent)
            ? parent
            : default;

    private static async Task SuppressAsync(HttpContext context, RequestDelegate next)
    {
        using var suppressed = context.RequestServices.GetRequiredService<RequestTraces>().Suppress();
        await next(context);
    }

    private static async Task TraceAsync(HttpContext context, RequestDelegate next)
    {
        using var step = context.RequestServices.GetRequiredService<RequestTraces>().Start(
            $"{context.Request.Method} {context.Request.Path}",
            ActivityKind.Server,
            TraceKinds.ServerCall,
            TraceParties.Pages,
            TraceParties.Backend,
            Parent(context.Request));
        try
        {
            await next(context);
        }
        finally
        {
            RequestTraces.SetOwner(step, context.User);
            TokenTags.Add(step, TraceTags.Sent, [.. context.User.Claims]);
            step?.SetTag(TraceTags.Status, context.Response.StatusCode);
        }
    }
}
