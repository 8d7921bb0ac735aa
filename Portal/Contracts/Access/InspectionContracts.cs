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
public sealed record OperationInspection(string Name, string View, string Title, string Call, TokenVerdict Verdict);

/// <summary>The result of all checks of an API for one token and one operation.</summary>
/// <param name="State">One of <see cref="VerdictStates"/>.</param>
/// <param name="Headline">A summary of one or two sentences.</param>
/// <param name="Failed">The name of the check that failed; null if none did.</param>
/// <param name="Cause">The code of the finding that explains the failure; null if the check itself does.</param>
public sealed record TokenVerdict(
    string State, string Headline, string? Failed, IReadOnlyList<CheckResult> Checks, string? Cause = null);

/// <summary>The result of one validation of an API for one token.</summary>
/// <param name="State">One of <see cref="CheckStates"/>.</param>
/// <param name="Requirement">The requirement, as a sentence of the API.</param>
/// <param name="Required">The required or accepted values; empty if the requirement is not a list of values.</param>
/// <param name="Actual">The values in the token.</param>
/// <param name="Explanation">What the result means.</param>
public sealed record CheckResult(
    string Name,
    string Title,
    string State,
    string Requirement,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> Actual,
    string Explanation,
    CheckFix? Fix = null);

/// <summary>Who can fix a failed check, and how.</summary>
/// <param name="Who">One of <see cref="FixOwners"/>.</param>
/// <param name="Setting">The name of the setting to change.</param>
public sealed record CheckFix(string Who, string Instructions, string? Setting = null);

/// <summary>Identifies a report: its trace, its time and the versions that produced it.</summary>
public sealed record ReportStamp(string TraceId, DateTimeOffset At, IReadOnlyList<AppVersion> Versions);

public sealed record AppVersion(string Name, string Version);

public static class VerdictStates
{
    public const string Allowed = "allowed";

    /// <summary>No check failed, but some can only be run by the API.</summary>
    public const string Unsure = "unsure";

    public const string Refused = "refused";
    public const string NoToken = "no_token";
}

public static class CheckStates
{
    public const string Passed = "passed";
    public const string Failed = "failed";
    public const string NotChecked = "not_checked";
    public const string NotReached = "not_reached";
}

public static class FixOwners
{
    public const string You = "you";
    public const string Administrator = "administrator";
    public const string Developer = "developer";
}
