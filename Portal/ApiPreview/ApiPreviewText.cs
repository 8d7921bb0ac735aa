using System.Globalization;
using System.Text;
using Portal.Contracts.ApiPreview;
using Portal.Contracts.Data;

namespace Portal.ApiPreview;

/// <summary>A preview for a terminal.</summary>
internal static class ApiPreviewText
{
    public static string Write(ApiPreviewReport report)
    {
        var text = new StringBuilder();
        Line(text, report.Title);
        if (report.Document is not null)
            Line(text, $"Document: {report.Document}");
        Line(text, CoverageText.Summary(report.Coverage));

        Line(text, "");
        Line(text, "Views");
        foreach (var view in report.Views)
        {
            Line(text, $"  {view.Name}: {string.Join(", ", view.Columns.Select(c => c.Name))}");
            Line(text, $"    {PreviewedViewText.Requirement(view)} {PreviewedViewText.Query(view)}");
        }

        if (report.Coverage.Named.Count > 0)
        {
            Line(text, "");
            Line(text, "No view");
            foreach (var operation in report.Coverage.Named)
                Line(text, $"  GET {operation.Path} {CoverageText.Reason(operation, report.Name)}");
        }

        Line(text, "");
        Line(text, "Settings");
        text.Append(report.Settings).Append('\n');
        Line(text, "");
        Line(text, "To complete");
        foreach (var sentence in report.ToComplete)
            Line(text, $"  {sentence}");

        return text.ToString().TrimEnd();
    }

    // The document is another system's text, and terminals execute control characters.
    private static void Line(StringBuilder text, string line) => text
        .Append(CultureInfo.InvariantCulture, $"{string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c))}\n");
}
