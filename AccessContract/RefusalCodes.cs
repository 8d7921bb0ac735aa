namespace AccessContract;

/// <summary>Stable codes of refusals, for callers to act on.</summary>
public static class RefusalCodes
{
    public const string TokenMissing = "token_missing";
    public const string TokenInvalid = "token_invalid";
    public const string TokenExpired = "token_expired";
    public const string AudienceWrong = "audience_wrong";
    public const string IssuerWrong = "issuer_wrong";
    public const string TenantWrong = "tenant_wrong";
    public const string VersionWrong = "version_wrong";
    public const string TokenKindWrong = "token_kind_wrong";
    public const string AuthorityUnavailable = "authority_unavailable";
    public const string ScopeMissing = "scope_missing";
    public const string RoleMissing = "role_missing";
    public const string InsufficientClaims = "insufficient_claims";

    /// <summary>The code of a refusal by this check.</summary>
    public static string Of(string check) => check switch
    {
        CheckNames.Version => VersionWrong,
        CheckNames.Issuer => IssuerWrong,
        CheckNames.Audience => AudienceWrong,
        CheckNames.Tenant => TenantWrong,
        CheckNames.TokenKind => TokenKindWrong,
        CheckNames.Scope => ScopeMissing,
        CheckNames.Role => RoleMissing,
        CheckNames.AuthenticationContext or CheckNames.Revocation => InsufficientClaims,
        _ => TokenInvalid,
    };

    /// <summary>A short description of the code.</summary>
    public static string Title(string code) => code switch
    {
        TokenMissing => "Token missing",
        TokenExpired => "Token expired",
        AudienceWrong => "Token audience wrong",
        IssuerWrong => "Token issuer wrong",
        TenantWrong => "Token tenant wrong",
        VersionWrong => "Token version wrong",
        TokenKindWrong => "Token kind wrong",
        AuthorityUnavailable => "Authority unavailable",
        ScopeMissing => "Scope missing",
        RoleMissing => "Role missing",
        InsufficientClaims => "Newer or stronger sign-in needed",
        _ => "Token invalid",
    };
}
