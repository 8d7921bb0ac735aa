using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Errors;

/// <summary>All errors of the emulator, with Entra's codes. This part: the request and its client.</summary>
internal static partial class EntraErrors
{
    public static EntraError ParameterMissing(string name) =>
        EntraError.Of(900144, $"The request must contain the parameter '{name}'.");

    public static EntraError Malformed(string what) => EntraError.Of(9002313, what);

    public static EntraError GrantUnsupported(string? grant) =>
        EntraError.Of(70003, $"The grant type '{grant}' is not supported.");

    public static EntraError TwoPrompts() =>
        EntraError.Of(90023, "'none' cannot be combined with another value of 'prompt'.");

    public static EntraError TenantUnknown(string? tenant) =>
        EntraError.Of(90002, $"The tenant '{tenant}' does not exist. Check the tenant id in your settings.");

    public static EntraError TenantNeeded(App client) => EntraError.Of(
        50194,
        $"The application '{client.ClientId}' ({client.Name}) is single-tenant and cannot use /common or "
        + "/organizations. Put the tenant id into its authority, or make it multi-tenant.");

    public static EntraError AppUnknown(string? clientId, TenantDirectory tenant) => EntraError.Of(
        700016, $"No application with the identifier '{clientId}' is registered in the directory '{tenant.Name}'.");

    public static EntraError AppAbsent(App app, TenantDirectory tenant) => EntraError.Of(
        7000229, $"The application '{app.ClientId}' ({app.Name}) has no service principal in the directory '{tenant.Name}'.");

    public static EntraError AppDisabled(App app) =>
        EntraError.Of(7000112, $"The application '{app.ClientId}' ({app.Name}) is disabled.");

    public static EntraError SecretMissing() =>
        EntraError.Of(7000218, "The request must contain 'client_secret' or 'client_assertion'.");

    public static EntraError SecretWrong(App app) =>
        EntraError.Of(7000215, $"The client secret does not belong to the app '{app.ClientId}'.");

    public static EntraError SecretExpired(App app) =>
        EntraError.Of(7000222, $"The client secret of the app '{app.ClientId}' has expired. Create a new one.");

    public static EntraError SecretUnwanted(App app) => EntraError.Of(
        700025, $"The app '{app.ClientId}' is public: neither 'client_secret' nor 'client_assertion' may be sent.");

    public static EntraError ClientAssertionOfAnother() =>
        EntraError.Of(700021, "The client assertion's issuer and subject must be the 'client_id' of the request.");

    public static EntraError ClientAssertionElsewhere() =>
        EntraError.Of(700023, "The client assertion's audience is not this tenant's token endpoint.");

    public static EntraError ClientAssertionOutOfTime() =>
        EntraError.Of(700024, "The client assertion is outside its valid time range.");

    public static EntraError ClientAssertionUnsigned(App app, string why) =>
        EntraError.Of(700027, $"The client assertion cannot be verified for the app '{app.ClientId}': {why}");

    public static EntraError RedirectUnknown(string? uri, App app) => EntraError.Of(
        50011, $"The redirect URI '{uri}' is not one of those registered for the application '{app.ClientId}' ({app.Name}).");
}
