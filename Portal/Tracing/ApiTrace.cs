using System.Diagnostics;
using Portal.Contracts;

namespace Portal.Tracing;

/// <summary>The backend's side of a call: whose it is, and what was answered. Looking at traces leaves none.</summary>
internal static class ApiTrace
{
    private const string Api = "/api";
    private const string Traces = "/api/trace";

    public static void UseApiTrace(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase) && LeavesTrace(context.Request.Path),
            api => api.Use(TraceAsync));

    public static bool LeavesTrace(PathString path) => !path.StartsWithSegments(Traces, StringComparison.OrdinalIgnoreCase);

    // The server continues the caller's trace by itself only where something else listens to it.
    private static ActivityContext Parent(HttpRequest request) =>
        Activity.Current is null && ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, out var parent)
            ? parent
            : default;

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
