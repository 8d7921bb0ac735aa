namespace AccessContract;

/// <summary>The stable names of the checks, as published and as listed in a refusal's <c>failed</c>.</summary>
public static class CheckNames
{
    public const string Signature = "signature";
    public const string Version = "version";
    public const string Issuer = "issuer";
    public const string Audience = "audience";
    public const string Tenant = "tenant";
    public const string Lifetime = "lifetime";
    public const string TokenKind = "token_kind";
    public const string Revocation = "revocation";
    public const string Scope = "scope";
    public const string Role = "role";
    public const string AuthenticationContext = "authentication_context";
}
