using Microsoft.AspNetCore.Diagnostics;
using Portal.Problems;

namespace Portal.Hosting;

/// <summary>Failures outside the components: pages for people, problem+json under <c>/api</c>.</summary>
internal static class ErrorPages
{
    private const string ErrorPath = "/error";
    private const string NotFoundPath = "/not-found";

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = ErrorPath, CreateScopeForErrors = true });

        // Not in a branch of its own: branches do not route, and the page would not be found either.
        app.UseStatusCodePagesWithReExecute(NotFoundPath, createScopeForStatusCodePages: true);
        app.Use(KeepToPeople);
        app.UseWhen(IsApi, api => api.UseStatusCodePages(context => ProblemResponse.WriteStatusAsync(context.HttpContext)));
    }

    // Scripts, circuits and images have no use for a page; and it says that nothing is there, which no other status means.
    private static async Task KeepToPeople(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var looks = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if ((context.Response.StatusCode != StatusCodes.Status404NotFound || !looks)
            && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
    }

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ApiEndpoints.Prefix, StringComparison.OrdinalIgnoreCase);
}
