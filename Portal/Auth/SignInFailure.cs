using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Identity.Client;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>Translates a failed sign-in into the URL of the page that explains it.</summary>
internal static class SignInFailure
{
    /// <summary>The reason, and what the authority said about it, if it returned an error code.</summary>
    public static (string Reason, AuthorityMessage? Message) Read(Exception? failure)
    {
        var said = AuthorityMessage.Read(failure?.ToString());
        var reason = failure switch
        {
            { Message: var message } when message.Contains("Correlation failed", StringComparison.Ordinal) => SignInReasons.SessionInvalid,
            _ when said?.Code is "AADSTS65004" => SignInReasons.ConsentDeclined,
            _ when AadstsCodes.Find(said?.Code) is { IsBlock: true } => SignInReasons.AccessDenied,
            _ when Causes(failure).Any(IsUnusable) => SignInReasons.AuthorityInvalid,
            _ when Causes(failure).Any(IsUnavailable) => SignInReasons.AuthorityUnavailable,
            _ => SignInReasons.Other,
        };
        return (reason, said);
    }

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static bool IsUnusable(Exception cause) =>
        cause is AuthorityException { IsUnexpected: true }
            or JsonException
            or MsalClientException { ErrorCode: MsalError.JsonParseError };

    private static bool IsUnavailable(Exception cause) =>
        cause is HttpRequestException or TaskCanceledException or IOException;

    /// <summary>
    /// The redirect target: the original page with the outcome in its query if a signed-in user declined consent for an
    /// API, otherwise the page for failed sign-ins, which offers a retry.
    /// </summary>
    /// <param name="said">The authority's message, protected so that only the portal can put a text on its page.</param>
    public static string Address(
        AuthenticationProperties? properties, PathString pathBase, string reason, string? errorCode, string? said = null)
    {
        var returnUrl = LocalUrl.OrHome(properties?.RedirectUri, pathBase);
        if (reason == SignInReasons.ConsentDeclined && properties?.Items.ContainsKey(SignInRegistration.ConsentApi) is true)
            return QueryHelpers.AddQueryString(returnUrl, SessionRoutes.ConsentOutcome, SessionRoutes.ConsentDeclined);

        return Page(pathBase, reason, returnUrl, errorCode, said);
    }

    /// <summary>The page for a sign-in that could not start because the authority did not respond.</summary>
    public static string Unreachable(string? returnUrl, PathString pathBase) =>
        Page(pathBase, SignInReasons.AuthorityUnavailable, LocalUrl.OrHome(returnUrl, pathBase), errorCode: null);

    private static string Page(PathString pathBase, string reason, string returnUrl, string? errorCode, string? said = null) =>
        QueryHelpers.AddQueryString(pathBase + SessionRoutes.SignInFailed, new Dictionary<string, string?>
        {
            ["reason"] = reason,
            ["code"] = errorCode,
            ["returnUrl"] = returnUrl,
            ["said"] = said,
        });
}
