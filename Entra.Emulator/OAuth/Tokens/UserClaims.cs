using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>The claims about a user in tokens for one app, as that app's registration requests them.</summary>
internal sealed class UserClaims(TenantDirectory tenant, EffectiveAccess membership, EmulatorAddresses addresses)
{
    private const int GroupLimit = 200;

    public void Add(Dictionary<string, object> claims, TokenUser user, App audience, IReadOnlyList<OptionalClaim> optional)
    {
        claims["oid"] = user.Account.Id.ToString();
        claims["sub"] = PairwiseSubject(user.Account, audience);
        claims["name"] = user.Account.Name;
        claims["sid"] = user.SignIn.SessionId;
        AddIfAny(claims, "roles", membership.RolesOf(user.Account, audience));
        if (audience.GroupClaims)
            AddGroups(claims, user.Account);

        foreach (var claim in optional)
        {
            if (Optional(claim, user) is { } value)
                claims[claim.Name] = value;
        }
    }

    private object? Optional(OptionalClaim claim, TokenUser user) => claim.Name switch
    {
        "acct" => 0,
        "auth_time" => user.SignIn.At.ToUnixTimeSeconds(),
        "email" or "upn" => tenant.PrincipalName(user.Account),
        "family_name" => user.Account.Name.Split(' ', 2).ElementAtOrDefault(1),
        "given_name" => user.Account.Name.Split(' ', 2)[0],
        "idtyp" when claim.AdditionalProperties.Contains("include_user_token") => "user",
        "login_hint" => $"O.{Base64UrlEncoder.Encode(user.Account.Id.ToByteArray())}",
        _ => null,
    };

    // Too many groups do not fit into a header. The token then contains a link to read them (group overage).
    private void AddGroups(Dictionary<string, object> claims, UserAccount user)
    {
        var groups = membership.GroupsOf(user);
        if (groups.Length <= GroupLimit)
        {
            AddIfAny(claims, "groups", [.. groups.Select(g => g.Id.ToString())]);
            return;
        }

        var source = new { endpoint = $"{addresses.BackChannel}graph/v1.0/users/{user.Id}/getMemberObjects" };
        claims["_claim_names"] = JsonSerializer.SerializeToElement(new { groups = "src1" });
        claims["_claim_sources"] = JsonSerializer.SerializeToElement(new { src1 = source });
    }

    // Subjects are pairwise: apps cannot correlate users by them.
    private string PairwiseSubject(UserAccount user, App audience) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant.Id}/{user.Id}/{audience.Id}")));

    private static void AddIfAny(Dictionary<string, object> claims, string name, string[] values)
    {
        if (values.Length > 0)
            claims[name] = values;
    }
}
