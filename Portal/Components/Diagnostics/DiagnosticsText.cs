using System.Globalization;
using Portal.Contracts.Diagnostics;

namespace Portal.Components.Diagnostics;

/// <summary>Texts for the report as a whole.</summary>
internal static class DiagnosticsText
{
    /// <summary>The most important first.</summary>
    public static IReadOnlyList<string> States { get; } =
        [DiagnosticStates.Failed, DiagnosticStates.Warning, DiagnosticStates.Unknown, DiagnosticStates.NotReached, DiagnosticStates.Passed];

    public static string Count(DiagnosticsReport report, string state) =>
        $"{report.Count(state).ToString(CultureInfo.InvariantCulture)} {StateLabel(state)}";

    public static string Summary(DiagnosticsReport report) => string.Join(", ",
        States.Where(state => report.Count(state) > 0).Select(state => Count(report, state)));

    /// <summary>The overall result.</summary>
    public static string Headline(DiagnosticsReport report) => (report.Count(DiagnosticStates.Failed), report.Count(DiagnosticStates.Warning)) switch
    {
        (0, 0) => "No problems found",
        (0, 1) => "No failures, 1 warning",
        (0, var warnings) => $"No failures, {warnings.ToString(CultureInfo.InvariantCulture)} warnings",
        (1, _) => "1 problem found",
        var (failed, _) => $"{failed.ToString(CultureInfo.InvariantCulture)} problems found",
    };

    /// <summary>What needs attention, failures first, whichever group it is in.</summary>
    public static DiagnosticsGroup ToFix(DiagnosticsReport report) => new(
        "To fix", [.. report.Findings().Where(NeedsAttention).OrderBy(finding => finding.State == DiagnosticStates.Warning)]);

    /// <summary>The other checks, by group.</summary>
    public static IEnumerable<DiagnosticsGroup> Others(DiagnosticsReport report) => report.Groups
        .Select(group => group with { Findings = [.. group.Findings.Where(finding => !NeedsAttention(finding))] })
        .Where(group => group.Findings.Count > 0);

    private static bool NeedsAttention(DiagnosticFinding finding) =>
        finding.State is DiagnosticStates.Failed or DiagnosticStates.Warning;

    private static string StateLabel(string state) => Access.VerdictText.Word(state).ToLowerInvariant();
}
