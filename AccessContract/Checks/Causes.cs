using static AccessContract.Checks.FixOwner;

namespace AccessContract.Checks;

/// <summary>
/// Every cause of a failed check, with its fix. Explanations name what was found in the token; a fix depends on the cause
/// alone.
/// </summary>
public static class Causes
{
    private const string RequestFromAuthority =
        "Request the token from the sign-in service and the tenant that {api} trusts, and send it unchanged.";

    private const string SelfMade =
        "Entra does not issue such tokens: this one was altered, made by hand or issued by another service. " + RequestFromAuthority;

    private const string AuthoritySettings = "AzureAd:Instance, AzureAd:TenantId";
    private const string ScopeSetting = "DownstreamApis:{api}:Scopes";

    // Signature
    public static readonly Cause Malformed = new("malformed", CheckNames.Signature, "Not a readable JWT", ClientDeveloper, SelfMade);

    public static readonly Cause MemberRepeated = new(
        "member_repeated", CheckNames.Signature, "A member is written twice", ClientDeveloper, SelfMade);

    public static readonly Cause NotSigned = new("alg_none", CheckNames.Signature, "The token is not signed", ClientDeveloper, SelfMade);

    public static readonly Cause SharedSecret = new(
        "alg_shared_secret", CheckNames.Signature, "Signed with a shared secret", ClientDeveloper, SelfMade);

    public static readonly Cause OtherAlgorithm = new(
        "alg_not_accepted", CheckNames.Signature, "Signed with another algorithm", ClientDeveloper, RequestFromAuthority);

    public static readonly Cause SignatureMissing = new(
        "signature_missing", CheckNames.Signature, "The signature is missing", ClientDeveloper,
        "Send the whole token: header, claims and signature, separated by dots.");

    public static readonly Cause SignatureCut = new(
        "signature_cut", CheckNames.Signature, "The signature is too short", ClientDeveloper,
        "Copy or send the whole token, to its last character. A database column, a cookie or a log line on the way may limit its length.");

    public static readonly Cause SignatureUnreadable = new(
        "signature_unreadable", CheckNames.Signature, "The signature cannot be read", ClientDeveloper,
        "Copy or send the token unchanged: the signature has only letters, digits, - and _.");

    public static readonly Cause HeaderExtension = new(
        "header_extension", CheckNames.Signature, "The header requires an extension", ClientDeveloper, SelfMade);

    public static readonly Cause KeyNotNamed = new(
        "key_not_named", CheckNames.Signature, "The header names no key", ClientDeveloper, SelfMade);

    public static readonly Cause KeyUnknown = new(
        "key_unknown", CheckNames.Signature, "The sign-in service publishes no such key", ClientDeveloper,
        "Request a new token and send it unchanged. If the new one names the same key, another sign-in service issued it, "
            + "or the registration of {api} has a signing key of its own (claims mapping).");

    public static readonly Cause SignatureWrong = new(
        "signature_wrong", CheckNames.Signature, "The signature does not fit the token", ClientDeveloper,
        "Request a new token and send it unchanged: this one was changed after signing, or signed with another key.");

    // Version
    public static readonly Cause Version1 = new(
        "version_1", CheckNames.Version, "This is a v1 token", ApiDeveloper,
        "In the registration of {api}, set the access token version to 2. It applies to new tokens.")
    {
        Setting = "api.requestedAccessTokenVersion",
    };

    public static readonly Cause Version2 = new(
        "version_2", CheckNames.Version, "This is a v2 token", ApiDeveloper,
        "In the registration of {api}, set the access token version to 1, or accept v2 tokens. The registration applies to new tokens.")
    {
        Setting = "api.requestedAccessTokenVersion",
    };

    public static readonly Cause VersionMissing = new(
        "version_missing", CheckNames.Version, "Not issued by Entra: no version", ClientDeveloper,
        "Entra writes ver into every token. " + SelfMade);

