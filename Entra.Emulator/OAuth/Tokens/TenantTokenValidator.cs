using System.Security.Claims;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>
/// Validates tokens that this tenant issued: access tokens used as on-behalf-of assertions, and id token hints.
/// </summary>
internal sealed class TenantTokenValidator(
    SigningKeyRing ring,
    TenantDirectory tenant,
    TenantIssuer issuer,
    TimeProvider time)
{
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    public async Task<(ClaimsIdentity? Assertion, EntraError? Error)> ValidateAsync(string assertion, App client)
    {
        var parameters = ParametersFor(time);
        parameters.IssuerSigningKeys = ring.Published;
        parameters.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];
        parameters.ValidAudiences = client.IdentifierUri is null ? [client.ClientId] : [client.ClientId, client.IdentifierUri];
        parameters.ValidIssuers = [issuer.Value, issuer.V1];
        var result = await Tokens.ValidateTokenAsync(assertion, parameters);
        var error = result.IsValid ? FindError(result.ClaimsIdentity) : FindError(result.Exception, client);
        return error is null ? (result.ClaimsIdentity, null) : (null, error);
    }

    /// <summary>
    /// The user and client of an id token, which may have expired; nulls when the token is not valid.
    /// </summary>
    public async Task<(UserAccount? User, App? Client)> ReadIdTokenAsync(string? idToken)
    {
        if (string.IsNullOrEmpty(idToken))
            return default;

        var result = await Tokens.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            IssuerSigningKeys = ring.Published,
            LifetimeValidator = (_, _, _, _) => true,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidAudiences = tenant.Apps.Select(a => a.ClientId),
            ValidIssuer = issuer.Value,
        });
        if (!result.IsValid)
            return default;

        string? Claim(string name) => result.ClaimsIdentity.FindFirst(name)?.Value;
        return (tenant.FindUser(Claim("oid")), tenant.FindApp(Claim("aud")));
    }

    /// <summary>
    /// Parameters that check lifetimes by <paramref name="time"/>. The default validator uses the machine's clock.
    /// </summary>
    public static TokenValidationParameters ParametersFor(TimeProvider time) => new()
    {
        LifetimeValidator = (notBefore, expires, _, _) => IsInTime(notBefore, expires, time.GetUtcNow().UtcDateTime),
    };

    private static bool IsInTime(DateTime? notBefore, DateTime? expires, DateTime now) =>
        (notBefore is null || notBefore <= now.AddMinutes(5))
        && (expires > now ? true : throw new SecurityTokenExpiredException("The assertion has expired."));

    private static EntraError FindError(Exception exception, App client) => exception switch
    {
        SecurityTokenInvalidAudienceException => EntraErrors.AssertionForAnother(client),
        SecurityTokenExpiredException => EntraErrors.AssertionExpired(),
        SecurityTokenInvalidIssuerException => EntraErrors.AssertionInvalid("another tenant issued it."),
        SecurityTokenMalformedException or ArgumentException => EntraErrors.AssertionInvalid("it is not a JWT."),
        _ => EntraErrors.AssertionInvalid("its signature does not match this tenant's keys."),
    };

    private static EntraError? FindError(ClaimsIdentity assertion) =>
        assertion.HasClaim("idtyp", "app") || assertion.FindFirst("oid")?.Value == assertion.FindFirst("sub")?.Value
            ? EntraErrors.AssertionWithoutUser()
        : assertion.FindFirst("scp") is null ? EntraErrors.AssertionInvalid("it is not an access token of a user.")
        : null;
}
