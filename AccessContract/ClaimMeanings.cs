namespace AccessContract;

/// <summary>The meaning of each claim and header member of Entra’s v1 and v2 access and ID tokens.</summary>
internal static class ClaimMeanings
{
    public static readonly IReadOnlyDictionary<string, string> ByName = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Issuer, audience, lifetime
        ["iss"] = "Issuer: the sign-in service and tenant that issued the token.",
        ["aud"] = "Audience: the API that may accept this token. Any other must refuse it.",
        ["exp"] = "Expiry: from this time on, no API may accept the token.",
        ["iat"] = "Issued at: when the sign-in service issued the token.",
        ["nbf"] = "Not before: the token is not valid before this time.",
        ["e_exp"] = "Extended lifetime in seconds, for use while the sign-in service is unavailable.",
        ["ver"] = "Token version. The registration of the target API determines it.",
        ["idtyp"] = "Kind of token: app means an app-only token, without a user.",
        ["uti"] = "Unique token ID; Entra's sign-in logs show it.",
        ["jti"] = "Unique token ID, as written by sign-in services other than Entra.",
        ["aio"] = "Internal to the sign-in service; do not rely on it.",
        ["rh"] = "Internal to the sign-in service; do not rely on it.",

        // Permissions
        ["scp"] = "Delegated scopes: what the client may do on behalf of the user, within the user's own rights.",
        ["roles"] = "App roles on the target API, assigned directly or through a group with direct membership.",
        ["wids"] = "Directory roles of the user, by template ID. They apply to the directory, not to this API.",
        ["groups"] = "Object IDs of the groups that the user belongs to, including nested groups.",
        ["hasgroups"] = "The user is in more groups than fit in the token; query Microsoft Graph for them.",
        ["_claim_names"] = "Group overage: the list of over 200 groups is omitted; _claim_sources says where to get it.",
        ["_claim_sources"] = "Where to get the claims that _claim_names lists.",
        ["acrs"] = "Authentication contexts that the sign-in satisfied; Conditional Access and step-up require them by ID.",

        // Client
        ["azp"] = "Authorized party: the client that requested the token. After on-behalf-of, this is the portal.",
        ["azpacr"] = "How the client authenticated: 0 for a public client, 1 with a secret, 2 with a certificate.",
        ["appid"] = "The client that requested the token (v1; azp in v2).",
        ["appidacr"] = "How the client authenticated (v1; azpacr in v2).",
        ["app_displayname"] = "The client's display name.",
        ["xms_par_app_azp"] = "The parent application of the client.",
        ["xms_cc"] = "Client capabilities: cp1 means that the client handles claims challenges, so APIs can refuse the token before it expires.",
        ["cnf"] = "The key that the sender must prove to possess: a stolen token alone cannot be used.",
        ["act"] = "Who acts for the subject (RFC 8693). Entra does not write it.",

        // User
        ["oid"] = "Object ID of the user or application in this tenant. With tid, a stable key for the user.",
        ["sub"] = "Subject: the user ID for this API only; other APIs see a different value.",
        ["tid"] = "Tenant that the user signed in to.",
        ["name"] = "Display name. Never authorize by it.",
        ["given_name"] = "First name.",
        ["family_name"] = "Surname.",
        ["middle_name"] = "Middle name.",
        ["nickname"] = "Nickname of the user.",
        ["preferred_username"] = "User name at sign-in. It can change; never authorize by it.",
        ["unique_name"] = "A readable user name (v1). Despite its name, it is not unique.",
        ["upn"] = "User principal name. It can change; never authorize by it.",
        ["email"] = "Email address, if the user has one. It can change and may be unverified; never authorize by it.",
        ["email_verified"] = "Whether the email address is verified.",
        ["verified_primary_email"] = "Verified primary email addresses.",
        ["verified_secondary_email"] = "Verified secondary email addresses.",
        ["puid"] = "The user's ID in older Microsoft services.",
        ["altsecid"] = "Alternative ID of a personal account.",
        ["home_oid"] = "A guest's object ID in the home tenant.",
        ["acct"] = "Whether the account is a member of the tenant (0) or a guest (1).",
        ["idp"] = "The identity provider that authenticated the user, if it is not this tenant (for a guest).",
        ["xms_idrel"] = "How the user relates to this tenant: member or guest.",
        ["xms_edov"] = "Whether the domain of the email address is verified.",
        ["onprem_sid"] = "The user's security identifier (SID) in the on-premises directory.",
        ["onprem_sam_account_name"] = "The user's account name in the on-premises directory.",
        ["employeeid"] = "Employee ID of the user.",
        ["ctry"] = "The user's country.",
        ["tenant_ctry"] = "The tenant's country.",
        ["tenant_region_scope"] = "The region of the tenant.",
        ["xms_pl"] = "The user's preferred language.",
        ["xms_tpl"] = "The tenant's preferred language.",
        ["xms_tcdt"] = "When the tenant was created.",
        ["xms_tdbr"] = "The region where the tenant's data is stored.",

