using Portal.Contracts.SignIn;

namespace Portal.Components.SignIn;

/// <summary>The explanation of a failed sign-in.</summary>
internal sealed record SignInFailure(string Title, string Happened, string? Missing = null)
{
    public static SignInFailure Of(string? reason) => reason switch
    {
        SignInReasons.ConsentDeclined => new(
            "You declined consent",
            "Nothing was changed, and you are not signed in. The sign-in service showed what the portal requests, and you declined.",
            "The portal needs your consent to sign you in, to read your name and user name, and to call its own backend "
            + "on your behalf. It requests consent for other APIs later, one at a time; you can decline those and still use the portal."),
        SignInReasons.AuthorityUnavailable => new(
            "The sign-in service does not respond",
            "The portal could not reach the sign-in service. Your account is not the cause. Try again in a moment."),
        SignInReasons.AccessDenied => new(
            "The sign-in service refused to sign you in",
            "Your account was recognised, but it is not allowed to use this app.",
            "An administrator of your tenant may have to assign you to the app, or a policy of your organisation blocks this sign-in."),
        SignInReasons.SessionInvalid => new(
            "This sign-in has expired",
            "It was started in another window or too long ago, so the response could not be matched to you. Sign in again."),
        _ => new(
            "Sign-in failed",
            "The response of the sign-in service could not be used. Nothing was changed. Try again. If it fails again, send the code "
            + "and the trace ID to the portal operator."),
    };
}
