using Microsoft.AspNetCore.Diagnostics;
using Portal.Problems;

namespace Portal.Hosting;

/// <summary>Errors outside the components: HTML pages, or problem+json under <c>/api</c>.</summary>
internal static class ErrorPages
{
    private const string ErrorPath = "/error";
    private const string StatusPath = "/status/{0}";

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = ErrorPath, CreateScopeForErrors = true });

        // Not inside UseWhen: branches do not route, and the page would not be found.
        app.UseStatusCodePagesWithReExecute(StatusPath, createScopeForStatusCodePages: true);
        app.Use(LimitToPageRequests);
        app.UseWhen(context => ApiEndpoints.Contains(context.Request.Path), api => api.UseStatusCodePages(context => ProblemResponse.WriteStatusAsync(context.HttpContext)));
    }

    // Only for page requests, not scripts, circuits or images; and there are pages for these two statuses only.
    private static async Task LimitToPageRequests(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var acceptsHtml = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        var hasPage = context.Response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status429TooManyRequests;
        if ((!hasPage || !acceptsHtml)
            && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
    }
}
