using System.Globalization;
using Portal.Contracts.Diagnostics;

namespace Portal.Components.Diagnostics;

/// <summary>How the outcome of an examination reads.</summary>
internal static class DiagnosticsText
{
    /// <summary>In the order in which they matter.</summary>
    public static IReadOnlyList<string> States { get; } =
        [DiagnosticStates.Failed, DiagnosticStates.Warning, DiagnosticStates.Unknown, DiagnosticStates.NotReached, DiagnosticStates.Passed];

    public static string Count(DiagnosticsReport report, string state) =>
        $"{report.Count(state).ToString(CultureInfo.InvariantCulture)} {VerdictWord(state)}";

    public static string Summary(DiagnosticsReport report) => string.Join(", ",
        States.Where(state => report.Count(state) > 0).Select(state => Count(report, state)));

    /// <summary>The one thing to know.</summary>
    public static string Headline(DiagnosticsReport report) => (report.Count(DiagnosticStates.Failed), report.Count(DiagnosticStates.Warning)) switch
    {
        (0, 0) => "Everything that could be checked is right",
        (0, 1) => "It works; one thing needs attention soon",
        (0, _) => "It works; some things need attention soon",
        (1, _) => "One thing is wrong",
        var (failed, _) => $"{failed.ToString(CultureInfo.InvariantCulture)} things are wrong",
    };

    private static string VerdictWord(string state) => Access.VerdictText.Word(state).ToLowerInvariant();
}
