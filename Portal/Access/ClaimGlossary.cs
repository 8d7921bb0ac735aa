using System.Globalization;

namespace Portal.Access;

/// <summary>What the claims of Entra's v1 and v2 tokens mean, in a sentence each.</summary>
public static class ClaimGlossary
{
    private const string Unknown = "Not one of Entra's standard claims: an optional or custom one, or one of another authority.";

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["acct"] = "Whether the account is a member of the tenant (0) or a guest (1).",
        ["acr"] = "Authentication context class of v1 tokens: 0 means that the sign-in did not meet ISO/IEC 29115.",
        ["acrs"] = "Authentication contexts that this sign-in satisfied; Conditional Access and step-up demand them by name.",
        ["aio"] = "Internal to the authority. Of no use to anyone else.",
        ["amr"] = "How the user authenticated, for instance pwd or mfa.",
        ["appid"] = "The client that asked for the token (v1; v2 tokens call it azp).",
        ["appidacr"] = "How that client proved itself (v1; v2 tokens call it azpacr).",
        ["aud"] = "Audience: the API that may accept this token. Any other must refuse it.",
        ["auth_time"] = "When the user last entered credentials.",
        ["azp"] = "Authorized party: the client that asked for the token. After on-behalf-of this is the portal.",
        ["azpacr"] = "How that client proved itself: 0 not at all (public), 1 by secret, 2 by certificate.",
        ["c_hash"] = "Ties the id token to the authorization code that came with it.",
        ["at_hash"] = "Ties the id token to the access token that came with it.",
        ["email"] = "Mail address, if the user has one. It can change and proves nothing: never decide access by it.",
        ["exp"] = "Expiry: from this moment on nobody may accept the token.",
        ["family_name"] = "Surname.",
        ["given_name"] = "First name.",
        ["groups"] = "Object ids of the groups that the user belongs to.",
        ["hasgroups"] = "The user is in more groups than fit; ask Microsoft Graph for them.",
        ["_claim_names"] = "Overage: the user is in over 200 groups, so the list is left out and named in _claim_sources.",
        ["_claim_sources"] = "Where to ask for the claims that _claim_names lists.",
        ["iat"] = "Issued at.",
        ["idp"] = "The identity provider that authenticated the user, when it is not this tenant: a guest.",
        ["idtyp"] = "Kind of token: app means that no user is involved.",
        ["in_corp"] = "The sign-in came from the organisation's network.",
        ["ipaddr"] = "The address that the user signed in from (v1).",
        ["iss"] = "Issuer: the authority and tenant that signed the token.",
        ["login_hint"] = "Opaque hint that makes signing in or out of this very account smoother.",
        ["name"] = "Display name. For people to read; never decide access by it.",
        ["nbf"] = "Not before: the token counts from this moment on.",
        ["nonce"] = "Ties the id token to the sign-in that this browser began; a replayed one would not match.",
        ["oid"] = "Object id: the user (or application) in this tenant. With tid, the stable key to a person.",
        ["preferred_username"] = "The name signed in with. It can change; never decide access by it.",
        ["pwd_exp"] = "When the password expires.",
        ["rh"] = "Internal to the authority. Of no use to anyone else.",
        ["roles"] = "App role: assigned on the API that the token is for, directly or through a group the user is a direct member of.",
        ["scp"] = "Delegated scopes: what the client may do for the user. The user's own rights still apply.",
        ["sid"] = "Session at the authority; sign-out elsewhere is matched by it.",
        ["sub"] = "Subject: the user as this one API knows it; another API sees another value.",
        ["tenant_ctry"] = "The tenant's country.",
        ["tid"] = "Tenant that the user signed in to.",
        ["uid"] = "The user's object id in the home tenant, from client_info; Microsoft.Identity.Web files the token cache under it.",
        ["unique_name"] = "A readable name of the user (v1). Not unique, in spite of the name.",
        ["upn"] = "User principal name. It can change; never decide access by it.",
        ["uti"] = "The token's own identifier; audit logs know it by this.",
        ["utid"] = "The user's home tenant, from client_info; Microsoft.Identity.Web files the token cache under it.",
        ["ver"] = "Version of the token's format. The API that it is for chooses it.",
        ["verified_primary_email"] = "Mail addresses that the organisation has verified.",
        ["wids"] = "Directory roles of the user, by template id.",
        ["xms_cc"] = "What the client can handle: cp1 means claims challenges, so revocation works within minutes.",
        ["xms_edov"] = "Whether the mail address's domain is verified.",
        ["xms_idrel"] = "How the user relates to this tenant: member or guest.",
        ["xms_tcdt"] = "When the tenant was created.",
    };

    /// <summary>What the claim says, and what this value of it says where that is not plain.</summary>
    public static string Explain(string name, string value) =>
        Value(name, value) is { } more ? $"{Meanings[name]} {more}" : Meanings.GetValueOrDefault(name, Unknown);

    private static string? Value(string name, string value) => (name, value) switch
    {
        ("exp" or "iat" or "nbf" or "auth_time", _) when EpochTime.Read(value) is { } time =>
            $"That is {time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.",
        ("ver", "1.0") => "This is a v1 token.",
        ("ver", "2.0") => "This is a v2 token.",
        ("azpacr" or "appidacr", "1") => "Here: a client secret.",
        ("azpacr" or "appidacr", "2") => "Here: a certificate.",
        ("azpacr" or "appidacr", "0") => "Here: a public client.",
        ("idtyp", "app") => "On-behalf-of cannot start from such a token.",
        _ => null,
    };
}
