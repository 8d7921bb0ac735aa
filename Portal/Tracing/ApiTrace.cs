using System.Diagnostics;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>
/// Traces the server side of a call to <c>/api</c>: its user and its status. It must come before the exception handler,
/// which sets the status of a failed request. Requests for traces and the polling of open pages are not traced, so that
/// the list only has requests made by the user; of very many at once, <see cref="TraceSampling"/> selects some.
/// </summary>
internal static class ApiTrace
{
    private const string Api = "/api";
    private const string Canceled = "canceled by the caller";
    private static readonly string[] Untraced = ["/api/trace", "/api/access/now", "/api/demo/broken"];

    public static void UseApiTrace(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase),
            api => api.Use((context, next) => Wants(context) ? TraceAsync(context, next) : SuppressAsync(context, next)));

    public static bool IsTraced(PathString path) =>
        !Array.Exists(Untraced, untraced => path.StartsWithSegments(untraced, StringComparison.OrdinalIgnoreCase));

    private static bool Wants(HttpContext context) =>
        IsTraced(context.Request.Path)
        && context.RequestServices.GetRequiredService<TraceSampling>()
            .Wants(Activity.Current?.TraceId ?? Parent(context.Request).TraceId);

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
        catch (Exception exception)
        {
            step?.SetTag(TraceTags.Error, exception.GetType().Name);
            throw;
        }
        finally
        {
            AddOutcome(step, context);
        }
    }

    private static void AddOutcome(Activity? step, HttpContext context)
    {
        RequestTraces.SetOwner(step, context.User);
        TokenTags.Add(step, TraceTags.Sent, [.. context.User.Claims]);
        ProblemTags.Add(step, context.Features.Get<ApiProblem>());

        // A caller that gave up before the response started did not receive its status.
        if (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
            step?.SetTag(TraceTags.Error, Canceled);
        else
            step?.SetTag(TraceTags.Status, context.Response.StatusCode);
    }
}
