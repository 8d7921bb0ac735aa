using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>Translates a failed sign-in into the URL of the page that explains it.</summary>
internal static partial class SignInFailure
{
    /// <summary>The reason and the authority's error code, if it returned one. Its description is never forwarded.</summary>
    public static (string Reason, string? ErrorCode) Read(Exception? failure)
    {
        var errorCode = failure is null ? null : AadstsCode().Match(failure.ToString()) is { Success: true } m ? m.Value : null;
        var reason = failure switch
        {
            { Message: var message } when message.Contains("Correlation failed", StringComparison.Ordinal) => SignInReasons.SessionInvalid,
            _ when errorCode is "AADSTS65004" => SignInReasons.ConsentDeclined,
            _ when errorCode is "AADSTS50105" or "AADSTS53003" => SignInReasons.AccessDenied,
            HttpRequestException or TaskCanceledException => SignInReasons.AuthorityUnavailable,
            { InnerException: HttpRequestException or TaskCanceledException or IOException } => SignInReasons.AuthorityUnavailable,
            _ => SignInReasons.Other,
        };
        return (reason, errorCode);
    }

    /// <summary>
    /// The redirect target: the original page with the outcome in its query if a signed-in user declined consent for an
    /// API, otherwise the page for failed sign-ins, which offers a retry.
    /// </summary>
    public static string Address(AuthenticationProperties? properties, string reason, string? errorCode)
    {
        var returnUrl = LocalUrl.OrHome(properties?.RedirectUri);
        if (reason == SignInReasons.ConsentDeclined && properties?.Items.ContainsKey(SignInRegistration.ConsentApi) is true)
            return QueryHelpers.AddQueryString(returnUrl, SessionRoutes.ConsentOutcome, SessionRoutes.ConsentDeclined);

        return Page(reason, returnUrl, errorCode);
    }

    /// <summary>The page for a sign-in that could not start because the authority did not respond.</summary>
    public static string Unreachable(string returnUrl) =>
        Page(SignInReasons.AuthorityUnavailable, LocalUrl.OrHome(returnUrl), errorCode: null);

    private static string Page(string reason, string returnUrl, string? errorCode) =>
        QueryHelpers.AddQueryString(SessionRoutes.SignInFailed, new Dictionary<string, string?>
        {
            ["reason"] = reason,
            ["code"] = errorCode,
            ["returnUrl"] = returnUrl,
        });

    [GeneratedRegex("AADSTS[0-9]{4,9}", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex AadstsCode();
}
