using System.Security.Cryptography;
using System.Text;
using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.OAuth;

/// <summary>The claims of Entra's v2 tokens. Times and issuer are the token's own and are added with its signature.</summary>
internal sealed class TokenClaims(TenantDirectory tenant, Membership membership, EmulatorAddresses addresses)
{
    private const int GroupLimit = 200;

    public Dictionary<string, object> ForAccess(Issuance issuance)
    {
        var claims = Common(issuance.Resource);
        claims["azp"] = issuance.Client.ClientId;
        claims["azpacr"] = issuance.Client.IsPublicClient ? "0" : "1";
        if (issuance.User is not { } user)
            return AddApp(claims, issuance);

        AddUser(claims, user, issuance.Resource);
        claims["scp"] = string.Join(' ', user.Scopes);
        if (user.SignIn.Contexts.Count > 0)
        {
            claims["acrs"] = user.SignIn.Contexts;
            claims["amr"] = (string[])["pwd", "mfa"];
        }

        return claims;
    }

    public Dictionary<string, object>? ForId(Issuance issuance)
    {
        if (issuance.User is not { } user)
            return null;

        var claims = Common(issuance.Client);
        AddUser(claims, user, issuance.Client);
        if (user.Nonce is not null)
            claims["nonce"] = user.Nonce;

        return claims;
    }

    private Dictionary<string, object> Common(App audience) => new()
    {
        ["aud"] = audience.ClientId,
        ["tid"] = tenant.Id.ToString(),
        ["ver"] = "2.0",
        ["uti"] = Opaque(16),
        ["rh"] = $"1.{Opaque(20)}.",
        ["aio"] = Opaque(32),
    };

    private Dictionary<string, object> AddApp(Dictionary<string, object> claims, Issuance issuance)
    {
        claims["idtyp"] = "app";
        claims["oid"] = claims["sub"] = issuance.Client.Principal!.Id.ToString();
        AddIfAny(claims, "roles", membership.RolesOf(issuance.Client, issuance.Resource));
        return claims;
    }

    private void AddUser(Dictionary<string, object> claims, UserIssuance user, App audience)
    {
        claims["oid"] = user.Account.Id.ToString();
        claims["sub"] = PairwiseSubject(user.Account, audience);
        claims["name"] = user.Account.Name;
        claims["preferred_username"] = tenant.PrincipalName(user.Account);
        claims["sid"] = user.SignIn.SessionId;
        AddIfAny(claims, "roles", membership.RolesOf(user.Account, audience));
        if (audience.GroupClaims)
            AddGroups(claims, user.Account);
    }

    // Too many groups would not fit into a header: the token then only says where they can be read.
    private void AddGroups(Dictionary<string, object> claims, UserAccount user)
    {
        var groups = membership.GroupsOf(user);
        if (groups.Length <= GroupLimit)
        {
            AddIfAny(claims, "groups", [.. groups.Select(g => g.Id.ToString())]);
            return;
        }

        var source = new { endpoint = $"{addresses.BackChannel}graph/v1.0/users/{user.Id}/getMemberObjects" };
        claims["_claim_names"] = JsonClaim(new { groups = "src1" });
        claims["_claim_sources"] = JsonClaim(new { src1 = source });
    }

    // The same person has another subject in each app, so that apps cannot compare notes.
    private string PairwiseSubject(UserAccount user, App audience) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant.Id}/{user.Id}/{audience.Id}")));

    private static void AddIfAny(Dictionary<string, object> claims, string name, string[] values)
    {
        if (values.Length > 0)
            claims[name] = values;
    }

    private static System.Text.Json.JsonElement JsonClaim<T>(T value) =>
        System.Text.Json.JsonSerializer.SerializeToElement(value);

    private static string Opaque(int bytes) => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(bytes));
}
