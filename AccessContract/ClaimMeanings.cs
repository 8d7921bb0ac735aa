namespace AccessContract;

/// <summary>The claims of Entra’s v1 and v2 access and id tokens and of their headers, a sentence or two each.</summary>
internal static class ClaimMeanings
{
    public static readonly IReadOnlyDictionary<string, string> ByName = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Who issued it, for whom, for how long
        ["iss"] = "Issuer: the authority and tenant that signed the token.",
        ["aud"] = "Audience: the API that may accept this token. Any other must refuse it.",
        ["exp"] = "Expiry: from this moment on nobody may accept the token.",
        ["iat"] = "Issued at.",
        ["nbf"] = "Not before: the token counts from this moment on.",
        ["e_exp"] = "How long the token may still be used when the authority is down, in seconds.",
        ["ver"] = "Version of the token's format. The API that it is for chooses it.",
        ["idtyp"] = "Kind of token: app means that no user is involved.",
        ["uti"] = "The token's own identifier; audit logs know it by this.",
        ["jti"] = "The token's own identifier, where an authority other than Entra writes one.",
        ["aio"] = "Internal to the authority. Of no use to anyone else.",
        ["rh"] = "Internal to the authority. Of no use to anyone else.",

        // What it allows
        ["scp"] = "Delegated scopes: what the client may do for the user. The user's own rights still apply.",
        ["roles"] = "App role: assigned on the API that the token is for, directly or through a group the user is a direct member of.",
        ["wids"] = "Directory roles of the user, by template id. They rule the directory, not this API.",
        ["groups"] = "Object ids of the groups that the user belongs to, those inside other groups included.",
        ["hasgroups"] = "The user is in more groups than fit; ask Microsoft Graph for them.",
        ["_claim_names"] = "Overage: the user is in over 200 groups, so the list is left out and named in _claim_sources.",
        ["_claim_sources"] = "Where to ask for the claims that _claim_names lists.",
        ["acrs"] = "Authentication contexts that this sign-in satisfied; Conditional Access and step-up demand them by name.",

        // Which client
        ["azp"] = "Authorized party: the client that asked for the token. After on-behalf-of this is the portal.",
        ["azpacr"] = "How that client proved itself: 0 not at all (public), 1 by secret, 2 by certificate.",
        ["appid"] = "The client that asked for the token (v1; v2 tokens call it azp).",
        ["appidacr"] = "How that client proved itself (v1; v2 tokens call it azpacr).",
        ["app_displayname"] = "The client's name, for people to read.",
        ["xms_par_app_azp"] = "The application that the client is a part of.",
        ["xms_cc"] = "What the client can handle: cp1 means claims challenges, so revocation works within minutes.",
        ["cnf"] = "The key that whoever sends the token must also prove to hold: such a token is useless to a thief.",
        ["act"] = "Who acts for the subject (RFC 8693). Entra does not write it.",

        // Which person
        ["oid"] = "Object id: the user (or application) in this tenant. With tid, the stable key to a person.",
        ["sub"] = "Subject: the user as this one API knows it; another API sees another value.",
        ["tid"] = "Tenant that the user signed in to.",
        ["name"] = "Display name. For people to read; never decide access by it.",
        ["given_name"] = "First name.",
        ["family_name"] = "Surname.",
        ["middle_name"] = "Middle name.",
        ["nickname"] = "A further name of the user.",
        ["preferred_username"] = "The name signed in with. It can change; never decide access by it.",
        ["unique_name"] = "A readable name of the user (v1). Not unique, in spite of the name.",
        ["upn"] = "User principal name. It can change; never decide access by it.",
        ["email"] = "Mail address, if the user has one. It can change and proves nothing: never decide access by it.",
        ["email_verified"] = "Whether someone has verified the mail address.",
        ["verified_primary_email"] = "Mail addresses that the organisation has verified.",
        ["verified_secondary_email"] = "Further mail addresses that the organisation has verified.",
        ["puid"] = "The user's identifier in Microsoft's older services.",
        ["altsecid"] = "How a personal account is known elsewhere.",
        ["home_oid"] = "The user's object id in the home tenant, for a guest.",
        ["acct"] = "Whether the account is a member of the tenant (0) or a guest (1).",
        ["idp"] = "The identity provider that authenticated the user, when it is not this tenant: a guest.",
        ["xms_idrel"] = "How the user relates to this tenant: member or guest.",
        ["xms_edov"] = "Whether the mail address's domain is verified.",
        ["onprem_sid"] = "The user's security identifier in the organisation's own directory.",
        ["onprem_sam_account_name"] = "The user's account name in the organisation's own directory.",
        ["employeeid"] = "The number that the organisation gave the user.",
        ["ctry"] = "The user's country.",
        ["tenant_ctry"] = "The tenant's country.",
        ["tenant_region_scope"] = "The region where the tenant lives.",
        ["xms_pl"] = "The user's preferred language.",
        ["xms_tpl"] = "The tenant's preferred language.",
        ["xms_tcdt"] = "When the tenant was created.",
        ["xms_tdbr"] = "The region where the tenant keeps its data.",

