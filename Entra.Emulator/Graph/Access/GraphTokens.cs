using System.Security.Claims;
using System.Text.Json;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.Graph.Access;

/// <summary>Validates access tokens for Microsoft Graph that this tenant issued.</summary>
internal sealed class GraphTokens(
    SigningKeyRing ring, TenantDirectory tenant, TenantIssuer issuer, Sessions sessions, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <exception cref="GraphErrorException">The token is missing or not valid.</exception>
    public async Task<GraphCaller> ReadAsync(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw Refused("Access token is empty.");

        var resource = tenant.FindResource(TenantDirectory.GraphUri)!;
        var parameters = TenantTokenValidator.ParametersFor(time);
        parameters.IssuerSigningKeys = ring.Published;
        parameters.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];
        parameters.ValidAudiences = [resource.ClientId, TenantDirectory.GraphUri];
        parameters.ValidIssuers = [issuer.Value, issuer.V1];
        var result = await Handler.ValidateTokenAsync(authorization[Scheme.Length..].Trim(), parameters);
        if (!result.IsValid)
            throw Refused(Reason(result.Exception));

        return Read(result.ClaimsIdentity);
    }

    private GraphCaller Read(ClaimsIdentity token)
    {
        string? Claim(string name) => token.FindFirst(name)?.Value;

        if (Claim("tid") != tenant.Id.ToString())
            throw Refused("Access token validation failure. Invalid tenant.");
        if (tenant.FindApp(Claim("azp") ?? Claim("appid")) is not { Principal.Enabled: true } client)
            throw Refused("The app that this token was issued to is unknown or disabled in this tenant.");
        if (Claim("scp") is not { } scopes)
            return new GraphCaller(null, client, token.FindAll("roles").Select(c => c.Value).ToHashSet(StringComparer.Ordinal));
        if (tenant.FindUser(Claim("oid")) is not { Enabled: true } user)
            throw Refused("The user of this token is unknown or disabled in this tenant.");

        RefuseRevoked(token, user);
        return new GraphCaller(user, client, scopes.Split(' ').ToHashSet(StringComparer.Ordinal));
    }

    // Continuous access evaluation: only clients that sent cp1 can handle the challenge. Tokens of other clients stay
    // valid until they expire.
    private void RefuseRevoked(ClaimsIdentity token, UserAccount user)
    {
        if (sessions.ValidFrom(user) is not { } from || !token.HasClaim("xms_cc", "cp1"))
            return;
        if (!long.TryParse(token.FindFirst("iat")?.Value, out var issued) || issued >= Sessions.FirstSecond(from))
            return;

        var notBefore = new { essential = true, value = $"{Sessions.FirstSecond(from)}" };
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { access_token = new { nbf = notBefore } });
        var encoded = Convert.ToBase64String(claims);
        throw new GraphErrorException(
            GraphError.TokenInvalid("Continuous access evaluation resulted in challenge: the sign-in was revoked.") with
            {
                Challenge = $"Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{encoded}\"",
            });
    }

    private static string Reason(Exception exception) => exception switch
    {
        SecurityTokenExpiredException => "Lifetime validation failed, the token is expired.",
        SecurityTokenInvalidLifetimeException => "Lifetime validation failed, the token is not valid yet.",
        SecurityTokenInvalidAudienceException => "Access token validation failure. Invalid audience.",
        SecurityTokenInvalidIssuerException => "Access token validation failure. Invalid issuer.",
        SecurityTokenMalformedException or ArgumentException => "CompactToken parsing failed: not a JWT.",
        _ => "Access token validation failure. Invalid signature.",
    };

    private static GraphErrorException Refused(string why) => new(GraphError.TokenInvalid(why));
}
