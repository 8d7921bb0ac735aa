using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.Control;

/// <summary>Makes access tokens with something wrong in them, to see whether an API notices.</summary>
internal sealed class TokenForge(
    TenantDirectory tenant, TokenClaims claims, TenantIssuer issuer, KeyRing ring, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Null when the tenant lacks something that the order names; <paramref name="mistake"/> then says what.</summary>
    public Issuance? Find(ForgeLever lever, out string mistake)
    {
        var client = tenant.FindResource(lever.Client ?? "");
        var resource = tenant.FindResource(lever.Resource ?? "");
        var user = tenant.FindUserByName(lever.User);
        mistake = client?.Principal is null ? "client" : resource is null ? "resource" : "user";
        if (client?.Principal is null || resource is null || (lever.User is not null && user is null))
            return null;

        return new Issuance(client, resource)
        {
            Audience = resource.IdentifierUri ?? resource.ClientId,
            User = user is null
                ? null
                : new UserIssuance(user, SignIn.New(time), [.. resource.Scopes.Select(s => s.Value)], Nonce: null),
        };
    }

    public string Make(Issuance issuance, ForgeLever lever)
    {
        var now = time.GetUtcNow();
        var content = claims.ForAccess(issuance);
        content["iss"] = issuance.Resource.AccessTokenVersion == 1 ? issuer.V1 : issuer.Value;
        content["iat"] = content["nbf"] = now.ToUnixTimeSeconds();
        content["exp"] = (now + Lifetime).ToUnixTimeSeconds();
        foreach (var name in lever.Remove)
            content.Remove(name);
        foreach (var (name, value) in lever.Set)
            content[name] = value;

        var header = new Dictionary<string, object> { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = ring.Current.Key.KeyId };
        if (lever.Key == ForgeKey.None)
            header["alg"] = "none";
        foreach (var name in lever.RemoveHeader)
            header.Remove(name);
        foreach (var (name, value) in lever.Header)
            header[name] = value;

        var unsigned = $"{Encode(header)}.{Encode(content)}";
        return $"{unsigned}.{Sign(Encoding.ASCII.GetBytes(unsigned), lever.Key)}";
    }

    private string Sign(byte[] content, ForgeKey key)
    {
        if (key == ForgeKey.None)
            return "";

        using var stranger = key == ForgeKey.Unknown ? RSA.Create(2048) : null;
        var signer = stranger ?? ring.Current.Key.Rsa;
        return Base64UrlEncoder.Encode(signer.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Encode(Dictionary<string, object> part) =>
        Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(part));
}
