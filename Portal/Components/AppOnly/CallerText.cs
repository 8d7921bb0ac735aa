using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.AppOnly;

namespace Portal.Components.AppOnly;

/// <summary>Labels and explanations for the two sides of a comparison.</summary>
internal static class CallerText
{
    public static bool IsAllowed(CallOutcome side) => side.Rows is not null;

    public static string Label(CallOutcome side) => side switch
    {
        { Rows: not null } => "Allowed",
        { Token.Problem: not null } => "No token",
        { Status: 401 or 403 } => "Refused",
        { Status: not null } => "Failed",
        _ => "Not reached",
    };

    public static StatusKind KindOf(CallOutcome side) => side switch
    {
        { Rows: not null } => StatusKind.Good,
        { Status: 401 or 403 } => StatusKind.Refused,
        { Token.Problem: not null } => StatusKind.Missing,
        _ => StatusKind.Broken,
    };

    /// <summary>The result as text for screen readers.</summary>
    public static string Announcement(CallerComparison comparison) =>
        $"As you: {Label(comparison.User).ToLowerInvariant()}. As the application: {Label(comparison.Application).ToLowerInvariant()}.";

    public static string Rows(RowCount rows, VisitorNumbers numbers) => rows switch
    {
        { Total: null } => $"{numbers.Grouped(rows.Shown)} on the first page",
        { TotalIsBound: true, Total: { } bound } => $"more than {numbers.Grouped(bound - 1)}",
        { Total: { } all } => numbers.Grouped(all),
    };

    /// <summary>What a silent fallback to an app-only token would do, given comparison results.</summary>
    public static string FallbackWarning(CallerComparison? comparison, VisitorNumbers numbers) => comparison switch
    {
        { User.Rows: null, Application.Rows: { } rows } =>
            $"{comparison.Api} has just refused you. Had the portal retried as the application, it would now show you {comparison.Title} ({Rows(rows, numbers)} rows) although you are not allowed to see it. The token would name the portal and not you, so the log of {comparison.Api} could not name you.",
        { User.Rows: not null, Application.Rows: not null } =>
            $"Both calls were allowed, but as the application the portal is not limited by your roles. If your role is removed, a fallback would still show you {comparison.Title}, and the token would not name you.",
        { Application.Rows: null, User.Rows: not null } =>
            $"A fallback would not help here: {comparison.Api} allowed you and refused the application. If the application is later given a role, the same code could return data that users are refused.",
        _ =>
            "An example: Bob has no role, and AppB refuses him. A portal that then retries as the application would show him every order. The token would name only the portal, so AppB could not trace the access to him.",
    };
}
