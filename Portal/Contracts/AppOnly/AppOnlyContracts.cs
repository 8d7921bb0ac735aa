using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Contracts.AppOnly;

/// <summary>The same call as the user and as the portal itself, side by side: <c>GET /api/application/{api}/{view}</c>.</summary>
/// <param name="Call">Method and path, as the API knows them.</param>
/// <param name="Published">The API lists its validations itself; else they are the usual ones.</param>
/// <param name="TraceId">Finds both calls on the trace page.</param>
public sealed record CallerComparison(
    string Api,
    string View,
    string Title,
    string Call,
    bool Published,
    CallOutcome User,
    CallOutcome Application,
    string? TraceId);

/// <summary>How one of the two fared.</summary>
/// <param name="Token">The very token that left; without one, its problem says why.</param>
/// <param name="Verdict">The API's validations, run on that token.</param>
/// <param name="Status">What the API answered; null when it was not asked or did not answer.</param>
/// <param name="Milliseconds">Token and call together.</param>
/// <param name="Rows">What came, counted; the rows themselves stay in the backend.</param>
/// <param name="SpanId">W3C id of the call, which the API got as its parent.</param>
/// <param name="Problem">Why there are no rows.</param>
public sealed record CallOutcome(
    TokenView Token,
    TokenVerdict Verdict,
    int? Status,
    double Milliseconds,
    RowCount? Rows,
    string? SpanId,
    ApiProblem? Problem = null);

/// <param name="Shown">In the page that was asked for.</param>
/// <param name="Total">In all, where the API says.</param>
/// <param name="TotalIsBound">It stopped counting there: this many or more.</param>
public sealed record RowCount(int Shown, long? Total, bool TotalIsBound);

/// <summary>The portal's own token for an API, with no user in it: <c>GET /api/application/{api}</c>.</summary>
public sealed record AppOnlyToken(TokenView Token, ApiInspection Inspection);

/// <summary>What the authority says to an assertion without a user: <c>POST /api/application/{api}/assertion</c>.</summary>
/// <param name="Assertion">What was offered: the portal's own token for itself.</param>
/// <param name="Refused">As it should be.</param>
/// <param name="ErrorCode">The authority's own code.</param>
/// <param name="Error">The OAuth error.</param>
/// <param name="Words">What it means.</param>
public sealed record AssertionTrialResult(
    string Api,
    TokenView Assertion,
    bool Refused,
    string? ErrorCode,
    string? Error,
    string Words,
    string? CorrelationId,
    string? TraceId);
