using Portal.Contracts.SignIn;

namespace Portal.Components.SignIn;

/// <summary>Why signing in did not work, in words.</summary>
internal sealed record SignInFailure(string Title, string Happened, string? Missing = null)
{
    public static SignInFailure Of(string? reason) => reason switch
    {
        SignInReasons.ConsentDeclined => new(
            "You declined the permission",
            "Nothing was changed and you are not signed in. The identity provider showed what the portal asks for, and the answer was no.",
            "The portal needs your permission to sign you in, to read your name and user name, and to call its own backend "
            + "on your behalf. Access to further APIs is asked for later, one by one, and you can decline those and still use the portal."),
        SignInReasons.AuthorityUnavailable => new(
            "The identity provider does not answer",
            "The portal could not reach the authority that signs you in. Nothing is wrong with your account. Try again in a moment."),
        SignInReasons.AccessDenied => new(
            "The identity provider refused to sign you in",
            "It knows you, but does not let you into this app.",
            "An administrator of your tenant may have to assign you to the app, or a rule of your organisation blocks this sign-in."),
        SignInReasons.SessionInvalid => new(
            "This sign-in had become too old",
            "It was begun in another window or too long ago, so its answer could not be matched to you. Signing in afresh works."),
        _ => new(
            "Signing in did not work",
            "The answer of the identity provider could not be used. Nothing was changed. Try again; if it stays so, quote the code "
            + "and the trace to whoever runs the portal."),
    };
}
