using Portal.Api;

namespace Portal.Hosting;

/// <summary>Failures outside the components: pages for people, problem+json under <c>/api</c>.</summary>
internal static class ErrorPages
{
    private const string ErrorPath = "/error";
    private const string NotFoundPath = "/not-found";

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = ErrorPath, CreateScopeForErrors = true });
        app.UseWhen(IsApi, api => api.UseStatusCodePages(context => ProblemAnswer.WriteStatusAsync(context.HttpContext)));
        app.UseWhen(
            context => !IsApi(context),
            pages => pages.UseStatusCodePagesWithReExecute(NotFoundPath, createScopeForStatusCodePages: true));
    }

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ApiEndpoints.Prefix, StringComparison.OrdinalIgnoreCase);
}
