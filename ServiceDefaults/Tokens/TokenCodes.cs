namespace ServiceDefaults.Tokens;

/// <summary>Stable codes for what can be wrong with a token.</summary>
public static class TokenCodes
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
}
