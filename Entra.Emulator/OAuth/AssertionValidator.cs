using System.Security.Claims;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Entra.Emulator.OAuth;

/// <summary>Accepts this tenant's access tokens that a user's call brought to the very app that presents them.</summary>
internal sealed class AssertionValidator(
    IOptionsMonitor<OpenIddictServerOptions> server,
    TenantIssuer issuer,
    TimeProvider time)
{
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    public async Task<(ClaimsIdentity? Assertion, EntraError? Error)> ValidateAsync(string assertion, App client)
    {
        var result = await Tokens.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            IssuerSigningKeys = server.CurrentValue.SigningCredentials.Select(c => c.Key),
            LifetimeValidator = IsInTime,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidAudience = client.ClientId,
            ValidIssuer = issuer.Value,
        });
        var refusal = result.IsValid ? Refusal(result.ClaimsIdentity) : Refusal(result.Exception, client);
        return refusal is null ? (result.ClaimsIdentity, null) : (null, refusal);
    }

    // The default validator reads the machine's clock.
    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters _)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return notBefore <= now.AddMinutes(5)
            && (expires > now ? true : throw new SecurityTokenExpiredException("The assertion has expired."));
    }

    private static EntraError Refusal(Exception exception, App client) => exception switch
    {
        SecurityTokenInvalidAudienceException => EntraErrors.AssertionForAnother(client),
        SecurityTokenExpiredException => EntraErrors.AssertionExpired(),
        SecurityTokenInvalidIssuerException => EntraErrors.AssertionInvalid("another tenant issued it."),
        SecurityTokenMalformedException or ArgumentException => EntraErrors.AssertionInvalid("it is no token."),
        _ => EntraErrors.AssertionInvalid("its signature does not fit this tenant's keys."),
    };

    private static EntraError? Refusal(ClaimsIdentity assertion) =>
        assertion.HasClaim("idtyp", "app") ? EntraErrors.AssertionWithoutUser()
        : assertion.FindFirst("scp") is null ? EntraErrors.AssertionInvalid("it is no access token of a user.")
        : null;
}
