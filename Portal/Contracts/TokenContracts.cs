namespace Portal.Contracts;

/// <summary>The tokens of the caller that the backend can see, decoded: <c>GET /api/tokens</c>. Never a raw token.</summary>
public sealed record TokenReport(IReadOnlyList<TokenView> Tokens, IReadOnlyList<ApiConsent> Consents);

/// <summary>One token, decoded and explained.</summary>
/// <param name="Hop"><see cref="TokenHops"/>, or the name of the downstream API that the token is for.</param>
/// <param name="Summary">What this token is for and who reads it, in a sentence.</param>
/// <param name="IssuedAt">From <c>iat</c>; null when the token has none.</param>
/// <param name="Problem">Why there is no token; all else is then empty.</param>
public sealed record TokenView(
    string Hop,
    string Title,
    string Summary,
    string? Audience,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Roles,
    DateTimeOffset? IssuedAt,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<TokenClaim> Claims,
    ApiProblem? Problem = null);

/// <summary>A claim with what its name and this value mean.</summary>
public sealed record TokenClaim(string Name, string Value, string Meaning);

/// <summary>Whether the portal may call <paramref name="Api"/> on behalf of the caller.</summary>
/// <param name="Status">One of <see cref="ConsentStatus"/>; never granted when it could not be checked.</param>
public sealed record ApiConsent(string Api, IReadOnlyList<string> Scopes, string Status, string Explanation);

/// <summary>Claims already decoded, to be explained: <c>POST /api/tokens/explain</c>.</summary>
public sealed record ExplainRequest(string Hop, IReadOnlyList<ClaimValue> Claims);

public sealed record ClaimValue(string Name, string Value);

public static class TokenHops
{
    public const string IdToken = "id_token";
    public const string Portal = "portal";
}

public static class ConsentStatus
{
    public const string Granted = "granted";
    public const string NotGranted = "not_granted";
    public const string NeedsAdministrator = "needs_administrator";
    public const string Unknown = "unknown";
}
