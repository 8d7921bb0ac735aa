using Portal.Contracts.Access;
using Portal.Contracts.Problems;

namespace Portal.Contracts.Tokens;

/// <summary>The tokens of the caller that the backend can see, decoded: <c>GET /api/tokens</c>. Never a raw token.</summary>
/// <param name="Tokens">Whichever is listed here can be shown and compared; its hop tells which it is.</param>
/// <param name="Inspections">What each downstream API would say to the token that is for it.</param>
public sealed record TokenReport(
    IReadOnlyList<TokenView> Tokens,
    IReadOnlyList<ApiConsent> Consents,
    IReadOnlyList<ApiInspection>? Inspections = null,
    ReportStamp? Stamp = null);

/// <summary>One token, decoded and explained.</summary>
/// <param name="Hop"><see cref="TokenHops"/>, or the name of the downstream API that the token is for.</param>
/// <param name="Summary">What this token is for and who reads it, in a sentence.</param>
/// <param name="IssuedAt">From <c>iat</c>; null when the token has none.</param>
/// <param name="Problem">Why there is no token; all else is then empty.</param>
/// <param name="Header">The members of its header, explained like claims.</param>
/// <param name="Findings">What it is recognised to be, and what is odd about it; the most telling first.</param>
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
    IReadOnlyList<TokenFinding>? Findings = null);

/// <summary>A claim with what its name and this value mean.</summary>
/// <param name="Time">The moment that the value names, for a claim that names one.</param>
public sealed record TokenClaim(string Name, string Value, string Meaning, DateTimeOffset? Time = null);

/// <summary>A situation that a token is recognised to be in.</summary>
/// <param name="Weight">One of <see cref="FindingWeights"/>.</param>
public sealed record TokenFinding(string Code, string Weight, string Title, string Words);

public static class FindingWeights
{
    public const string Note = "note";
    public const string Warning = "warning";
    public const string Fault = "fault";
}

/// <summary>Whether the portal may call <paramref name="Api"/> on behalf of the caller.</summary>
/// <param name="Status">One of <see cref="ConsentStatus"/>; never granted when it could not be checked.</param>
/// <param name="PerScope">The same, scope by scope.</param>
public sealed record ApiConsent(
    string Api,
    IReadOnlyList<string> Scopes,
    string Status,
    string Explanation,
    IReadOnlyList<ScopeConsent>? PerScope = null);

/// <param name="Status">One of <see cref="ConsentStatus"/>.</param>
public sealed record ScopeConsent(string Scope, string Status);

/// <summary>Claims already decoded, to be explained: <c>POST /api/tokens/explain</c>.</summary>
public sealed record ExplainRequest(string Hop, IReadOnlyList<ClaimValue> Claims);

public sealed record ClaimValue(string Name, string Value);

/// <summary>A token that somebody pasted: <c>POST /api/tokens/decode</c>. It is decoded, and neither kept nor sent on.</summary>
public sealed record DecodeRequest(string Token);

/// <summary>Two tokens, already decoded, to be set side by side: <c>POST /api/tokens/compare</c>.</summary>
public sealed record CompareRequest(IReadOnlyList<ClaimValue> Left, IReadOnlyList<ClaimValue> Right);

public sealed record TokenDifferences(IReadOnlyList<ClaimDifference> Claims);

/// <summary>One claim in two tokens.</summary>
/// <param name="State">One of <see cref="DifferenceStates"/>.</param>
/// <param name="Words">What it means that they differ, or that they do not; null where it means nothing in particular.</param>
public sealed record ClaimDifference(
    string Name, IReadOnlyList<string> Left, IReadOnlyList<string> Right, string State, string? Words);

public static class DifferenceStates
{
    public const string Same = "same";
    public const string Differs = "differs";
    public const string OnlyLeft = "only_left";
    public const string OnlyRight = "only_right";
}

public static class TokenHops
{
    public const string IdToken = "id_token";
    public const string Portal = "portal";
    public const string Pasted = "pasted";

    private const string ApplicationPrefix = "application:";

    /// <summary>The portal's own token for <paramref name="api"/>, with no user in it.</summary>
    public static string OfApplication(string api) => ApplicationPrefix + api;

    /// <summary>The API that an application's token is for; null for any other hop.</summary>
    public static string? ApiOfApplication(string hop) =>
        hop.StartsWith(ApplicationPrefix, StringComparison.Ordinal) ? hop[ApplicationPrefix.Length..] : null;
}

/// <summary>Where the consent to call an API comes from, scope by scope: <c>GET /api/consents/{api}/sources</c>.</summary>
public sealed record ConsentSourceReport(string Api, IReadOnlyList<ScopeSource> Scopes);

/// <param name="Source">One of <see cref="ConsentSource"/>.</param>
public sealed record ScopeSource(string Scope, string Source);

public static class ConsentSource
{
    /// <summary>The API names the portal as one that it asks no consent for.</summary>
    public const string PreAuthorized = "pre_authorized";

    /// <summary>An administrator allowed it for everybody.</summary>
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
