using System.Text.Json;
using Entra.Emulator.Tenant;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Entra.Emulator.OAuth;

/// <summary>Every refusal that the emulator knows, with Entra's codes.</summary>
internal static class EntraErrors
{
    private const string InvalidResource = "invalid_resource";

    // The request
    public static EntraError ParameterMissing(string name) =>
        new(900144, Errors.InvalidRequest, $"The request must contain the parameter '{name}'.");

    public static EntraError Malformed(string what) => new(9002313, Errors.InvalidRequest, what);

    public static EntraError GrantUnsupported(string? grant) =>
        new(70003, Errors.UnsupportedGrantType, $"The grant type '{grant}' is not supported.");

    public static EntraError TwoPrompts() =>
        new(90023, Errors.InvalidRequest, "'none' cannot be combined with another value of 'prompt'.");

    public static EntraError TenantUnknown(string? tenant) =>
        new(90002, "invalid_tenant", $"The tenant '{tenant}' is not known here. Check the tenant id in your settings.");

    // The client
    public static EntraError AppUnknown(string? clientId, TenantDirectory tenant) => new(
        700016,
        Errors.UnauthorizedClient,
        $"No application with the identifier '{clientId}' is registered in the directory '{tenant.Name}'.");

    public static EntraError SecretMissing() =>
        new(7000218, Errors.InvalidClient, "The request must contain 'client_secret' or 'client_assertion'.");

    public static EntraError SecretWrong(App app) =>
        new(7000215, Errors.InvalidClient, $"The client secret is not one of the app '{app.ClientId}'.");

    public static EntraError RedirectUnknown(string? uri, App app) => new(
        50011,
        Errors.InvalidRequest,
        $"The redirect URI '{uri}' is not one of those registered for the application '{app.ClientId}' ({app.Name}).");

    // Scopes and resources
    public static EntraError ScopeInvalid(string scope, string why) =>
        new(70011, Errors.InvalidScope, $"The scope '{scope}' is not valid: {why}");

    public static EntraError ScopeUnknown(string scope, App client, App resource) => new(
        650053,
        Errors.InvalidScope,
        $"The application '{client.Name}' asked for scope '{scope}', which does not exist on '{resource.Name}'.");

    public static EntraError ResourceUnknown(string resource, TenantDirectory tenant) => new(
        500011, InvalidResource, $"No resource named '{resource}' was found in the tenant '{tenant.Name}'.");

    public static EntraError SeveralResources() =>
        new(28000, Errors.InvalidRequest, "One token is for one resource, but the scopes name more than one.");

    public static EntraError AppScopeNotDefault(string? scope) => new(
        1002012,
        Errors.InvalidScope,
        $"The scope '{scope}' is not valid. An app without a user asks for '{{resource}}/.default'.");

    // Consent and sign-in
    public static EntraError ConsentMissing(App client, App resource) => new(
        65001,
        Errors.InvalidGrant,
        $"The user has not consented to the use of '{resource.Name}' by the application '{client.ClientId}' "
        + $"({client.Name}). Send an interactive authorization request for this user and resource.")
    {
        SubError = "consent_required",
    };

    public static EntraError ConsentDeclined() =>
        new(65004, Errors.AccessDenied, "The user declined to consent to the application.") { SubError = "cancel" };

    public static EntraError SessionMissing() => new(
        50058, Errors.LoginRequired, "A silent sign-in was asked for, but nobody is signed in whom it could be for.");

    public static EntraError ConfirmationDeclined() =>
        new(500121, Errors.AccessDenied, "The user did not confirm the sign-in.") { SubError = "cancel" };

    /// <summary>A second factor is missing. The claims tell the client what to ask for.</summary>
    public static EntraError ConfirmationNeeded(App resource, string context) => new(
        50076,
        "interaction_required",
        $"A policy asks for multi-factor authentication before '{resource.Name}' can be used.")
    {
        SubError = "basic_action",
        Claims = JsonSerializer.Serialize(
            new { access_token = new { acrs = new { essential = true, value = context } } }),
    };

    // Codes and refresh tokens
    public static EntraError CodeInvalid() =>
        new(9002313, Errors.InvalidGrant, "The code or token is malformed, or was not issued by this tenant.");

    public static EntraError CodeOfAnother() =>
        new(70000, Errors.InvalidGrant, "The code or token was issued to another application.");

    public static EntraError CodeReused() => new(
        54005, Errors.InvalidGrant, "The authorization code was already redeemed. Retry with a new one.");

    public static EntraError CodeExpired() => new(
        70008, Errors.InvalidGrant, "The authorization code or refresh token has expired. Send a new sign-in request.");

    public static EntraError SessionRevoked() =>
        new(50173, Errors.InvalidGrant, "The grant was revoked. The user must sign in again.");

    public static EntraError RedirectDiffers() => new(
        500112, Errors.InvalidGrant, "The redirect URI is not the one that the code was asked for with.");

    public static EntraError VerifierWrong() => new(
        501481, Errors.InvalidGrant, "The code_verifier does not match the code_challenge of the authorization request.");

    // On-behalf-of
    public static EntraError AssertionInvalid(string why) =>
        new(50013, Errors.InvalidGrant, $"The assertion is not valid: {why}");

    public static EntraError AssertionForAnother(App client) => new(
        500131,
        Errors.InvalidGrant,
        $"The audience of the assertion is not the application that presents it, '{client.ClientId}' ({client.Name}).");

    public static EntraError AssertionExpired() =>
        new(500133, Errors.InvalidGrant, "The assertion is outside its valid time range. Get a new token first.");

    public static EntraError AssertionWithoutUser() => new(
        7000114, Errors.InvalidGrant, "The assertion is an app's own token. On behalf of whom? Only a user's can be used.");
}
