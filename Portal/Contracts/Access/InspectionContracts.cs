using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Contracts.Access;

/// <summary>A token and what every downstream API would say to it: the answer to <see cref="DecodeRequest"/>.</summary>
public sealed record TokenInspection(TokenView Token, IReadOnlyList<ApiInspection> Apis, ReportStamp Stamp);

/// <summary>One API's validations, run on one token for each operation that the API publishes.</summary>
/// <param name="Published">The API lists its validations itself; else they are the usual ones.</param>
/// <param name="Consent">Null for a token that is not the caller's own.</param>
/// <param name="Problem">Why there is no token to judge, or no contract to judge it by.</param>
public sealed record ApiInspection(
    string Api,
    string Title,
    bool Published,
    IReadOnlyList<OperationInspection> Operations,
    ApiConsent? Consent = null,
    ApiProblem? Problem = null);

/// <param name="Name">Unique within its API, such as <c>orders</c>, <c>orders.row</c>, <c>orders.change</c>.</param>
/// <param name="View">The view that it belongs to.</param>
/// <param name="Call">Method and path, as the API knows it.</param>
public sealed record OperationInspection(string Name, string View, string Title, string Call, TokenVerdict Verdict);

/// <summary>How far a token gets.</summary>
/// <param name="State">One of <see cref="VerdictStates"/>.</param>
/// <param name="Headline">The one thing to know.</param>
/// <param name="Failed">The name of the check that it stops at; null when it stops at none.</param>
/// <param name="Cause">The code of the finding that accounts for the failure; null where the check says it all.</param>
public sealed record TokenVerdict(
    string State, string Headline, string? Failed, IReadOnlyList<CheckResult> Checks, string? Cause = null);

/// <summary>One validation of an API on one token.</summary>
/// <param name="State">One of <see cref="CheckStates"/>.</param>
/// <param name="Demand">As the API words it.</param>
/// <param name="Demanded">The values that would do; empty where the demand is no list.</param>
/// <param name="Carried">What the token has in their place.</param>
/// <param name="Words">What the outcome means.</param>
public sealed record CheckResult(
    string Name,
    string Title,
    string State,
    string Demand,
    IReadOnlyList<string> Demanded,
    IReadOnlyList<string> Carried,
    string Words,
    CheckFix? Fix = null);

/// <summary>Who can fix a failure, and how.</summary>
/// <param name="Who">One of <see cref="FixOwners"/>.</param>
/// <param name="Setting">The setting to change, by its name.</param>
public sealed record CheckFix(string Who, string Words, string? Setting = null);

/// <summary>Where and when a report was made, to quote.</summary>
public sealed record ReportStamp(string TraceId, DateTimeOffset At, IReadOnlyList<AppVersion> Versions);

public sealed record AppVersion(string Name, string Version);

public static class VerdictStates
{
    public const string Opens = "opens";

    /// <summary>Nothing failed, and something could not be checked here.</summary>
    public const string Unsure = "unsure";

    public const string Stops = "stops";
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
