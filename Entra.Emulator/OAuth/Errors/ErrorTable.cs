using OAuthErrors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Entra.Emulator.OAuth.Errors;

/// <summary>
/// Every error code that the emulator returns, with the OAuth error that clients act on and its meaning. Used where
/// errors are created, on the error code page and by fault injection.
/// </summary>
public static class ErrorTable
{
    private const string InvalidResource = "invalid_resource";
    private const string InteractionRequired = "interaction_required";

    public static IReadOnlyDictionary<int, KnownError> All { get; } = new KnownError[]
    {
        // The request
        new(900144, OAuthErrors.InvalidRequest, "A parameter is missing from the request."),
        new(9002313, OAuthErrors.InvalidRequest, "The request is malformed."),
        new(70003, OAuthErrors.UnsupportedGrantType, "The grant type is not one that this authority knows."),
        new(90023, OAuthErrors.InvalidRequest, "Two values of 'prompt' contradict each other."),
        new(90002, "invalid_tenant", "There is no such tenant. Check the tenant id in the app's settings."),
        new(50194, OAuthErrors.InvalidRequest, "A single-tenant app came by /common or /organizations. It must name its tenant."),

        // The client
        new(700016, OAuthErrors.UnauthorizedClient, "No app with this client id is registered in the tenant."),
        new(7000229, OAuthErrors.UnauthorizedClient, "The app is registered, but has no service principal in this tenant."),
        new(7000112, OAuthErrors.UnauthorizedClient, "An administrator has disabled the app in this tenant."),
        new(7000218, OAuthErrors.InvalidClient, "A confidential client came without its secret or assertion."),
        new(7000215, OAuthErrors.InvalidClient, "The client secret is wrong. Often it is the secret's id, not its value."),
        new(7000222, OAuthErrors.InvalidClient, "The client secret has expired. Make a new one."),
        new(700025, OAuthErrors.InvalidClient, "A public client must not send a secret or an assertion."),
        new(700021, OAuthErrors.InvalidClient, "The client assertion names another app than the request."),
        new(700023, OAuthErrors.InvalidClient, "The client assertion is not meant for this token endpoint."),
        new(700024, OAuthErrors.InvalidClient, "The client assertion has expired, or is not valid yet."),
        new(700027, OAuthErrors.InvalidClient, "No certificate of the app fits the client assertion's signature."),
        new(50011, OAuthErrors.InvalidRequest, "The redirect URI is not registered for the app."),

        // Scopes and resources
        new(70011, OAuthErrors.InvalidScope, "A scope is not written as scopes are."),
        new(650053, OAuthErrors.InvalidClient, "The resource has no such scope."),
        new(28000, OAuthErrors.InvalidRequest, "One token is for one resource; the scopes name several."),
        new(1002012, OAuthErrors.InvalidScope, "An app without a user can ask for {resource}/.default only."),
        new(500011, InvalidResource, "The resource is not known in this tenant."),
        new(500014, InvalidResource, "An administrator has disabled the resource in this tenant."),
        new(650057, InvalidResource, "The resource is not among those that the app's registration asks for."),
        new(90009, OAuthErrors.InvalidRequest, "An app that asks for a token for itself must name itself by its client id."),

        // People and policies
        new(50058, OAuthErrors.LoginRequired, "A silent sign-in was asked for, and nobody is signed in."),
        new(50057, OAuthErrors.InvalidGrant, "The account is disabled."),
        new(50105, OAuthErrors.InvalidGrant, "The app demands an assignment, and the user has none."),
        new(501051, OAuthErrors.InvalidGrant, "The resource demands an assignment, and the app has none."),
        new(50076, InteractionRequired, "A policy demands a second factor.", "basic_action"),
        new(50079, InteractionRequired, "A policy demands a second factor, and the user has not set one up.", "basic_action"),
        new(500121, OAuthErrors.AccessDenied, "The second factor was not given.", "cancel"),
        new(53003, InteractionRequired, "A Conditional Access policy lets nobody in this way.", "message_only"),

        // Consent
        new(65001, OAuthErrors.InvalidGrant, "The user, or an administrator, has not consented yet.", "consent_required"),
        new(65004, OAuthErrors.AccessDenied, "The user declined to consent.", "cancel"),
        new(90094, OAuthErrors.AccessDenied, "Only an administrator can consent to what the app asks for.", "admin_consent_required"),

        // Codes, refresh tokens and assertions
        new(70000, OAuthErrors.InvalidGrant, "The code or token was issued to another app."),
        new(54005, OAuthErrors.InvalidGrant, "The code was redeemed before."),
        new(70008, OAuthErrors.InvalidGrant, "The code has expired."),
        new(700082, OAuthErrors.InvalidGrant, "The refresh token was not used for so long that it has expired."),
        new(50173, OAuthErrors.InvalidGrant, "The sign-in behind the token was revoked. The user must sign in again."),
        new(500112, OAuthErrors.InvalidGrant, "The redirect URI is not the one that the code was asked for with."),
        new(501481, OAuthErrors.InvalidGrant, "The code_verifier does not fit the code_challenge."),
        new(50013, OAuthErrors.InvalidGrant, "The assertion is not valid: signature, issuer or form."),
        new(500131, OAuthErrors.InvalidGrant, "The assertion is meant for another app than the one that presents it."),
        new(500133, OAuthErrors.InvalidGrant, "The assertion has expired."),
        new(7000114, OAuthErrors.InvalidGrant, "The assertion is an app's own token: there is no user to act for."),

        // Device code
        new(70016, "authorization_pending", "The user has not finished on the other device yet."),
        new(70018, "bad_verification_code", "There is no such device code."),
        new(70020, "expired_token", "The device code has expired."),
    }.ToDictionary(e => e.Code);
}

/// <summary>An entry of the table.</summary>
public sealed record KnownError(int Code, string Error, string Meaning, string? SubError = null);
