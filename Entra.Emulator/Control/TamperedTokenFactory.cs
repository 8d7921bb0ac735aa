using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.Control;

/// <summary>Creates access tokens that are invalid in one way, to check that an API refuses them.</summary>
internal sealed class TamperedTokenFactory(
    TenantDirectory tenant, TokenClaims claims, TenantIssuer issuer, SigningKeyRing ring, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>
    /// Null when the tenant does not have what the request names; <paramref name="unknown"/> is then the member's
    /// name.
    /// </summary>
    public TokenIssuance? TryResolve(TamperedTokenRequest request, out string unknown)
    {
        var client = tenant.FindResource(request.Client ?? "");
        var resource = tenant.FindResource(request.Resource ?? "");
        var user = tenant.FindUserByName(request.User);
        unknown = client?.Principal is null ? "client" : resource is null ? "resource" : "user";
        if (client?.Principal is null || resource is null || (request.User is not null && user is null))
            return null;

        return new TokenIssuance(client, resource)
        {
            Audience = resource.IdentifierUri ?? resource.ClientId,
            User = user is null
                ? null
                : new TokenUser(user, SignIn.New(time), [.. resource.Scopes.Select(s => s.Value)], Nonce: null),
        };
    }

    public string Create(TokenIssuance issuance, TamperedTokenRequest request)
    {
        var now = time.GetUtcNow();
        var content = claims.ForAccess(issuance);
        content["iss"] = issuance.Resource.AccessTokenVersion == 1 ? issuer.V1 : issuer.Value;
        content["iat"] = content["nbf"] = now.ToUnixTimeSeconds();
        content["exp"] = (now + Lifetime).ToUnixTimeSeconds();
        foreach (var name in request.Remove)
            content.Remove(name);
        foreach (var (name, value) in request.Set)
            content[name] = value;

        var header = new Dictionary<string, object> { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = ring.Current.Key.KeyId };
        if (request.Key == TamperedTokenKey.None)
            header["alg"] = "none";
        foreach (var name in request.RemoveHeader)
            header.Remove(name);
        foreach (var (name, value) in request.Header)
            header[name] = value;

        var unsigned = $"{Encode(header)}.{Encode(content)}";
        return $"{unsigned}.{Sign(Encoding.ASCII.GetBytes(unsigned), request.Key)}";
    }

    private string Sign(byte[] content, TamperedTokenKey key)
    {
        if (key == TamperedTokenKey.None)
            return "";

        using var unknownKey = key == TamperedTokenKey.Unknown ? RSA.Create(2048) : null;
        var signingKey = unknownKey ?? ring.Current.Key.Rsa;
        return Base64UrlEncoder.Encode(signingKey.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Encode(Dictionary<string, object> part) =>
        Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(part));
}
