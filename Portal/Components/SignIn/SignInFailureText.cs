using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;

namespace Portal.Components.SignIn;

/// <summary>The explanation of a failed sign-in.</summary>
internal sealed record SignInFailureText(string Title, string Happened, string? Missing = null)
{
    /// <summary>The explanation. A known error code explains the failure itself, so the rest claims nothing else.</summary>
    public static SignInFailureText Of(string? reason, AadstsCode? known)
    {
        var failure = Of(reason);
        return known is not null && reason is SignInReasons.AccessDenied or SignInReasons.Other
            ? failure with { Happened = "The sign-in service returned an error. Nothing was changed.", Missing = null }
            : failure;
    }

    private static SignInFailureText Of(string? reason) => reason switch
    {
        SignInReasons.ConsentDeclined => new(
            "Consent was not given",
            "Nothing was changed, and you are not signed in. The sign-in service reports that consent was declined.",
            "The portal needs your consent to sign you in, to read your name and user name, and to call its own backend "
            + "on your behalf. It requests consent for other APIs later, one at a time; you can decline those and still use the portal."),
        SignInReasons.AuthorityUnavailable => new(
            "The sign-in service does not respond",
            "The portal could not reach the sign-in service, so your account was not checked. Try again in a moment."),
        SignInReasons.AuthorityInvalid => new(
            "Unexpected response from the sign-in service",
            "The portal could not use the response of the sign-in service, so you are not signed in. A proxy "
            + "between the portal and the sign-in service can cause this. Try again. If it fails again, contact the portal operator."),
        SignInReasons.AccessDenied => new(
            "The sign-in service refused to sign you in",
            "Its response has no reason that the portal can read. An administrator of your tenant finds this sign-in in its sign-in log."),
        SignInReasons.SessionInvalid => new(
            "This sign-in has expired",
            "The response could not be matched to a sign-in of this browser. It may have been started in another window or too long ago. Sign in again."),
        SignInReasons.IssuerMismatch => new(
            "The response is not from your sign-in service",
            "The response to this sign-in does not name the sign-in service that the portal sent you to, so the portal refused it. "
            + "Nothing was changed. Sign in again from this page. If it happens again, tell the portal operator: someone may be "
            + "trying to sign you in somewhere else."),
        _ => new(
            "Sign-in failed",
            "The portal could not complete the sign-in. Nothing was changed. Try again. If it fails again, send the values below "
            + "to the portal operator, who finds the reason in the log."),
    };
}
