using System.Globalization;
using System.Text;
using Portal.Components.Access;
using Portal.Components.Shared;
using Portal.Contracts.Diagnostics;

namespace Portal.Components.Diagnostics;

/// <summary>The report as Markdown. Like the findings, it contains no secrets.</summary>
internal static class DiagnosticsReportText
{
    public static string Write(DiagnosticsReport report)
    {
        var text = new StringBuilder("# Setup check\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{report.Stamp.At:yyyy-MM-dd HH:mm:ss} UTC · {DiagnosticsText.Summary(report)} · trace {report.Stamp.TraceId} · ")
            .AppendJoin(", ", report.Stamp.Versions.Select(v => $"{v.Name} {v.Version}"))
            .Append('\n');
        foreach (var group in report.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Safe(group.Title)}\n\n");
            foreach (var finding in group.Findings)
                WriteFinding(text, finding);
        }

        return text.ToString();
    }

    private static void WriteFinding(StringBuilder text, DiagnosticFinding finding)
    {
        text.Append(CultureInfo.InvariantCulture, $"- {VerdictText.Word(finding.State)}: {finding.Title} ({finding.Id}). {Safe(finding.Text)}\n");
        foreach (var evidence in finding.Evidence)
            text.Append(CultureInfo.InvariantCulture, $"  - {Safe(evidence.Name)}: {Safe(evidence.Value)}\n");
    }

    // On one line, so that text from other systems cannot look like a separate finding.
    private static string Safe(string text) => SafeText.Visible(text).ReplaceLineEndings(" ");
}
