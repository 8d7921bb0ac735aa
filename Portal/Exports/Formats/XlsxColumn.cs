using System.Text.Json;
using Portal.Contracts.Data;
using SpreadCheetah.Styling;

namespace Portal.Exports.Formats;

/// <summary>A column of a worksheet.</summary>
internal sealed record XlsxColumn(DataColumn Data, StyleId? NumberStyle)
{
    private const int MinWidth = 8;
    private const int MaxWidth = 60;
    private const int TimeWidth = 24;
    private const int NumberWidth = 12;

    // The filter button covers the end of a title.
    private const int FilterButtonWidth = 4;

    /// <summary>In characters, to fit the values of <paramref name="sample"/>.</summary>
    public int Width(IReadOnlyList<JsonElement> sample)
    {
        var longest = sample.Select(Length).DefaultIfEmpty().Max();
        var min = Data.Type switch
        {
            ColumnTypes.Time => TimeWidth,
            ColumnTypes.Number => NumberWidth,
            _ => MinWidth,
        };
        return Math.Clamp(Math.Max(Data.Title.Length + FilterButtonWidth, longest + 2), min, MaxWidth);
    }

    private int Length(JsonElement row) => RowValue.Of(row, Data) is { } value ? RowValue.Text(value).Length : 0;
}
