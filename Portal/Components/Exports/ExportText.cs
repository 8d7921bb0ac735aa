using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;
using Portal.Exports;

namespace Portal.Components.Exports;

/// <summary>The texts about an export, with numbers in the visitor's format, or in the neutral one.</summary>
internal static class ExportText
{
    public static string Format(string format) => format == ExportRoutes.Xlsx ? "Excel" : "CSV";

    /// <summary>The contents of the file.</summary>
    public static string Offer(DataView view, ViewState state, long? count, bool isIncomplete, VisitorNumbers? numbers = null)
    {
        var columns = state.Shown(view.Columns).Count;
        var narrowed = state.Filters.Count > 0 || state.Search is not null ? "The whole filtered result" : "The whole result";
        var rows = Count(count, view.Paging.CountBound, numbers);
        var extent = isIncomplete ? $"Only the rows that the API returns, not all{(count is null ? "" : $" {rows}")}," : $"{narrowed}, not only this page: {rows}";
        return $"{extent} with the {(columns == 1 ? "one column" : $"{Number(columns, numbers)} columns")} shown.";
    }

    public static string Progress(Export export, VisitorNumbers? numbers = null) => export switch
    {
        { State: ExportState.Waiting } => "Waiting for the browser to fetch it…",
        { Rows: 0 } => "Waiting for the first rows…",
        { Total: { } total, TotalIsMinimum: false } => $"{Number(export.Rows, numbers)} of {Rows(total, numbers)}",
        { Total: { } least } when export.Rows <= least => $"{Number(export.Rows, numbers)} of more than {Rows(least, numbers)}",
        _ => $"{Rows(export.Rows, numbers)} so far",
    };

    /// <summary>How the export ended; null while it is active.</summary>
    public static string? Outcome(Export export, VisitorNumbers? numbers = null) => export.State switch
    {
        ExportState.Done => $"Done: {Rows(export.Rows, numbers)}",
        ExportState.Cancelled when export.Rows == 0 => "Cancelled before the first row",
        ExportState.Cancelled => $"Cancelled after {Rows(export.Rows, numbers)}. The file is incomplete.",
        ExportState.Failed when export.Rows == 0 => "Not exported",
        ExportState.Failed => $"Stopped after {Rows(export.Rows, numbers)}. The file is incomplete.",
        ExportState.Incomplete when export is { TotalIsMinimum: false, Total: { } total } && total > export.Rows =>
            $"Incomplete: {Number(export.Rows, numbers)} of {Rows(total, numbers)}. The last line of the file says so.",
        ExportState.Incomplete => $"Incomplete: {Rows(export.Rows, numbers)}. The last line of the file says so.",
        _ => null,
    };

    public static string? Truncated(Export export, VisitorNumbers? numbers = null) => export.Truncated switch
    {
        0 => null,
        1 => "One text exceeded the length limit of an Excel cell and was truncated. CSV keeps it in full.",
        var texts => $"{Number(texts, numbers)} texts exceeded the length limit of an Excel cell and were truncated. CSV keeps them in full.",
    };

    /// <summary>The screen reader announcement of a state; row counts in between are not announced.</summary>
    public static string Announcement(OfferedExport offered, VisitorNumbers? numbers = null) => offered.Export.State switch
    {
        ExportState.Waiting or ExportState.Running => $"Exporting {offered.Name}.",
        ExportState.Failed => $"{offered.Name}: {Outcome(offered.Export, numbers)}. {offered.Export.Problem?.Title}.",
        ExportState.Incomplete => $"{offered.Name}: {Outcome(offered.Export, numbers)} {offered.Export.Problem?.Title}.",
        _ => $"{offered.Name}: {Outcome(offered.Export, numbers)}",
    };

    public static StatusKind KindOf(Export export) => export.State switch
    {
        ExportState.Done => StatusKind.Good,
        ExportState.Failed => StatusKind.Broken,
        ExportState.Cancelled or ExportState.Incomplete => StatusKind.Refused,
        _ => StatusKind.Waiting,
    };

    private static string Count(long? count, long? bound, VisitorNumbers? numbers) => count switch
    {
        null => "all rows",
        { } all when all >= bound => $"more than {Rows(bound.Value - 1, numbers)}",
        { } all => Rows(all, numbers),
    };

    private static string Rows(long rows, VisitorNumbers? numbers) => rows == 1 ? "1 row" : $"{Number(rows, numbers)} rows";

    private static string Number(long number, VisitorNumbers? numbers) => (numbers ?? VisitorNumbers.Neutral).Grouped(number);
}