        // Sign-in
        ["auth_time"] = "When the user last entered credentials.",
        ["amr"] = "How the user authenticated, for instance pwd or mfa.",
        ["acr"] = "Authentication context class of v1 tokens: 0 means that the sign-in did not meet ISO/IEC 29115.",
        ["nonce"] = "Ties the ID token to the sign-in started in this browser; a replayed token does not match.",
        ["c_hash"] = "Hash that ties the ID token to the authorization code issued with it.",
        ["at_hash"] = "Hash that ties the ID token to the access token issued with it.",
        ["s_hash"] = "Hash that ties the ID token to the state of the sign-in request.",
        ["sid"] = "Session ID at the sign-in service, used for single sign-out.",
        ["login_hint"] = "Opaque hint that preselects this account at sign-in or sign-out.",
        ["signin_state"] = "Sign-in state of the device, for instance managed or known.",
        ["ipaddr"] = "IP address from which the user signed in (v1).",
        ["in_corp"] = "The sign-in came from the corporate network.",
        ["vnet"] = "The virtual network of the sign-in.",
        ["fwd"] = "The original IP address, as forwarded by a proxy.",
        ["deviceid"] = "The device that the user signed in on.",
        ["platf"] = "The platform of the device.",
        ["ztdid"] = "The device's zero-touch deployment ID.",
        ["controls"] = "Conditional Access session controls.",
        ["pwd_exp"] = "When the password expires.",
        ["pwd_url"] = "Where the user can change the password.",

        // Managed identities and workloads
        ["xms_mirid"] = "The Azure resource that the managed identity belongs to.",
        ["xms_az_rid"] = "The Azure resource that requested the token.",
        ["xms_ftd"] = "Internal to the sign-in service; do not rely on it.",
        ["xms_act_fct"] = "Internal data about the actor; do not rely on it.",
        ["xms_sub_fct"] = "Internal data about the subject; do not rely on it.",

        // Cloud
        ["cloud_instance_name"] = "The cloud whose sign-in service issued the token.",
        ["cloud_instance_host_name"] = "The host of that cloud's sign-in service.",
        ["cloud_graph_host_name"] = "The host of that cloud's directory.",
        ["msgraph_host"] = "The host of that cloud's Microsoft Graph.",

        // Not in tokens: added to the session by Microsoft.Identity.Web
        ["uid"] = "The user's object ID in the home tenant, from client_info; part of Microsoft.Identity.Web's token cache key.",
        ["utid"] = "The user's home tenant, from client_info; part of Microsoft.Identity.Web's token cache key.",
    };

    /// <summary>The members of a token's header.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfHeader = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["typ"] = "Token type: JWT, or at+jwt for an access token.",
        ["alg"] = "Signature algorithm. Entra uses RS256: it signs with a private key; anyone can verify with the public key.",
        ["kid"] = "ID of the key that signed the token.",
        ["x5t"] = "SHA-1 thumbprint of the certificate of the signing key.",
        ["nonce"] = "Only in tokens for Microsoft Graph: it changes what is signed, so only Graph can check the signature.",
        ["crit"] = "Extensions that the recipient must support.",
        ["b64"] = "Whether the payload was base64url-encoded for signing (RFC 7797). APIs do not support it.",
        ["jku"] = "URL of keys, chosen by the sender. Never use it to check the signature: an attacker can set it.",
        ["x5u"] = "URL of a certificate, chosen by the sender. Never use it to check the signature: an attacker can set it.",
        ["jwk"] = "A key embedded by the sender. Never use it to check the signature: an attacker can set it.",
        ["x5c"] = "A certificate embedded by the sender. Never use it unverified to check the signature: an attacker can set it.",
    };
}