        // How the person signed in
        ["auth_time"] = "When the user last entered credentials.",
        ["amr"] = "How the user authenticated, for instance pwd or mfa.",
        ["acr"] = "Authentication context class of v1 tokens: 0 means that the sign-in did not meet ISO/IEC 29115.",
        ["nonce"] = "Ties the id token to the sign-in that this browser began; a replayed one would not match.",
        ["c_hash"] = "Ties the id token to the authorization code that came with it.",
        ["at_hash"] = "Ties the id token to the access token that came with it.",
        ["s_hash"] = "Ties the id token to the state of the sign-in that it answers.",
        ["sid"] = "Session at the authority; sign-out elsewhere is matched by it.",
        ["login_hint"] = "Opaque hint that makes signing in or out of this very account smoother.",
        ["signin_state"] = "How the device was signed in, for instance whether it is managed or known.",
        ["ipaddr"] = "The address that the user signed in from (v1).",
        ["in_corp"] = "The sign-in came from the organisation's network.",
        ["vnet"] = "The virtual network that the sign-in came through.",
        ["fwd"] = "The address that a proxy on the way said it came from.",
        ["deviceid"] = "The device that the user signed in on.",
        ["platf"] = "The kind of system that the device runs.",
        ["ztdid"] = "The device's identifier from its automatic set-up.",
        ["controls"] = "Controls of Conditional Access that apply to the session.",
        ["pwd_exp"] = "When the password expires.",
        ["pwd_url"] = "Where the user can change the password.",

        // A managed identity, a workload
        ["xms_mirid"] = "The Azure resource that the managed identity belongs to.",
        ["xms_az_rid"] = "The Azure resource that asked for the token.",
        ["xms_ftd"] = "Internal to the authority. Of no use to anyone else.",
        ["xms_act_fct"] = "Internal facts about who acts. Of no use to anyone else.",
        ["xms_sub_fct"] = "Internal facts about the subject. Of no use to anyone else.",

        // Which cloud
        ["cloud_instance_name"] = "The cloud whose authority issued the token.",
        ["cloud_instance_host_name"] = "The host of that cloud's authority.",
        ["cloud_graph_host_name"] = "The host of that cloud's directory.",
        ["msgraph_host"] = "The host of that cloud's Microsoft Graph.",

        // Not in tokens: what the library adds to the session
        ["uid"] = "The user's object id in the home tenant, from client_info; Microsoft.Identity.Web files the token cache under it.",
        ["utid"] = "The user's home tenant, from client_info; Microsoft.Identity.Web files the token cache under it.",
    };

    /// <summary>The members of a token's header.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfHeader = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["typ"] = "What it is: JWT, or at+jwt for an access token.",
        ["alg"] = "How it is signed. Entra uses RS256: a private key signs, everyone can check with the public one.",
        ["kid"] = "Which of the authority's keys signed it.",
        ["x5t"] = "The same key by its certificate's thumbprint (v1).",
        ["nonce"] = "Only in tokens for Microsoft Graph: it changes what is signed, so that nobody else can check the signature.",
        ["crit"] = "Extensions that whoever reads the token must understand.",
        ["b64"] = "Whether the content was encoded before it was signed. APIs do not expect it.",
        ["jku"] = "Where the signer says that the key is. Whoever follows it trusts the forger.",
        ["x5u"] = "Where the signer says that the certificate is. Whoever follows it trusts the forger.",
        ["jwk"] = "A key that the signer brought along. Whoever uses it trusts the forger.",
        ["x5c"] = "A certificate that the signer brought along. Whoever uses it trusts the forger.",
    };
}
