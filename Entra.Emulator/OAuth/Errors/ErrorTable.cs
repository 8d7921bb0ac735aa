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
        new(70003, OAuthErrors.UnsupportedGrantType, "The grant type is not supported."),
        new(90023, OAuthErrors.InvalidRequest, "Two values of 'prompt' contradict each other."),
        new(90002, "invalid_tenant", "The tenant does not exist. Check the tenant id in the app's settings."),
        new(50194, OAuthErrors.InvalidRequest, "A single-tenant app used /common or /organizations instead of its tenant."),

        // The client
        new(700016, OAuthErrors.UnauthorizedClient, "No app with this client id is registered in the tenant."),
        new(7000229, OAuthErrors.UnauthorizedClient, "The app is registered, but has no service principal in this tenant."),
        new(7000112, OAuthErrors.UnauthorizedClient, "An administrator has disabled the app in this tenant."),
        new(7000218, OAuthErrors.InvalidClient, "A confidential client sent no secret or assertion."),
        new(7000215, OAuthErrors.InvalidClient, "The client secret is wrong. Often the secret's id was used instead of its value."),
        new(7000222, OAuthErrors.InvalidClient, "The client secret has expired. Create a new one."),
        new(700025, OAuthErrors.InvalidClient, "A public client must not send a secret or an assertion."),
        new(700021, OAuthErrors.InvalidClient, "The client assertion names a different app than the request."),
        new(700023, OAuthErrors.InvalidClient, "The client assertion is not meant for this token endpoint."),
        new(700024, OAuthErrors.InvalidClient, "The client assertion has expired, or is not valid yet."),
        new(700027, OAuthErrors.InvalidClient, "The client assertion's signature does not match a certificate of the app."),
        new(50011, OAuthErrors.InvalidRequest, "The redirect URI is not registered for the app."),

        // Scopes and resources
        new(70011, OAuthErrors.InvalidScope, "A scope is malformed."),
        new(650053, OAuthErrors.InvalidClient, "The resource has no such scope."),
        new(28000, OAuthErrors.InvalidRequest, "A token is for one resource, but the scopes name several."),
        new(1002012, OAuthErrors.InvalidScope, "An app-only request must use {resource}/.default."),
        new(500011, InvalidResource, "The resource is not known in this tenant."),
        new(500014, InvalidResource, "An administrator has disabled the resource in this tenant."),
        new(650057, InvalidResource, "The app's registration lists no permission for the resource."),
        new(90009, OAuthErrors.InvalidRequest, "An app that requests a token for itself must name itself by its client id."),

        // People and policies
        new(50058, OAuthErrors.LoginRequired, "A silent sign-in was requested, but no user is signed in."),
        new(50057, OAuthErrors.InvalidGrant, "The account is disabled."),
        new(50105, OAuthErrors.InvalidGrant, "The app requires assignment, and the user is not assigned."),
        new(501051, OAuthErrors.InvalidGrant, "The resource requires assignment, and the app is not assigned."),
        new(50076, InteractionRequired, "A policy requires a second factor.", "basic_action"),
        new(50079, InteractionRequired, "A policy requires a second factor, and the user has not set one up.", "basic_action"),
        new(500121, OAuthErrors.AccessDenied, "The user did not provide the second factor.", "cancel"),
        new(53003, InteractionRequired, "A Conditional Access policy blocks access.", "message_only"),

        // Consent
        new(65001, OAuthErrors.InvalidGrant, "The user, or an administrator, has not consented yet.", "consent_required"),
        new(65004, OAuthErrors.AccessDenied, "The user declined to consent.", "cancel"),
        new(90094, OAuthErrors.AccessDenied, "Only an administrator can consent to the requested permissions.", "admin_consent_required"),

        // Codes, refresh tokens and assertions
        new(70000, OAuthErrors.InvalidGrant, "The code or token was issued to another app."),
        new(54005, OAuthErrors.InvalidGrant, "The code has already been redeemed."),
        new(70008, OAuthErrors.InvalidGrant, "The code has expired."),
        new(700082, OAuthErrors.InvalidGrant, "The refresh token has expired because it was not used for too long."),
        new(50173, OAuthErrors.InvalidGrant, "The sign-in behind the token was revoked. The user must sign in again."),
        new(500112, OAuthErrors.InvalidGrant, "The redirect URI does not match the one in the authorization request."),
        new(501481, OAuthErrors.InvalidGrant, "The code_verifier does not match the code_challenge."),
        new(50013, OAuthErrors.InvalidGrant, "The assertion is not valid: signature, issuer or form."),
        new(500131, OAuthErrors.InvalidGrant, "The assertion was issued for a different app."),
        new(500133, OAuthErrors.InvalidGrant, "The assertion has expired."),
        new(7000114, OAuthErrors.InvalidGrant, "The assertion is an app-only token, so there is no user to act for."),

        // Device code
        new(70016, "authorization_pending", "The user has not finished on the other device yet."),
        new(70018, "bad_verification_code", "The device code does not exist."),
        new(70020, "expired_token", "The device code has expired."),
    }.ToDictionary(e => e.Code);
}

/// <summary>An entry of the table.</summary>
public sealed record KnownError(int Code, string Error, string Meaning, string? SubError = null);
