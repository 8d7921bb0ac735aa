namespace AccessContract;

/// <summary>
/// The meaning of each claim and header member of Entra’s access and ID tokens. Claims that only v1 or only v2 tokens have
/// by default say so.
/// </summary>
internal static class EntraClaims
{
    public static readonly IReadOnlyDictionary<string, string> ByName =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // Issuer, audience, lifetime
            ["iss"] = "Issuer: the sign-in service and tenant that issued the token.",
            ["aud"] =
            "Audience: the app that the token is for; an API for an access token, the client for an ID token. "
                + "Any other must refuse it.",
            ["exp"] = "Expiry: from this time on, no API may accept the token.",
            ["iat"] = "Issued at: when the sign-in service issued the token.",
            ["nbf"] = "Not before: the token is not valid before this time.",
            ["e_exp"] = "Extended lifetime in seconds, for use while the sign-in service is unavailable.",
            ["ver"] = "Token version: 1.0 or 2.0. For an access token, the registration of the target API determines it.",
            ["idtyp"] =
            "Kind of token: app means an app-only token. It is present only if the registration of the API "
                + "requests it.",
            ["uti"] = "Unique token ID, as in jti; Entra’s sign-in logs show it.",
            ["aio"] = "Internal to the sign-in service; do not rely on it.",
            ["rh"] = "Internal to the sign-in service; do not rely on it.",

            // Permissions
            ["scp"] = "Delegated scopes: what the client may do on behalf of the user, within the user’s own rights.",
            ["roles"] =
            "App roles that the registration of the audience defines. A user has them directly or through a "
                + "group with direct membership.",
            ["wids"] = "Tenant-wide directory roles of the user, by template ID. They are not app roles of the API.",
            ["groups"] =
            "Groups of the user: object IDs, or names if the registration requests names. The registration "
                + "determines which groups are listed.",
            ["hasgroups"] =
            "The list of groups is too long for the token (implicit flow) and is omitted; query Microsoft "
                + "Graph for it.",
            ["_claim_names"] =
            "Claims that are omitted here. With groups, the user is in too many groups for the token: more "
                + "than 200, or 6 in the implicit flow.",
            ["_claim_sources"] = "Where to get the claims that _claim_names lists.",
            ["acrs"] =
            "Authentication contexts that the sign-in satisfied; Conditional Access and step-up require them by ID.",

            // Client
            ["azp"] =
            "Authorized party: the client that requested the token (v2 only; appid in v1). After on-behalf-of, "
                + "the app that made the exchange.",
            ["azpacr"] =
            "How the client authenticated (v2 only; appidacr in v1): 0 for a public client, 1 with a secret, 2 "
                + "with a certificate.",
            ["appid"] = "The client that requested the token (v1 only; azp in v2).",
            ["appidacr"] =
            "How the client authenticated (v1 only; azpacr in v2): 0 for a public client, 1 with a secret, 2 "
                + "with a certificate.",
            ["app_displayname"] = "The client’s display name.",
            ["xms_par_app_azp"] = "The parent application of the client.",
            ["xms_cc"] = "Client capabilities: cp1 means that the client handles claims challenges.",
            ["cnf"] = "The key that the sender must prove to possess: a stolen token alone cannot be used.",

