using static AccessContract.Checks.FixOwner;

namespace Portal.Contracts.Problems;

/// <summary>Codes about authorization codes, tokens and requests.</summary>
public static partial class AadstsCodes
{
    private const string GrantsSubject = "Tokens and codes";
    private const string RequestsSubject = "The request itself";

    private static AadstsCode[] Grants() =>
    [
        Of(50013, GrantsSubject, You, "The user’s token cannot be exchanged",
            "On-behalf-of sent a token whose signature, issuer, format or time is not accepted.",
            "Sign in again. If it fails again, the operator checks that the portal accepts tokens of this tenant "
                + "only."),
        Of(500131, GrantsSubject, ClientDeveloper, "The user’s token is for another app",
            "On-behalf-of can only exchange an access token whose audience is the app that sends it, not an ID "
                + "token or a token for the API itself.",
            "Exchange a token for the portal: scope {client id}/user_impersonation, with the portal’s own client "
                + "ID and credential."),
        Of(500133, GrantsSubject, You, "The user’s token has expired",
            "It expired before it was exchanged, or the clocks differ.",
            "Sign in again. If it fails again, the operator checks the clock (/setup#clock)."),
        Of(7000114, GrantsSubject, ClientDeveloper, "The portal may not call on behalf of a user",
            "The token to exchange has no user, or the app is not allowed to use on-behalf-of.",
            "Use client credentials for calls without a user, and on-behalf-of for users."),
        Of(240002, GrantsSubject, ClientDeveloper, "An ID token was sent instead of an access token",
            "On-behalf-of needs an access token for the portal; an ID token cannot be exchanged.",
            "Exchange a token for the portal: scope {client id}/user_impersonation."),
        Of(700082, GrantsSubject, You, "The sign-in was unused for too long",
            "The refresh token of the session was not used for its maximum time, usually 90 days.",
            "Sign in again."),
        Of(700084, GrantsSubject, You, "The sign-in of a single-page app has ended",
            "The refresh token was issued to a redirect URI under Single-page application, and lives for a fixed "
                + "time, usually 24 hours.",
            "Sign in again. If it returns daily, the developer moves the redirect URI to Web."),
        Of(70008, GrantsSubject, You, "The code or token has expired",
            "Sign-in took longer than the code is valid, or the refresh token has expired.",
            "Sign in again."),
        Of(54005, GrantsSubject, You, "The code was already used",
            "A code can be used once. The response was sent twice, for example by a reload or a second copy.",
            "Sign in again."),
        Of(70000, GrantsSubject, You, "The code or refresh token is not valid",
            "It was revoked, damaged or issued to another client ID, or its scopes were not granted. The text of "
                + "the error says which.",
            "Sign in again. If it fails again, the operator checks that portals with different client IDs do not "
                + "share a token cache."),
        Of(700005, GrantsSubject, Operator, "The code belongs to another tenant",
            "The code was issued in another tenant than the one it was exchanged in.",
            "Use one AzureAd:TenantId for sign-in and for tokens."),
        Of(50173, GrantsSubject, You, "The session was ended",
            "The password was changed, or the sessions were revoked, after the token was issued.",
            "Sign in again."),
        Of(50132, GrantsSubject, You, "The session is no longer valid",
            "The password has expired or was changed recently.",
            "Sign in again."),
        Of(50133, GrantsSubject, You, "The session was revoked",
            "The password has expired or was changed recently.",
            "Sign in again."),
        Of(501481, GrantsSubject, Operator, "The PKCE verifier does not match",
            "The code verifier is not from the start of this sign-in: another window, another instance, or an "
                + "attacker.",
            "Sign in again. Instances behind one address must share their Data Protection keys."),
        Of(501491, GrantsSubject, ClientDeveloper, "The PKCE challenge has a wrong length",
            "The code_challenge must have 43 to 128 characters.",
            "Create the challenge as RFC 7636 describes. The portal does."),
        Of(50147, GrantsSubject, ClientDeveloper, "The PKCE challenge is missing or not valid",
            "The size of the code_challenge parameter is not accepted.",
            "Create the challenge as RFC 7636 describes. The portal does."),
        Of(900384, GrantsSubject, ClientDeveloper, "The token’s signature is not valid",
            "A token in the request was altered, cut off or signed with another key. The text of the error has "
                + "details.",
            "Send the token exactly as it was received."),
        Of(90016, GrantsSubject, ClientDeveloper, "The token lacks a required claim",
            "A token in the request does not contain a claim that the sign-in service needs.",
            "Send a token that this sign-in service issued for the portal."),
    ];

