using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults;

/// <summary>
/// <c>/health/live</c> (the process responds) and <c>/health/ready</c> (checks tagged ready). Both are anonymous, and the
/// response is one word: Healthy, Degraded or Unhealthy.
/// </summary>
public static class HealthEndpoints
{
    public const string ReadyTag = "ready";

    /// <summary>For each check that could wait for something.</summary>
    public static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.Map("/health/ready", WriteReady).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task WriteReady(HttpContext context, Readiness readiness)
    {
        var status = await readiness.GetAsync(context.RequestAborted);
        context.Response.StatusCode = status == HealthStatus.Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK;
        context.Response.Headers.CacheControl = "no-store, no-cache";
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync($"{status}", context.RequestAborted);
    }
}