    public static readonly Cause VersionUnknown = new(
        "version_unknown", CheckNames.Version, "Not issued by Entra: another version", ClientDeveloper,
        "Entra writes ver as the text 1.0 or 2.0. " + SelfMade);

    // Issuer
    public static readonly Cause IssuerMissing = new("issuer_missing", CheckNames.Issuer, "No issuer", ClientDeveloper, SelfMade);

    public static readonly Cause IssuerSpelling = new(
        "issuer_spelling", CheckNames.Issuer, "The issuer is spelled differently", ClientDeveloper,
        "Entra writes issuers in lower case, with a slash at the end in v1 tokens only. If iss is written like this, "
            + "correct the issuers that {api} accepts. If not, the token is not from Entra: request it from the service that {api} trusts.");

    public static readonly Cause VersionMixed = new(
        "version_mixed", CheckNames.Issuer, "Mixes v1 and v2", ClientDeveloper, SelfMade);

    public static readonly Cause OtherTenant = new(
        "issuer_other_tenant", CheckNames.Issuer, "From another tenant", You,
        "Sign in to the tenant that {api} trusts; it has to know you as a member or a guest. A guest selects that organization at sign-in. "
            + "The client must request the token from that tenant, not from /common or the home tenant.")
    {
        Setting = AuthoritySettings,
        Action = FixAction.SignInAgain,
    };

    public static readonly Cause OtherTenantOfApp = new(
        "issuer_other_tenant_app", CheckNames.Issuer, "An app-only token from another tenant", ClientDeveloper,
        "Request the token from the token endpoint of the tenant that {api} trusts.")
    {
        Setting = AuthoritySettings,
    };

    public static readonly Cause PersonalAccount = new(
        "personal_account", CheckNames.Issuer, "A personal Microsoft account", You,
        "Sign in with a work or school account of the organization that {api} trusts.")
    {
        Action = FixAction.SignInAgain,
    };

    public static readonly Cause IssuerB2C = new(
        "issuer_b2c", CheckNames.Issuer, "A token of Azure AD B2C", ClientDeveloper, RequestFromAuthority)
    { Setting = AuthoritySettings };

    public static readonly Cause IssuerExternalId = new(
        "issuer_external_id", CheckNames.Issuer, "A token of Entra External ID", ClientDeveloper, RequestFromAuthority)
    { Setting = AuthoritySettings };

    public static readonly Cause IssuerAdfs = new(
        "issuer_adfs", CheckNames.Issuer, "A token of AD FS", ClientDeveloper, RequestFromAuthority)
    { Setting = AuthoritySettings };

    public static readonly Cause IssuerWorkload = new(
        "issuer_workload", CheckNames.Issuer, "An identity token of a workload", ClientDeveloper,
        "Exchange it at the sign-in service that {api} trusts (workload identity federation: send it as client_assertion), "
            + "and call {api} with the access token that you get.");

    public static readonly Cause IssuerOtherAddress = new(
        "issuer_other_address", CheckNames.Issuer, "The same tenant at another address", ClientDeveloper,
        "Use one address of the sign-in service everywhere: request the token from the address that {api} trusts, with the same "
            + "scheme, host and port.")
    {
        Setting = "AzureAd:Instance",
    };

    public static readonly Cause ClientAssertion = new(
        "client_assertion", CheckNames.Issuer, "An assertion of the client", ClientDeveloper,
        "Send the assertion to the token endpoint of the sign-in service (RFC 7523), and call {api} with the access token in the response.");

    public static readonly Cause IssuerOther = new(
        "issuer_other", CheckNames.Issuer, "From another sign-in service", ClientDeveloper, RequestFromAuthority)
    { Setting = AuthoritySettings };

    // Audience
    public static readonly Cause AudienceMissing = new("audience_missing", CheckNames.Audience, "No audience", ClientDeveloper, SelfMade);

    public static readonly Cause AudienceSeveral = new(
        "audience_several", CheckNames.Audience, "Several audiences", ClientDeveloper,
        "Request a token for {api} alone, with a scope of {api}.")
    { Setting = ScopeSetting };

