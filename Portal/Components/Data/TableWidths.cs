using System.Globalization;
using System.Text.Json;
using Portal.Components.Shared;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>
/// Column widths that do not depend on the content: after the user has resized a column, and in a long scroll, whose
/// columns would otherwise jump as rows scroll into view.
/// </summary>
internal static class TableWidths
{
    private const int CharacterWidth = 8;
    private const int HeadingPadding = 80;
    private const int TextPadding = 32;
    private const int MaxWidth = 320;

    /// <summary>Preferred widths, estimated from some rows.</summary>
    public static IReadOnlyDictionary<string, int> Measure(
        IReadOnlyList<DataColumn> columns, IReadOnlyList<JsonElement> rows, VisitorNumbers? numbers = null) =>
        columns.ToDictionary(c => c.Name, c => Math.Min(MaxWidth, Math.Max(DefaultWidth(c),
            rows.Select(row => CellText.Of(row, c, numbers)).Where(cell => cell.Kind != CellKind.Time)
                .Select(cell => (cell.Text.Length * CharacterWidth) + TextPadding).DefaultIfEmpty().Max())));

    public static int Of(DataColumn column, ViewState state, IReadOnlyDictionary<string, int>? measured = null) =>
        state.Widths.FirstOrDefault(w => w.Column == column.Name)?.Pixels
        ?? (measured?.TryGetValue(column.Name, out var width) is true ? width : DefaultWidth(column));

    /// <summary>Widths set by the user apply exactly; otherwise the columns fill the available space.</summary>
    public static string Style(IEnumerable<DataColumn> columns, ViewState state, IReadOnlyDictionary<string, int>? measured)
    {
        var sum = columns.Sum(c => Of(c, state, measured)).ToString(CultureInfo.InvariantCulture);
        return state.Widths.Count > 0 ? $"width:{sum}px" : $"width:max(100%,{sum}px)";
    }

    /// <summary>The state with these column widths, in column order; null if they are invalid.</summary>
    public static ViewState? Read(string? text, IReadOnlyList<DataColumn> columns, ViewState state)
    {
        var widths = (text ?? "").Split(',').Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0).ToList();
        if (widths.Count != columns.Count || widths.Any(w => w is < ColumnWidth.Min or > ColumnWidth.Max))
            return null;

        var hidden = state.Widths.Where(w => columns.All(c => c.Name != w.Column));
        return state with { Widths = [.. columns.Zip(widths, (c, w) => new ColumnWidth(c.Name, w)), .. hidden] };
    }

    private static int DefaultWidth(DataColumn column) => Math.Clamp(
        (column.Title.Length * CharacterWidth) + HeadingPadding, column.Type == ColumnTypes.Time ? 190 : 90, MaxWidth);
}
