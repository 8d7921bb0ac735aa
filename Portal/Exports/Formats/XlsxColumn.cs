using System.Text.Json;
using Portal.Contracts;

namespace Portal.Exports.Formats;

/// <summary>A column of a sheet.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="NumberStyle">How its numbers look.</param>
internal sealed record XlsxColumn(DataColumn Data, int Index, int NumberStyle)
{
    private const int Narrowest = 8;
    private const int Widest = 60;
    private const int TimeWidth = 24;
    private const int NumberWidth = 12;

    // The button of the filter covers the end of a title.
    private const int Margin = 4;

    /// <summary>How addresses of cells call it: A, B, …, Z, AA, ….</summary>
    public string Letters { get; } = Name(Index);

    /// <summary>In characters, fit to some of its values.</summary>
    public int Width(IReadOnlyList<JsonElement> sample)
    {
        var longest = sample.Select(Length).DefaultIfEmpty().Max();
        var least = Data.Type switch
        {
            ColumnTypes.Time => TimeWidth,
            ColumnTypes.Number => NumberWidth,
            _ => Narrowest,
        };
        return Math.Clamp(Math.Max(Data.Title.Length + Margin, longest + 2), least, Widest);
    }

    private int Length(JsonElement row) => Cell.Of(row, Data) is { } value ? Cell.Text(value).Length : 0;

    private static string Name(int index) =>
        (index >= 26 ? Name((index / 26) - 1) : "") + (char)('A' + (index % 26));
}
