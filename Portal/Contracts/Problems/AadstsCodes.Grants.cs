using AccessContract.Checks;

namespace Portal.Contracts.Problems;

/// <summary>Codes about authorization codes, tokens and invalid requests.</summary>
public static partial class AadstsCodes
{
    private const string GrantsSubject = "Tokens and codes";
    private const string RequestsSubject = "The request itself";

    private static AadstsCode[] Grants() =>
    [
        Of(50013, GrantsSubject, "The user’s token cannot be exchanged",
            "On-behalf-of sent a token whose signature, issuer or format is not accepted.",
            "Sign in again. If it fails again, check that the portal’s own API accepts tokens of this tenant only.",
            FixOwner.You),
        Of(500131, GrantsSubject, "The user’s token is for another app",
            "On-behalf-of can only exchange an access token whose audience is the app that sends it, not an ID token or a token for the API itself.",
            "Exchange a token for the portal: scope {client id}/user_impersonation, with the portal’s own client ID and credential.",
            FixOwner.ClientDeveloper),
        Of(500133, GrantsSubject, "The user’s token has expired",
            "It expired before it was exchanged, or the clocks differ.",
            "Sign in again, and check the clock (/setup#clock).",
            FixOwner.You),
        Of(7000114, GrantsSubject, "There is no user to act on behalf of",
            "On-behalf-of was requested with an app-only token.",
            "Use client credentials for calls without a user, and on-behalf-of for users.",
            FixOwner.ClientDeveloper),
        Of(700082, GrantsSubject, "The sign-in was unused for too long",
            "The refresh token of the session was not used for 90 days.",
            "Sign in again.",
            FixOwner.You),
        Of(70008, GrantsSubject, "The code or token has expired",
            "Sign-in took longer than the code is valid, or the refresh token has expired.",
            "Sign in again.",
            FixOwner.You),
        Of(54005, GrantsSubject, "The code was already used",
            "A code can be used once. The response was sent twice: by a reload, or by someone who copied it.",
            "Sign in again.",
            FixOwner.You),
        Of(70000, GrantsSubject, "The code or token belongs to another app",
            "It was issued to a different client ID from the one that sent it.",
            "Sign in again. If it fails again, check whether two portals with different client IDs share a token cache.",
            FixOwner.ClientDeveloper),
        Of(500112, GrantsSubject, "The redirect URI changed during sign-in",
            "The code was exchanged with a different redirect URI from the one used to start sign-in: the portal sees different addresses.",
            "Behind a proxy, forward host and scheme in the same way for every path.",
            FixOwner.ClientDeveloper),
        Of(501481, GrantsSubject, "The PKCE verifier does not match",
            "The code verifier is not from the start of this sign-in: another window, another instance, or an attacker.",
            "Sign in again. Instances behind one address must share their Data Protection keys.",
            FixOwner.ClientDeveloper),
    ];

    private static AadstsCode[] Requests() =>
    [
        Of(900144, RequestsSubject, "A parameter is missing",
            "The request lacks a parameter that the protocol requires.",
            "Send the trace ID to the portal operator.",
            FixOwner.ClientDeveloper),
        Of(9002313, RequestsSubject, "The request is malformed",
            "Its content does not match its declared format.",
            "Send the trace ID to the portal operator.",
            FixOwner.ClientDeveloper),
        Of(90023, RequestsSubject, "Two values of prompt contradict each other",
            "none, login, consent and select_account cannot be combined.",
            "Send the trace ID to the portal operator.",
            FixOwner.ClientDeveloper),
        Of(70003, RequestsSubject, "The grant type is not supported",
            "The sign-in service does not support the grant type of the token request.",
            "Check that AzureAd:Instance is a cloud with v2.0 endpoints.",
            FixOwner.ClientDeveloper),
        Of(90033, RequestsSubject, "The sign-in service has a temporary error",
            "It failed internally.",
            "Try again in a moment.",
            FixOwner.You),
    ];
}
