using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.Discovery;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.OAuth.TokenEndpoint;

/// <summary>
/// Validates client assertions (private_key_jwt, RFC 7523), which an app signs with a registered certificate. An
/// assertion can be reused until it expires, as in Entra: msal-node does so.
/// </summary>
internal sealed class ClientAssertionValidator(TenantDirectory tenant, EmulatorAddresses addresses, TimeProvider time)
{
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <summary>The subject, because <c>client_id</c> is optional with an assertion. Not validated yet.</summary>
    public static string? Subject(string assertion) => Read(assertion)?.Subject;

    public async Task<EntraError?> ValidateAsync(string assertion, App client)
    {
        if (Read(assertion) is not { } token)
            return EntraErrors.ClientAssertionUnsigned(client, "it is not a JWT.");
        if (token.Subject != client.ClientId || token.Issuer != client.ClientId)
            return EntraErrors.ClientAssertionOfAnother();
        if (!token.Audiences.Any(IsThisTenant))
            return EntraErrors.ClientAssertionElsewhere();
        if (token.ValidTo <= time.GetUtcNow().UtcDateTime || token.ValidFrom > time.GetUtcNow().UtcDateTime.AddMinutes(5))
            return EntraErrors.ClientAssertionOutOfTime();

        using var certificate = client.Certificates.Select(AppCertificate.Read).FirstOrDefault(c => IsNamed(token, c));
        if (certificate is null)
            return EntraErrors.ClientAssertionUnsigned(client, "no certificate of the app has this thumbprint.");

        var parameters = TenantTokenValidator.ParametersFor(time);
        parameters.IssuerSigningKey = new X509SecurityKey(certificate);
        parameters.ValidAlgorithms = Algorithms;
        parameters.ValidAudiences = token.Audiences;
        parameters.ValidIssuer = client.ClientId;
        var result = await Tokens.ValidateTokenAsync(assertion, parameters);
        return result.IsValid ? null : EntraErrors.ClientAssertionUnsigned(client, "its signature does not match the certificate.");
    }

    private static JsonWebToken? Read(string assertion)
    {
        try
        {
            return new JsonWebToken(assertion);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // The audience may be the issuer or the token endpoint, with any name of the tenant.
    private bool IsThisTenant(string audience) => EndpointUris.Names(tenant).Any(name =>
        audience == $"{addresses.BackChannel}{name}/oauth2/v2.0/token" || audience == $"{addresses.BackChannel}{name}/v2.0");

    private static bool IsNamed(JsonWebToken token, X509Certificate2 certificate)
    {
        if (token.TryGetHeaderValue<string>("x5t#S256", out var sha256))
            return sha256 == Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256));

#pragma warning disable CA5350 // Identifies the certificate, as the JOSE header x5t requires; its security does not depend on it.
        return token.X5t.Length > 0
            ? token.X5t == Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA1))
            : token.Kid.Equals(certificate.Thumbprint, StringComparison.OrdinalIgnoreCase);
#pragma warning restore CA5350
    }
}
