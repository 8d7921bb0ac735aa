using System.Security.Cryptography;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>
/// Creates the claims of access and id tokens, in version 1 or 2 as the resource requires. <see
/// cref="TokenContentHandler"/> adds times and issuer.
/// </summary>
internal sealed class TokenClaims(TenantDirectory tenant, EffectiveAccess membership, UserClaims users)
{
    public Dictionary<string, object> ForAccess(TokenIssuance issuance)
    {
        var claims = issuance.Resource.AccessTokenVersion == 1 ? V1(issuance) : V2(issuance);
        if (issuance.Capabilities.Count > 0)
            claims["xms_cc"] = issuance.Capabilities;

        if (issuance.User is { } user)
            AddUser(claims, issuance, user);
        else
            AddApp(claims, issuance);

        return claims;
    }

    public Dictionary<string, object>? ForId(TokenIssuance issuance)
    {
        if (issuance.User is not { } user)
            return null;

        var claims = Common(issuance.Client.ClientId, "2.0");
        users.Add(claims, user, issuance.Client, issuance.Client.OptionalClaims.IdToken);
        claims["preferred_username"] = tenant.PrincipalName(user.Account);
        if (user.Nonce is not null)
            claims["nonce"] = user.Nonce;
        if (user.OpenId.Contains("email"))
            claims["email"] = tenant.PrincipalName(user.Account);

        return claims;
    }

    private Dictionary<string, object> V2(TokenIssuance issuance)
    {
        var claims = Common(issuance.Resource.ClientId, "2.0");
        claims["azp"] = issuance.Client.ClientId;
        claims["azpacr"] = ClientAuthenticationClass(issuance);
        if (issuance.User is { } user)
            claims["preferred_username"] = tenant.PrincipalName(user.Account);

        return claims;
    }

    // The audience is the resource as the client named it.
    private Dictionary<string, object> V1(TokenIssuance issuance)
    {
        var claims = Common(issuance.Audience, "1.0");
        claims["appid"] = issuance.Client.ClientId;
        claims["appidacr"] = ClientAuthenticationClass(issuance);
        if (issuance.User is { } user)
        {
            claims["acr"] = "1";
            claims["amr"] = (string[])["pwd"];
            claims["unique_name"] = claims["upn"] = tenant.PrincipalName(user.Account);
        }
        else
        {
            claims["idp"] = $"https://sts.windows.net/{tenant.Id}/";
        }

        return claims;
    }

    private Dictionary<string, object> Common(string audience, string version) => new()
    {
        ["aud"] = audience,
        ["tid"] = tenant.Id.ToString(),
        ["ver"] = version,
        ["uti"] = Opaque(16),
        ["rh"] = $"1.{Opaque(20)}.",
        ["aio"] = Opaque(32),
    };

    private void AddUser(Dictionary<string, object> claims, TokenIssuance issuance, TokenUser user)
    {
        users.Add(claims, user, issuance.Resource, issuance.Resource.OptionalClaims.AccessToken);
        claims["scp"] = string.Join(' ', user.Scopes.Order(StringComparer.OrdinalIgnoreCase));
        if (user.SignIn.Contexts.Count > 0)
        {
            claims["acrs"] = user.SignIn.Contexts;
            claims["amr"] = (string[])["pwd", "mfa"];
        }
    }

    private void AddApp(Dictionary<string, object> claims, TokenIssuance issuance)
    {
        if (issuance.Resource.OptionalClaims.AccessToken.Any(c => c.Name == "idtyp"))
            claims["idtyp"] = "app";

        claims["oid"] = claims["sub"] = issuance.Client.Principal!.Id.ToString();
        var roles = membership.RolesOf(issuance.Client, issuance.Resource);
        if (roles.Length > 0)
            claims["roles"] = roles;
    }

    // Public client 0, secret 1, certificate 2.
    private static string ClientAuthenticationClass(TokenIssuance issuance) =>
        issuance.UsedCertificate ? "2" : issuance.Client.IsPublicClient ? "0" : "1";

    private static string Opaque(int bytes) => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(bytes));
}
