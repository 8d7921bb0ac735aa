using AccessContract;
using AccessContract.Checks;
using Portal.Contracts.Problems;

namespace Portal.Contracts.Tokens;

/// <summary>One token, decoded and explained.</summary>
/// <param name="Hop"><see cref="TokenHops"/>, or the name of the downstream API that the token is for.</param>
/// <param name="Summary">The token's purpose, in one or two sentences.</param>
/// <param name="IssuedAt">From <c>iat</c>; null if the token has none.</param>
/// <param name="Problem">Why there is no token; everything else is then empty.</param>
/// <param name="Header">The members of the token's header, explained like claims.</param>
/// <param name="Findings">The type of the token and unusual claims; most relevant first.</param>
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
    ApiProblem? Problem = null,
    IReadOnlyList<TokenClaim>? Header = null,
    IReadOnlyList<Finding>? Findings = null);

/// <param name="Meaning">What the claim and its value mean.</param>
/// <param name="Time">The value as a time; null if the claim is not a time.</param>
/// <param name="Label">The name of the app or tenant that the value identifies; null if it is unknown.</param>
public sealed record TokenClaim(string Name, string Value, string Meaning, DateTimeOffset? Time = null, string? Label = null);

/// <summary>Whether the portal may call <paramref name="Api"/> on behalf of the caller.</summary>
/// <param name="Status">One of <see cref="ConsentStatus"/>; never granted if it could not be checked.</param>
/// <param name="PerScope">The status of each scope.</param>
public sealed record ApiConsent(
    string Api,
    IReadOnlyList<string> Scopes,
    string Status,
    string Explanation,
    IReadOnlyList<ScopeConsent>? PerScope = null);

/// <param name="Status">One of <see cref="ConsentStatus"/>.</param>
public sealed record ScopeConsent(string Scope, string Status);

/// <summary>Decoded claims to explain: <c>POST /api/tokens/explain</c>.</summary>
public sealed record ExplainRequest(string Hop, IReadOnlyList<ClaimValue> Claims);

public sealed record ClaimValue(string Name, string Value);

/// <summary>A pasted token to decode: <c>POST /api/tokens/decode</c>. It is not stored or forwarded.</summary>
public sealed record DecodeRequest(string Token);

/// <summary>The claims of two decoded tokens to compare: <c>POST /api/tokens/compare</c>.</summary>
public sealed record CompareRequest(IReadOnlyList<ClaimValue> Left, IReadOnlyList<ClaimValue> Right);

public sealed record TokenDifferences(IReadOnlyList<ClaimDifference> Claims);

public static class TokenHops
{
    public const string IdToken = "id_token";
    public const string Portal = "portal";
    public const string Pasted = "pasted";

    private const string ApplicationPrefix = "application:";

    /// <summary>The hop of a token in pasted text, from 1: pasted, pasted-2, pasted-3.</summary>
    public static string PastedAt(int number) => number == 1 ? Pasted : $"{Pasted}-{number}";

    public static bool IsPasted(string hop) => PastedNumber(hop) is not null;

    /// <summary>The position of a token in pasted text; null for any other hop.</summary>
    public static string? PastedNumber(string hop) => hop == Pasted ? "1"
        : hop.StartsWith($"{Pasted}-", StringComparison.Ordinal) ? hop[(Pasted.Length + 1)..] : null;

    /// <summary>The hop of the portal's app-only token for <paramref name="api"/>.</summary>
    public static string OfApplication(string api) => ApplicationPrefix + api;

    /// <summary>The API of an app-only token; null for any other hop.</summary>
    public static string? ApiOfApplication(string hop) =>
        hop.StartsWith(ApplicationPrefix, StringComparison.Ordinal) ? hop[ApplicationPrefix.Length..] : null;
}

/// <summary>Who gave the consent for each scope of an API: <c>GET /api/consents/{api}/sources</c>.</summary>
public sealed record ConsentSourceReport(string Api, IReadOnlyList<ScopeSource> Scopes);

/// <param name="Source">One of <see cref="ConsentSource"/>.</param>
public sealed record ScopeSource(string Scope, string Source);

public static class ConsentSource
{
    /// <summary>The API's registration pre-authorizes the portal: no consent is needed.</summary>
    public const string PreAuthorized = "pre_authorized";

    /// <summary>An administrator consented for everyone.</summary>
    public const string TenantWide = "tenant_wide";

    public const string User = "user";
    public const string None = "none";
}

public static class ConsentStatus
{
    public const string Granted = "granted";
    public const string NotGranted = "not_granted";
    public const string NeedsAdministrator = "needs_administrator";
    public const string Unknown = "unknown";
}
