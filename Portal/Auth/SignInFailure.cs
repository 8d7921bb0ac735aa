using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
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
            HttpRequestException or TaskCanceledException => SignInReasons.AuthorityUnavailable,
            { InnerException: HttpRequestException or TaskCanceledException or IOException } => SignInReasons.AuthorityUnavailable,
            _ => SignInReasons.Other,
        };
        return (reason, said);
    }

    /// <summary>
    /// The redirect target: the original page with the outcome in its query if a signed-in user declined consent for an
    /// API, otherwise the page for failed sign-ins, which offers a retry.
    /// </summary>
    /// <param name="said">The authority's message, protected so that only the portal can put a text on its page.</param>
    public static string Address(
        AuthenticationProperties? properties, string reason, string? errorCode, string? said = null)
    {
        var returnUrl = LocalUrl.OrHome(properties?.RedirectUri);
        if (reason == SignInReasons.ConsentDeclined && properties?.Items.ContainsKey(SignInRegistration.ConsentApi) is true)
            return QueryHelpers.AddQueryString(returnUrl, SessionRoutes.ConsentOutcome, SessionRoutes.ConsentDeclined);

        return Page(reason, returnUrl, errorCode, said);
    }

    /// <summary>The page for a sign-in that could not start because the authority did not respond.</summary>
    public static string Unreachable(string returnUrl) =>
        Page(SignInReasons.AuthorityUnavailable, LocalUrl.OrHome(returnUrl), errorCode: null);

    private static string Page(string reason, string returnUrl, string? errorCode, string? said = null) =>
        QueryHelpers.AddQueryString(SessionRoutes.SignInFailed, new Dictionary<string, string?>
        {
            ["reason"] = reason,
            ["code"] = errorCode,
            ["returnUrl"] = returnUrl,
            ["said"] = said,
        });
}
