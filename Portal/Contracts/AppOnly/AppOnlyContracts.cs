using AccessContract.Checks;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Contracts.AppOnly;

/// <summary>The same call on behalf of the user and as the application: <c>GET /api/application/{api}/{view}</c>.</summary>
/// <param name="Call">Method and path at the API.</param>
/// <param name="Published">Whether the API publishes its validations; if not, the usual ones are assumed.</param>
/// <param name="TraceId">The trace that contains both calls.</param>
public sealed record CallerComparison(
    string Api,
    string View,
    string Title,
    string Call,
    bool Published,
    CallOutcome User,
    CallOutcome Application,
    string? TraceId);

/// <summary>The outcome of one of the two calls.</summary>
/// <param name="Token">The token that was sent; if none was, its problem says why.</param>
/// <param name="Verdict">The API's validations, evaluated for that token.</param>
/// <param name="Status">HTTP status of the API's response; null if the request was not sent or got no response.</param>
/// <param name="Milliseconds">The duration of the token request and the call together.</param>
/// <param name="Rows">The number of rows in the response; the rows stay in the backend.</param>
/// <param name="SpanId">W3C span ID of the call, which the API received as the parent.</param>
/// <param name="Problem">Why there are no rows.</param>
public sealed record CallOutcome(
    TokenView Token,
    Verdict Verdict,
    int? Status,
    double Milliseconds,
    RowCount? Rows,
    string? SpanId,
    ApiProblem? Problem = null);

/// <param name="Shown">The number of rows in the requested page.</param>
/// <param name="Total">The number of all rows; null if the API does not return it.</param>
/// <param name="TotalIsBound">The API stopped counting at the total: there are this many rows or more.</param>
public sealed record RowCount(int Shown, long? Total, bool TotalIsBound);

/// <summary>The portal's app-only token for an API: <c>GET /api/application/{api}</c>.</summary>
public sealed record AppOnlyToken(TokenView Token, ApiAccess Access);

/// <summary>The authority's response to an assertion without a user: <c>POST /api/application/{api}/assertion</c>.</summary>
/// <param name="Assertion">The assertion that was sent: the portal's app-only token for itself.</param>
/// <param name="Refused">Whether the authority refused it, which is the expected result.</param>
/// <param name="ErrorCode">The authority's own code.</param>
/// <param name="Error">The OAuth error.</param>
/// <param name="Explanation">What it means.</param>
public sealed record AssertionTrialResult(
    string Api,
    TokenView Assertion,
    bool Refused,
    string? ErrorCode,
    string? Error,
    string Explanation,
    string? CorrelationId,
    string? TraceId);
