using Microsoft.AspNetCore.Diagnostics;
using Portal.Problems;

namespace Portal.Hosting;

/// <summary>Errors outside the components: HTML pages, or problem+json under <c>/api</c>.</summary>
internal static class ErrorPages
{
    private const string ErrorPath = "/error";
    private const string NotFoundPath = "/not-found";

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = ErrorPath, CreateScopeForErrors = true });

        // Not inside UseWhen: branches do not route, and the page would not be found.
        app.UseStatusCodePagesWithReExecute(NotFoundPath, createScopeForStatusCodePages: true);
        app.Use(LimitToPageRequests);
        app.UseWhen(context => ApiEndpoints.Contains(context.Request.Path), api => api.UseStatusCodePages(context => ProblemResponse.WriteStatusAsync(context.HttpContext)));
    }

    // Only for page requests, not scripts, circuits or images; and the page only describes a 404.
    private static async Task LimitToPageRequests(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var acceptsHtml = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if ((context.Response.StatusCode != StatusCodes.Status404NotFound || !acceptsHtml)
            && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
    }
}
