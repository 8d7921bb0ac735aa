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

    private static string StateLabel(string state) => Access.VerdictText.Word(state).ToLowerInvariant();
}