            // User
            ["oid"] = "Object ID of the user or service principal in the tenant. With tid, a stable key.",
            ["sub"] =
            "Subject: in a user’s token, an ID that differs for each audience; in an app-only token, the same as oid.",
            ["tid"] = "Tenant that issued the token: the one that the user signed in to.",
            ["name"] = "Display name. Never authorize by it.",
            ["given_name"] = "First name (v1; in v2 only if requested).",
            ["family_name"] = "Surname (v1; in v2 only if requested).",
            ["nickname"] = "Nickname of the user (v1; in v2 only if requested).",
            ["preferred_username"] = "User name at sign-in (v2 only). It can change; never authorize by it.",
            ["unique_name"] = "A readable user name (v1 only). Despite its name, it is not unique.",
            ["upn"] = "User principal name (v1; in v2 only if requested). It can change; never authorize by it.",
            ["email"] = "Email address, if the user has one. It can change and may be unverified; never authorize by it.",
            ["verified_primary_email"] = "Verified primary email addresses.",
            ["verified_secondary_email"] = "Verified secondary email addresses.",
            ["puid"] = "The user’s ID in older Microsoft services.",
            ["altsecid"] = "Alternative ID of a personal account.",
            ["home_oid"] = "A guest’s object ID in the home tenant.",
            ["acct"] = "Whether the account is a member of the tenant (0) or a guest (1).",
            ["idp"] =
            "The identity provider that authenticated the user, if it differs from iss: that of a guest’s home "
                + "directory.",
            ["xms_idrel"] = "How the user relates to this tenant; Microsoft does not document the values.",
            ["xms_edov"] = "Whether the domain of the email address is verified.",
            ["onprem_sid"] =
            "The user’s security identifier (SID) in the on-premises directory (v1; in v2 only if requested).",
            ["onprem_sam_account_name"] = "The user’s account name in the on-premises directory.",
            ["employeeid"] = "Employee ID of the user.",
            ["ctry"] = "The user’s country.",
            ["tenant_ctry"] = "The tenant’s country.",
            ["tenant_region_scope"] = "The region of the tenant.",
            ["xms_pl"] = "The user’s preferred language.",
            ["xms_tpl"] = "The tenant’s preferred language.",
            ["xms_tcdt"] = "When the tenant was created.",
            ["xms_tdbr"] = "The region where the tenant’s data is stored.",

            // Sign-in
            ["auth_time"] = "When the user last authenticated.",
            ["amr"] = "How the user authenticated, for instance pwd or mfa (v1 only by default).",
            ["acr"] = "Authentication context class (v1 only): 0 means that the sign-in did not meet ISO/IEC 29115.",
            ["nonce"] = "Ties the ID token to the client’s sign-in request; a replayed token does not match.",
            ["sid"] = "Session ID at the sign-in service, used for single sign-out.",
            ["login_hint"] = "Opaque hint that preselects this account at sign-in or sign-out.",
            ["signin_state"] = "Sign-in state of the device, for instance managed or known.",
            ["ipaddr"] = "IP address from which the user signed in (v1; in v2 only if requested).",
            ["in_corp"] = "The sign-in came from the corporate network (v1; in v2 only if requested).",
            ["vnet"] = "The virtual network of the sign-in.",
            ["fwd"] = "The original IP address, as forwarded by a proxy.",
            ["deviceid"] = "The device that the user signed in on.",
            ["platf"] = "The platform of the device.",
            ["ztdid"] = "The device’s zero-touch deployment ID.",
            ["controls"] = "Conditional Access session controls.",
            ["pwd_exp"] = "When the password expires (v1; in v2 only if requested).",
            ["pwd_url"] = "Where the user can change the password (v1; in v2 only if requested).",

            // Managed identities and workloads
            ["xms_mirid"] =
            "Azure resource ID of the managed identity: of the resource if it is system-assigned, else of the "
                + "identity itself.",
            ["xms_az_rid"] = "An Azure resource ID in tokens of managed identities; Microsoft does not document it.",
            ["xms_ftd"] = "Internal to the sign-in service; do not rely on it.",
            ["xms_act_fct"] = "Internal data about the actor; do not rely on it.",
            ["xms_sub_fct"] = "Internal data about the subject; do not rely on it.",

            // Cloud
            ["cloud_instance_name"] = "The cloud whose sign-in service issued the token.",
            ["cloud_instance_host_name"] = "The host of that cloud’s sign-in service.",
            ["cloud_graph_host_name"] = "The host of that cloud’s directory.",
            ["msgraph_host"] = "The host of that cloud’s Microsoft Graph.",

            // Not in tokens: added to the session by Microsoft.Identity.Web
            ["uid"] =
            "Not in tokens: the object ID in the home tenant, which Microsoft.Identity.Web adds to the "
                + "session; part of its cache key.",
            ["utid"] =
            "Not in tokens: the home tenant, which Microsoft.Identity.Web adds to the session; part of its cache key.",
        };

    /// <summary>Header members that mean more in Entra’s tokens than in others.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfHeader =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["typ"] = "Token type: JWT in Entra’s access tokens and ID tokens.",
            ["alg"] =
            "Signature algorithm. Entra uses RS256: it signs with a private key; anyone can verify with the "
                + "public key.",
            ["x5t"] =
            "SHA-1 thumbprint of the certificate of the signing key; the same value as kid (access tokens: v1 only).",
            ["nonce"] =
            "Entra writes it into tokens for Microsoft Graph: it changes what is signed, so only Graph can "
                + "check the signature.",
        };
}