    public static readonly Cause Graph = new(
        "graph_token", CheckNames.Audience, "This token is for Microsoft Graph", ClientDeveloper,
        "Request a separate token with a scope of {api}, which starts with its client ID. A token is valid for one API only.")
    {
        Setting = ScopeSetting,
    };

    public static readonly Cause AudienceClient = new(
        "audience_client", CheckNames.Audience, "The token is for the client itself", ClientDeveloper,
        "Exchange it on behalf of the user for a token with a scope of {api}, and send that one.")
    { Setting = ScopeSetting };

    public static readonly Cause AudienceOtherApi = new(
        "audience_other_api", CheckNames.Audience, "The token is for another API", ClientDeveloper,
        "Request a token for {api}, with a scope that starts with its client ID. A token is valid for one API only.")
    {
        Setting = ScopeSetting,
    };

    public static readonly Cause AudienceUri = new(
        "audience_uri", CheckNames.Audience, "The audience is an App ID URI", ApiDeveloper,
        "In the registration of {api}, set the access token version to 2, so that aud is the client ID; or accept the App ID URI as well.")
    {
        Setting = "api.requestedAccessTokenVersion",
    };

    public static readonly Cause AudienceSpelling = new(
        "audience_spelling", CheckNames.Audience, "The audience is spelled differently", ClientDeveloper,
        "Request the token for exactly the audience that {api} accepts. In v1 tokens, aud repeats the resource as the client wrote it; "
            + "in v2 tokens it is the client ID, in lower case.");

    public static readonly Cause IdToken = new(
        "id_token", CheckNames.Audience, "This is an ID token", ClientDeveloper,
        "Send the access token instead. The sign-in service issues it for a scope of {api}, in addition to the ID token.");

    // Tenant
    public static readonly Cause TenantContradicts = new(
        "tenant_contradicts_issuer", CheckNames.Tenant, "The tenant contradicts the issuer", ClientDeveloper, SelfMade);

    public static readonly Cause TenantMissing = new("tenant_missing", CheckNames.Tenant, "No tenant", ClientDeveloper, SelfMade);

    public static readonly Cause TenantUnreadable = new(
        "tenant_unreadable", CheckNames.Tenant, "The tenant is not a tenant ID", ClientDeveloper, SelfMade);

    // Lifetime
    public static readonly Cause ExpiryMissing = new("expiry_missing", CheckNames.Lifetime, "No expiry", ClientDeveloper, SelfMade);

    public static readonly Cause IssueTimeMissing = new("issue_time_missing", CheckNames.Lifetime, "No issue time", ClientDeveloper, SelfMade);

    public static readonly Cause TimeUnreadable = new(
        "time_unreadable", CheckNames.Lifetime, "A time cannot be read", ClientDeveloper,
        "Times are numbers of seconds since 1970 (RFC 7519). " + SelfMade);

    public static readonly Cause Milliseconds = new(
        "time_in_milliseconds", CheckNames.Lifetime, "A time in another unit than seconds", ClientDeveloper,
        "Write the time in seconds since 1970 (RFC 7519), or request the token from the sign-in service that {api} trusts.");

    public static readonly Cause TimesContradict = new(
        "times_contradict", CheckNames.Lifetime, "The times contradict each other", ClientDeveloper,
        "exp is the time at which the token ends, after iat and nbf. " + SelfMade);

    public static readonly Cause Expired = new(
        "expired", CheckNames.Lifetime, "The token has expired", You,
        "Get a new token: sign in again. The portal renews the tokens of your session by itself.")
    { Action = FixAction.SignInAgain };

    public static readonly Cause ExpiredOfApp = new(
        "expired_app", CheckNames.Lifetime, "The app-only token has expired", ClientDeveloper,
        "Request a new token with the client’s credentials, and do not keep a token longer than exp allows.");

