using Microsoft.AspNetCore.Diagnostics;

namespace Portal.Auth;

/// <summary>
/// Handles a sign-in that cannot start because the authority's metadata cannot be fetched: redirects the browser to a
/// page that explains this and offers a retry.
/// </summary>
internal sealed partial class AuthorityUnavailableHandler(ILogger<AuthorityUnavailableHandler> logger) : IExceptionHandler
{
    // "Unable to obtain configuration": thrown by the OpenID Connect handler when the metadata cannot be fetched.
    private const string NoMetadata = "IDX20803";

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not InvalidOperationException || !exception.Message.Contains(NoMetadata, StringComparison.Ordinal))
            return ValueTask.FromResult(false);

        LogAuthorityUnavailable(logger);
        if (SignInRegistration.IsNavigation(httpContext.Request))
            httpContext.Response.Redirect(SignInFailure.Unreachable(RequestedPage(httpContext), httpContext.Request.PathBase));
        else
            httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;

        return ValueTask.FromResult(true);
    }

    // The request's own path may already be that of the error page.
    private static string? RequestedPage(HttpContext context)
    {
        var path = new PathString(context.Features.Get<IExceptionHandlerPathFeature>()?.Path);
        if (path.StartsWithSegments("/MicrosoftIdentity", StringComparison.OrdinalIgnoreCase))
            return context.Request.Query["redirectUri"].ToString();

        return HttpMethods.IsGet(context.Request.Method)
            ? context.Request.PathBase + path + context.Request.QueryString.Value
            : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in cannot start: the authority does not respond")]
    private static partial void LogAuthorityUnavailable(ILogger logger);
}