    private static AadstsCode[] Requests() =>
    [
        Of(900144, RequestsSubject, ClientDeveloper, "A parameter is missing",
            "The request lacks a parameter that the protocol requires. The text of the error names it.",
            "Send the parameter. In the portal, the trace ID leads to the request."),
        Of(9002313, RequestsSubject, ClientDeveloper, "The request is malformed",
            "Its content does not match its declared format.",
            "Compare the request with the protocol. In the portal, the trace ID leads to it."),
        Of(90004, RequestsSubject, ClientDeveloper, "The request is not formatted correctly",
            "The sign-in service could not read the request.",
            "Compare the request with the protocol."),
        Of(90023, RequestsSubject, ClientDeveloper, "The request is not valid",
            "Its parameters do not fit together, such as two values of prompt or a credential of a public "
                + "client. The text says which.",
            "Correct the parameter that the text of the error names."),
        Of(90013, RequestsSubject, ClientDeveloper, "An input is not valid",
            "A value in the request contains characters that are not allowed or not encoded.",
            "Encode each parameter of the request, the scope included."),
        Of(90014, RequestsSubject, ClientDeveloper, "A required field is missing",
            "A field of the request or of the credential is absent.",
            "Send the field that the text of the error names."),
        Of(90015, RequestsSubject, ClientDeveloper, "The address of the request is too long",
            "The query string exceeds the sign-in service’s limit.",
            "Request fewer scopes at once, or shorten state."),
        Of(90100, RequestsSubject, ClientDeveloper, "A parameter is empty or not valid",
            "The text of the error names the parameter.",
            "Correct that parameter."),
        Of(90102, RequestsSubject, ClientDeveloper, "A URI is not valid",
            "A parameter must be an absolute URI, and is not.",
            "Correct the parameter that the text of the error names."),
        Of(90117, RequestsSubject, ClientDeveloper, "The input of the request is not valid",
            "The sign-in service did not accept a value in the request; the code does not say which.",
            "Compare the request with the protocol."),
        Of(90010, RequestsSubject, ClientDeveloper, "Something in the request is not supported",
            "The sign-in service does not support it, for example a signing algorithm. The text of the error "
                + "names it.",
            "Use the authorization code flow, and an algorithm that the documentation lists."),
        Of(900561, RequestsSubject, You, "The sign-in page was opened with the wrong method",
            "The endpoint accepts other HTTP methods than the one that was used, for example after the browser’s "
                + "back button.",
            "Start the sign-in again from the portal."),
        Of(90056, RequestsSubject, ClientDeveloper, "The token endpoint was called without a code",
            "A code must be obtained first, and sent in a POST request to the token endpoint.",
            "Compare the two endpoints with App registrations → Endpoints."),
        Of(70003, RequestsSubject, ClientDeveloper, "The grant type is not supported",
            "The sign-in service does not support the grant type of the token request.",
            "Check that AzureAd:Instance is a cloud with v2.0 endpoints."),
        Of(50050, RequestsSubject, ClientDeveloper, "The discovery request is malformed",
            "The request for the sign-in service’s metadata could not be read.",
            "Check AzureAd:Instance and AzureAd:TenantId."),
        Of(50196, RequestsSubject, ClientDeveloper, "The app repeats the same request",
            "The sign-in service saw too many identical requests in a short time and stops them for a while.",
            "Cache tokens, and do not retry refused requests in a loop."),
    ];
}