    public static readonly Cause NotYetValid = new(
        "not_yet_valid", CheckNames.Lifetime, "Not valid yet", Operator,
        "Compare the clocks of the sign-in service, this machine and {api}. Synchronize them with the same time service.");

    public static readonly Cause IssuedInFuture = new(
        "issued_in_future", CheckNames.Lifetime, "Issued in the future", Operator, NotYetValid.Instructions);

    // Kind of token
    public static readonly Cause OtherType = new(
        "type_wrong", CheckNames.TokenKind, "Not marked as an access token", ClientDeveloper,
        "Send the access token that the sign-in service issued for {api}.");

    public static readonly Cause SignedRequest = new(
        "signed_request", CheckNames.TokenKind, "A signed request (PoP), not an access token", ClientDeveloper,
        "Request a bearer token for {api}, without proof of possession (PoP), and send that one.");

    public static readonly Cause KindUnknown = new(
        "kind_unknown", CheckNames.TokenKind, "User’s token or app-only: not clear", ClientDeveloper,
        "Request a user’s token with a scope of {api}, or an app-only token with the scope .default of {api}.");

    public static readonly Cause AppWithoutKind = new(
        "app_without_idtyp", CheckNames.TokenKind, "Probably app-only, but idtyp is missing", ApiDeveloper,
        "Add the optional claim idtyp to the access tokens of {api} in its registration, so that app-only tokens are recognized.")
    {
        Setting = "optionalClaims.accessToken: idtyp",
    };

    public static readonly Cause KindContradicts = new(
        "kind_contradicts", CheckNames.TokenKind, "idtyp and scp contradict each other", ClientDeveloper, SelfMade);

    public static readonly Cause ScopesInOtherClaim = new(
        "scopes_in_scope", CheckNames.TokenKind, "The scopes are in the claim scope", ClientDeveloper,
        "Other services write scopes into scope (RFC 9068); Entra writes scp, and APIs for its tokens read scp. " + RequestFromAuthority);

    public static readonly Cause UserRequired = new(
        "user_required", CheckNames.TokenKind, "A signed-in user is required", ClientDeveloper,
        "Call {api} on behalf of a signed-in user, not with client credentials.");

    public static readonly Cause AppRequired = new(
        "app_required", CheckNames.TokenKind, "An app-only token is required", ClientDeveloper,
        "Call {api} with client credentials and an app role, not on behalf of a user.");

    // Scope
    public static readonly Cause ScopeMissing = new(
        "scope_missing", CheckNames.Scope, "The scope is missing", You,
        "Give consent: let the portal call {api} on your behalf with {missing}. If only an administrator can consent, the sign-in service says so.")
    { Action = FixAction.GrantConsent };

    public static readonly Cause ScopeNotRequested = new(
        "scope_not_requested", CheckNames.Scope, "The client’s token lacks the scope", ClientDeveloper,
        "Request the scope {missing} of {api} in the client that requested this token; the user or an administrator then consents.");

    public static readonly Cause ScopeOfOtherApi = new(
        "scope_of_other_api", CheckNames.Scope, "The scope is that of another API", ClientDeveloper,
        "Request the scope {missing} of {api}; this token was requested with the scope of another API.")
    { Setting = ScopeSetting };

    public static readonly Cause ScopeSpelling = new(
        "scope_spelling", CheckNames.Scope, "The scope is spelled differently", ApiDeveloper,
        "Use the same spelling in the registration of {api} (Expose an API) and in its rules: {missing}. "
            + "If the registration is right, the token was not issued by the sign-in service.");

    public static readonly Cause ScopeForm = new(
        "scope_form", CheckNames.Scope, "The scopes are not written as Entra writes them", ClientDeveloper,
        "Entra writes scp as names with single spaces between them, without the API’s ID. " + SelfMade);

    // Role
    public static readonly Cause RoleMissing = new(
        "role_missing", CheckNames.Role, "The app role is missing", Administrator,
        "Assign the app role {missing} of {api} to the user, or to a group of which the user is a direct member. It takes effect with the next token.")
    {
        Action = FixAction.AssignRole,
    };

