using OpenIddict.Abstractions;
using OAuthErrors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Entra.Emulator.OAuth.Errors;

/// <summary>Translates OpenIddict's own errors to Entra's codes.</summary>
internal static class OpenIddictErrors
{
    // OpenIddict identifies each message by an id in error_uri: https://documentation.openiddict.com/errors/ID2016.
    public static EntraError Translate(OpenIddictResponse response, OpenIddictRequest? request)
    {
        var text = response.ErrorDescription ?? "The request is not valid.";
        return response.ErrorUri?.Split('/')[^1] switch
        {
            "ID2016" or "ID2018" or "ID2019" when request?.IsRefreshTokenGrantType() is true => EntraErrors.RefreshTokenExpired(),
            "ID2016" or "ID2018" or "ID2019" => EntraErrors.CodeExpired(),
            "ID2069" or "ID2071" => EntraErrors.CodeOfAnother(),
            "ID2072" => EntraErrors.RedirectDiffers(),
            "ID2052" when response.Error == OAuthErrors.InvalidGrant => EntraErrors.VerifierWrong(),
            "ID2029" => new EntraError(900144, response.Error ?? OAuthErrors.InvalidRequest, text),
            _ when response.Error == OAuthErrors.InvalidGrant => EntraErrors.CodeInvalid(),
            _ => new EntraError(9002313, response.Error ?? OAuthErrors.InvalidRequest, text),
        };
    }
}
