namespace AccessContract;

/// <summary>Claims that services other than Entra define, or define more narrowly than the standards.</summary>
internal static class ServiceClaims
{
    private static readonly Dictionary<string, string> B2C = new(StringComparer.Ordinal)
    {
        ["ver"] = "Version of the token as B2C defines it, 1.0. It has nothing to do with Entra’s v1 and v2.",
        ["tfp"] = "The user flow or custom policy that issued the token.",
        ["acr"] = "The policy that issued the token; only older policies write it here instead of into tfp.",
        ["sub"] = "Subject: the user, by default the object ID in the B2C directory.",
        ["oid"] = "Object ID of the user in the B2C directory.",
        ["tid"] = "The B2C tenant.",
        ["scp"] = "Scopes that the client may use on behalf of the user, separated by spaces.",
        ["idp"] = "The identity provider that the user signed in with.",
        ["emails"] = "Email addresses of the user, a list.",
        ["newUser"] = "Whether the account was just created.",
    };

    private static readonly Dictionary<string, string> Adfs = new(StringComparer.Ordinal)
    {
        ["ver"] = "Version of the token as AD FS defines it, 1.0. It has nothing to do with Entra’s v1 and v2.",
        ["appid"] = "The client that requested the token.",
        ["apptype"] = "Whether the client is public or confidential.",
        ["authmethod"] = "How the user authenticated, as AD FS names it.",
        ["scp"] = "Scopes that the token grants, separated by spaces.",
        ["upn"] = "User principal name in the on-premises directory. It can change; never authorize by it.",
        ["unique_name"] = "A readable user name, often with the domain. Never authorize by it.",
    };

    private static readonly Dictionary<string, string> Workload = new(StringComparer.Ordinal)
    {
        ["sub"] = "Subject: the workload, as its platform names it. A federated credential in Entra compares it.",
        ["aud"] = "Audience: for whom the workload requested the token. A federated credential in Entra compares it.",
        ["kubernetes.io"] = "Kubernetes: the namespace, the service account and, if it is bound to one, the pod.",
        ["repository"] = "The repository that the workflow runs in.",
        ["repository_owner"] = "The owner of the repository.",
        ["repository_visibility"] = "Whether the repository is public, private or internal.",
        ["ref"] = "The branch or tag that the workflow runs on.",
        ["sha"] = "The commit that the workflow runs on.",
        ["workflow"] = "Name of the workflow.",
        ["job_workflow_ref"] = "The workflow file that the job is from.",
        ["actor"] = "The account that started the run.",
        ["event_name"] = "The event that started the run.",
        ["environment"] = "The deployment environment of the job.",
        ["run_id"] = "ID of the run.",
    };

    private static readonly Dictionary<string, Dictionary<string, string>> ByService = new(StringComparer.Ordinal)
    {
        ["Keycloak"] = new(StringComparer.Ordinal)
        {
            ["typ"] = "Kind of token as Keycloak writes it: Bearer for an access token, ID for an ID token.",
            ["sub"] = "Subject: the user’s ID in the realm, unless the client is configured for an ID of its own.",
            ["acr"] = "Level of the sign-in, as the realm or the client defines it.",
            ["realm_access"] = "Roles of the whole realm.",
            ["resource_access"] = "Roles of single clients, by client ID.",
            ["allowed-origins"] = "Web origins that the client is registered for (CORS).",
            ["session_state"] = "Session ID in older versions; sid in newer ones.",
        },
        ["Okta"] = new(StringComparer.Ordinal)
        {
            ["ver"] = "Version of the token’s format as Okta defines it. It has nothing to do with Entra’s v1 and v2.",
            ["cid"] = "The client that requested the token.",
            ["uid"] = "The user’s ID in Okta; missing if no user is involved.",
            ["scp"] = "Scopes that the token grants, a list.",
        },
        ["Auth0"] = new(StringComparer.Ordinal)
        {
            ["permissions"] = "Permissions on the API, if role-based access control adds them.",
            ["gty"] = "Grant type, for instance client-credentials.",
            ["org_id"] = "The organization that the user signed in to.",
        },
        ["Amazon Cognito"] = new(StringComparer.Ordinal)
        {
            ["token_use"] = "Kind of token: access or id.",
            ["client_id"] = "The app client that requested the token.",
            ["username"] = "User name in the user pool.",
            ["cognito:username"] = "User name in the user pool.",
            ["cognito:groups"] = "Groups of the user in the user pool.",
            ["cognito:roles"] = "IAM roles of the user’s groups.",
            ["cognito:preferred_role"] = "IAM role of the user’s group with the highest precedence.",
            ["origin_jti"] = "ID of the sign-in that the token goes back to; it serves revocation.",
        },
        ["Google"] = new(StringComparer.Ordinal)
        {
            ["sub"] = "Subject: the ID of the Google account.",
            ["hd"] = "The Google Workspace or Cloud domain of the account.",
        },
        ["Firebase"] = new(StringComparer.Ordinal)
        {
            ["firebase"] = "How the user signed in, and the linked identities.",
            ["user_id"] = "The user’s ID, the same as sub.",
        },
    };

    /// <summary>
    /// Null for a claim that the service does not define more narrowly than the standards, as far as is known.
    /// </summary>
    public static string? Find(string name, TokenIssuer issuer) => (issuer.Kind switch
    {
        IssuerKind.B2C => B2C,
        IssuerKind.Adfs => Adfs,
        IssuerKind.Workload => Workload,
        _ => ByService.GetValueOrDefault(issuer.Name),
    })?.GetValueOrDefault(name);
}
