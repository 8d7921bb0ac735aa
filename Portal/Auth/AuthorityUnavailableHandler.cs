using Microsoft.AspNetCore.Diagnostics;

namespace Portal.Auth;

/// <summary>
/// A sign-in that cannot begin because the authority's metadata cannot be fetched is no error of the portal's: the
/// browser gets a page that says so and offers to try again.
/// </summary>
internal sealed partial class AuthorityUnavailableHandler(ILogger<AuthorityUnavailableHandler> logger) : IExceptionHandler
{
    // "Unable to obtain configuration": what the OpenID Connect handler throws when metadata is out of reach.
    private const string NoMetadata = "IDX20803";

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not InvalidOperationException || !exception.Message.Contains(NoMetadata, StringComparison.Ordinal))
            return ValueTask.FromResult(false);

        LogAuthorityUnavailable(logger);
        if (SignInRegistration.IsNavigation(httpContext.Request))
            httpContext.Response.Redirect(SignInFailure.Unreachable(PageAsked(httpContext)));
        else
            httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;

        return ValueTask.FromResult(true);
    }

    // The request's own path may already be that of the error page.
    private static string PageAsked(HttpContext context)
    {
        var path = new PathString(context.Features.Get<IExceptionHandlerPathFeature>()?.Path);
        if (path.StartsWithSegments("/MicrosoftIdentity", StringComparison.OrdinalIgnoreCase))
            return context.Request.Query["redirectUri"].ToString();

        return HttpMethods.IsGet(context.Request.Method) ? path + context.Request.QueryString.Value : "/";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The authority does not answer: sign-in cannot begin")]
    private static partial void LogAuthorityUnavailable(ILogger logger);
}
