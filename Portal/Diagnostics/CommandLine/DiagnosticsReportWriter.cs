using System.Globalization;
using System.Text;
using Portal.Contracts.Diagnostics;

namespace Portal.Diagnostics.CommandLine;

/// <summary>The report for a terminal: a line for each check, with evidence and fix for problems.</summary>
internal static class DiagnosticsReportWriter
{
    private const int Indent = 15;

    public static string Write(DiagnosticsReport report)
    {
        var width = report.Findings().Max(f => f.Title.Length);
        var text = new StringBuilder();
        foreach (var group in report.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Plain(group.Title)}\n");
            foreach (var finding in group.Findings)
                WriteFinding(text, finding, width);
        }

        return text
            .Append(CultureInfo.InvariantCulture, $"\n{Summary(report)} ({report.Milliseconds:0} ms; ")
            .AppendJoin(", ", report.Stamp.Versions.Select(v => $"{v.Name} {v.Version}"))
            .Append(')')
            .ToString();
    }

    private static void WriteFinding(StringBuilder text, DiagnosticFinding finding, int width)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {Word(finding.State).PadRight(Indent - 2)}{finding.Title.PadRight(width)}  {Plain(finding.Text)}\n");
        foreach (var evidence in finding.Evidence.Where(e =>
            finding.State is DiagnosticStates.Failed or DiagnosticStates.Warning || e.Name == DiagnosticEvidence.PassedOver))
        {
            WriteLine(text, evidence.Name, evidence.Value);
        }

        if (finding.State is DiagnosticStates.Passed or DiagnosticStates.NotReached)
            return;

        if (finding.Fix is { } fix)
        {
            WriteLine(text, "Fix", fix.Text);
            WriteLine(text, "Setting", fix.Setting);
            WriteLine(text, "Where", fix.Link);
        }

        WriteLine(text, "More", finding.Docs);
    }

    private static void WriteLine(StringBuilder text, string name, string? value)
    {
        if (value is not null)
            text.Append(' ', Indent).Append(CultureInfo.InvariantCulture, $"{Plain(name)}: {Plain(value)}\n");
    }

    private static string Summary(DiagnosticsReport report) => string.Join(", ", new[]
    {
        DiagnosticStates.Passed, DiagnosticStates.Failed, DiagnosticStates.Warning, DiagnosticStates.Unknown, DiagnosticStates.NotReached,
    }.Where(state => report.Count(state) > 0).Select(state => $"{report.Count(state).ToString(CultureInfo.InvariantCulture)} {Word(state)}"));

    private static string Word(string state) => state.Replace('_', ' ');

    // Some of the text comes from other systems, and terminals execute control characters.
    private static string Plain(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
