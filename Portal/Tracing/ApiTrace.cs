using System.Diagnostics;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>
/// The backend's side of a call: whose it is, and what was answered. Looking at traces leaves none, nor does what an
/// open page asks by itself: a list of requests is read for those that somebody made.
/// </summary>
internal static class ApiTrace
{
    private const string Api = "/api";
    private static readonly string[] Untraced = ["/api/trace", "/api/access/now"];

    public static void UseApiTrace(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase),
            api => api.Use((context, next) => LeavesTrace(context.Request.Path) ? TraceAsync(context, next) : PassAsync(context, next)));

    public static bool LeavesTrace(PathString path) =>
        !Array.Exists(Untraced, untraced => path.StartsWithSegments(untraced, StringComparison.OrdinalIgnoreCase));

    // The server continues the caller's trace by itself only where something else listens to it.
    private static ActivityContext Parent(HttpRequest request) =>
        Activity.Current is null && ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, out var parent)
            ? parent
            : default;

    private static async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        using var silence = context.RequestServices.GetRequiredService<RequestTraces>().Silence();
        await next(context);
    }

    private static async Task TraceAsync(HttpContext context, RequestDelegate next)
    {
        using var step = context.RequestServices.GetRequiredService<RequestTraces>().Start(
            $"{context.Request.Method} {context.Request.Path}",
            ActivityKind.Server,
            TraceKinds.Answer,
            TraceParties.Pages,
            TraceParties.Backend,
            Parent(context.Request));
        try
        {
            await next(context);
        }
        finally
        {
            RequestTraces.Own(step, context.User);
            TokenTags.Note(step, TraceTags.Sent, [.. context.User.Claims]);
            step?.SetTag(TraceTags.Status, context.Response.StatusCode);
        }
    }
}
