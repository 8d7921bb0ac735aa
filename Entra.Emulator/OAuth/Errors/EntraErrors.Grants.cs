using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Errors;

/// <content>Codes, refresh tokens and assertions.</content>
internal static partial class EntraErrors
{
    public static EntraError CodeInvalid() =>
        EntraError.Of(9002313, "The code or token is malformed, or was not issued by this tenant.") with
        {
            Error = OpenIddict.Abstractions.OpenIddictConstants.Errors.InvalidGrant,
        };

    public static EntraError CodeOfAnother() =>
        EntraError.Of(70000, "The code or token was issued to another application.");

    public static EntraError CodeReused() =>
        EntraError.Of(54005, "The authorization code was already redeemed. Retry with a new one.");

    public static EntraError CodeExpired() =>
        EntraError.Of(70008, "The authorization code has expired. Send a new sign-in request.");

    public static EntraError RefreshTokenExpired() => EntraError.Of(
        700082, "The refresh token has expired, because it was not used for 90 days. Send a new sign-in request.");

    public static EntraError SessionRevoked() =>
        EntraError.Of(50173, "The grant was revoked. The user must sign in again.");

    public static EntraError RedirectDiffers() =>
        EntraError.Of(500112, "The redirect URI does not match the one in the authorization request.");

    public static EntraError VerifierWrong() => EntraError.Of(
        501481, "The code_verifier does not match the code_challenge of the authorization request.");

    public static EntraError AssertionInvalid(string why) => EntraError.Of(50013, $"The assertion is not valid: {why}");

    public static EntraError AssertionForAnother(App client) => EntraError.Of(
        500131,
        $"The audience of the assertion is not the application that presents it, '{client.ClientId}' ({client.Name}).");

    public static EntraError AssertionExpired() =>
        EntraError.Of(500133, "The assertion is outside its valid time range. Get a new token first.");

    public static EntraError AssertionWithoutUser() => EntraError.Of(
        7000114, "The assertion is an app-only token. On-behalf-of requires a user's token.");

    public static EntraError DevicePending() =>
        EntraError.Of(70016, "The authorization is pending: the user has not finished yet. Keep polling.");

    public static EntraError DeviceDeclined() => EntraError.Of(65004, "The user declined the request of the device.") with
    {
        Error = "authorization_declined",
        SubError = null,
    };

    public static EntraError DeviceUnknown() => EntraError.Of(70018, "The device code is not known.");

    public static EntraError DeviceExpired() => EntraError.Of(70020, "The device code has expired. Request a new one.");
}
