using AccessContract.Checks;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Contracts.Access;

/// <summary>
/// A decoded token, checked by the rules of every downstream API: the response to <see cref="DecodeRequest"/>.
/// </summary>
public sealed record TokenInspection(TokenView Token, IReadOnlyList<ApiInspection> Apis, ReportStamp Stamp);

/// <summary>The validations of one API, run on one token for each operation that the API publishes.</summary>
/// <param name="Published">Whether the API publishes its validations; otherwise the usual ones are run.</param>
/// <param name="Consent">Null for a token that is not the caller's own.</param>
/// <param name="Problem">Why there is no token to check, or no contract to check it against.</param>
public sealed record ApiInspection(
    string Api,
    string Title,
    bool Published,
    IReadOnlyList<OperationInspection> Operations,
    ApiConsent? Consent = null,
    ApiProblem? Problem = null);

/// <param name="Name">Unique within its API, such as <c>orders</c>, <c>orders.row</c>, <c>orders.change</c>.</param>
/// <param name="View">The view that the operation belongs to.</param>
/// <param name="Call">Method and path at the API.</param>
public sealed record OperationInspection(string Name, string View, string Title, string Call, Verdict Verdict);

/// <summary>Identifies a report: its trace, its time and the versions that produced it.</summary>
public sealed record ReportStamp(string TraceId, DateTimeOffset At, IReadOnlyList<AppVersion> Versions);

public sealed record AppVersion(string Name, string Version);