    public static readonly Cause AppRoleMissing = new(
        "app_role_missing", CheckNames.Role, "The application lacks the app role", Administrator,
        "Assign the app role {missing} of {api} to the application and grant tenant-wide admin consent. "
            + "It takes effect with the next token; a managed identity gets one after up to 24 hours.")
    {
        Action = FixAction.AssignRole,
    };

    public static readonly Cause RolesForm = new(
        "roles_form", CheckNames.Role, "The roles are not written as Entra writes them", ClientDeveloper,
        "Entra writes roles as a list of names. " + SelfMade);

    public static readonly Cause RoleSpelling = new(
        "role_spelling", CheckNames.Role, "The app role is spelled differently", ApiDeveloper,
        "Set the value of the app role in the registration of {api} to {missing}, exactly. "
            + "If it is right there, the token was not issued by the sign-in service.");

    public static readonly Cause RolesJoined = new(
        "roles_joined", CheckNames.Role, "Several roles in one value", ApiDeveloper,
        "Define one app role per value in the registration of {api}; roles has one entry per role. "
            + "If the registration is right, the token was not issued by the sign-in service.");

    public static readonly Cause RoleIsId = new(
        "role_is_id", CheckNames.Role, "An ID instead of the role’s value", ApiDeveloper,
        "Set the value of the app role in the registration of {api} to {missing}: tokens contain the value, not the ID or the display name.");

    public static readonly Cause RolesInOtherClaim = new(
        "roles_in_role", CheckNames.Role, "The roles are in another claim", ClientDeveloper,
        "Entra writes app roles into roles. " + SelfMade);

    // Authentication context
    public static readonly Cause ContextMissing = new(
        "context_missing", CheckNames.AuthenticationContext, "A stronger sign-in is required", You,
        "Verify your identity: the sign-in service asks for what its policy requires, such as a second factor.")
    { Action = FixAction.StepUp };

    // Found in a token without looking at an API
    public static readonly Cause NoPermission = new(
        "no_scope_no_role", CheckNames.Scope, "Neither scope nor role", ClientDeveloper,
        "Request the token with a scope of the API; without a user, an administrator assigns an app role to the client first.");

    /// <summary>All causes, in the order of the checks.</summary>
    public static IReadOnlyList<Cause> All { get; } =
    [
        Malformed, MemberRepeated, NotSigned, SharedSecret, OtherAlgorithm, SignatureMissing, SignatureCut, SignatureUnreadable,
        HeaderExtension, KeyNotNamed, KeyUnknown, SignatureWrong,
        Version1, Version2, VersionMissing, VersionUnknown,
        IssuerMissing, IssuerSpelling, VersionMixed, OtherTenant, OtherTenantOfApp, PersonalAccount, IssuerB2C, IssuerExternalId,
        IssuerAdfs, IssuerWorkload, IssuerOtherAddress, ClientAssertion, IssuerOther,
        AudienceMissing, AudienceSeveral, Graph, AudienceClient, AudienceOtherApi, AudienceUri, AudienceSpelling, IdToken,
        TenantContradicts, TenantMissing, TenantUnreadable,
        ExpiryMissing, IssueTimeMissing, TimeUnreadable, Milliseconds, TimesContradict, Expired, ExpiredOfApp, NotYetValid,
        IssuedInFuture,
        OtherType, SignedRequest, KindUnknown, AppWithoutKind, KindContradicts, ScopesInOtherClaim, UserRequired, AppRequired,
        ScopeMissing, ScopeNotRequested, ScopeOfOtherApi, ScopeSpelling, ScopeForm,
        RoleMissing, AppRoleMissing, RolesForm, RoleSpelling, RolesJoined, RoleIsId, RolesInOtherClaim,
        ContextMissing, NoPermission,
    ];

    /// <summary>Null for an unknown code.</summary>
    public static Cause? Find(string? code) => All.FirstOrDefault(c => c.Code == code);
}
