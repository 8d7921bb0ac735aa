using Portal.Contracts.Access;

namespace Portal.Contracts.Problems;

/// <summary>Codes, tokens and requests that did not fit.</summary>
public static partial class AadstsCodes
{
    private const string GrantsSubject = "Tokens and codes";
    private const string RequestsSubject = "The request itself";

    private static AadstsCode[] Grants() =>
    [
        Of(50013, GrantsSubject, "The user’s token cannot be exchanged",
            "On-behalf-of sent a token whose signature, issuer or form the authority does not accept.",
            "Sign in again. If it stays so, see that the portal’s own API takes tokens of this tenant only.",
            FixOwners.You),
        Of(500131, GrantsSubject, "The user’s token is for somebody else",
            "On-behalf-of may only exchange a token whose audience is the app that sends it. An id token, or a token for the API itself, is not.",
            "Exchange the token for the portal: scope {client id}/user_impersonation, with the portal’s own client id and credential.",
            FixOwners.Developer),
        Of(500133, GrantsSubject, "The user’s token has expired",
            "It ran out before it could be exchanged; or the clocks differ.",
            "Sign in again, and see whether the clocks agree (/setup#clock).",
            FixOwners.You),
        Of(7000114, GrantsSubject, "There is no user to act for",
            "On-behalf-of was asked with a token that an app got for itself.",
            "Use client credentials for calls without a user, and on-behalf-of for users.",
            FixOwners.Developer),
        Of(700082, GrantsSubject, "The sign-in was not used for too long",
            "The refresh token behind the session has lain unused for 90 days.",
            "Sign in again.",
            FixOwners.You),
        Of(70008, GrantsSubject, "The code or token has expired",
            "Sign-in took longer than the code is good for, or the refresh token’s time is over.",
            "Sign in again.",
            FixOwners.You),
        Of(54005, GrantsSubject, "The code was used before",
            "Codes are good once; the answer was sent twice, by a reload or by somebody who copied it.",
            "Sign in again.",
            FixOwners.You),
        Of(70000, GrantsSubject, "The code or token belongs to another app",
            "It was issued to another client id than the one that sent it.",
            "Sign in again; if it stays so, two portals with different client ids share one token cache.",
            FixOwners.Developer),
        Of(500112, GrantsSubject, "The address changed on the way",
            "The redirect URI of the code’s exchange is not the one that sign-in began with: the portal sees different addresses.",
            "Behind a proxy, forward host and scheme the same way on every path.",
            FixOwners.Developer),
        Of(501481, GrantsSubject, "The proof of the code does not fit",
            "The verifier is not the one that sign-in began with: another window, another instance, or an attacker.",
            "Sign in again; instances behind one address must share their Data Protection keys.",
            FixOwners.Developer),
    ];

    private static AadstsCode[] Requests() =>
    [
        Of(900144, RequestsSubject, "A parameter is missing",
            "The request lacks something that the protocol demands.",
            "Quote the trace id to whoever runs the portal.",
            FixOwners.Developer),
        Of(9002313, RequestsSubject, "The request is malformed",
            "It cannot be read as what it claims to be.",
            "Quote the trace id to whoever runs the portal.",
            FixOwners.Developer),
        Of(90023, RequestsSubject, "Two values of prompt contradict each other",
            "Only one of none, login, consent and select_account can be asked for.",
            "Quote the trace id to whoever runs the portal.",
            FixOwners.Developer),
        Of(70003, RequestsSubject, "The grant is not one that the authority knows",
            "The grant type of the token request is unsupported here.",
            "See that AzureAd:Instance is an authority that serves the v2.0 endpoints.",
            FixOwners.Developer),
        Of(90033, RequestsSubject, "The authority has a passing fault",
            "Something of its own does not work just now.",
            "Try again in a moment.",
            FixOwners.You),
    ];
}
