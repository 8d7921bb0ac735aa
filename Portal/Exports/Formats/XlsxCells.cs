using System.Text.Json;
using Portal.Contracts.Data;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace Portal.Exports.Formats;

/// <summary>Turns values into cells: numbers, dates and booleans keep their type, anything else becomes text.</summary>
internal sealed class XlsxCells(XlsxStyles styles)
{
    // With more digits Excel would show a different number than the API wrote.
    private const int MaxIntegerDigits = 15;
    private const int MaxDoubleDigits = 17;

    // Day 0 of a workbook. Before March 1900 the count includes 29 February 1900, which never existed.
    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime MinDate = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>How many texts were cut because a cell cannot hold them.</summary>
    public int Truncated { get; private set; }

    public StyledCell Header(string title) => Text(title, styles.Header);

    public StyledCell Value(JsonElement value, XlsxColumn column)
    {
        if (value.ValueKind == JsonValueKind.Number && TryExact(value, out var number))
            return new StyledCell(number, column.NumberStyle);
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return new StyledCell(value.GetBoolean(), null);
        if (column.Data.Type is ColumnTypes.Date or ColumnTypes.Time && TryDate(value, out var date))
            return date;

        var text = RowValue.Text(value);
        return Text(text, FormulaGuard.IsFormula(text) ? styles.Text : null);
    }

    private StyledCell Text(string text, StyleId? style)
    {
        if (text.Length > XlsxText.MaxLength)
        {
            text = XlsxText.Cut(text);
            Truncated++;
        }

        return new StyledCell(XlsxText.Escape(text), style);
    }

    private static bool TryExact(JsonElement value, out double number)
    {
        var text = value.GetRawText().AsSpan();
        var mantissa = text.IndexOfAny('e', 'E') is var end and >= 0 ? text[..end] : text;
        var digits = 0;
        foreach (var c in mantissa.TrimStart("-0."))
            digits += char.IsAsciiDigit(c) ? 1 : 0;

        var isInteger = mantissa.Length == text.Length && !mantissa.Contains('.');
        return value.TryGetDouble(out number)
            && double.IsFinite(number)
            && digits <= (isInteger ? MaxIntegerDigits : MaxDoubleDigits);
    }

    private bool TryDate(JsonElement value, out StyledCell cell)
    {
        cell = default;
        if (value.ValueKind != JsonValueKind.String
            || !value.TryGetDateTimeOffset(out var instant)
            || !value.TryGetDateTime(out var written))
            return false;

        // A time without an offset stays as written; with one it is converted to UTC, so that a column has one time zone.
        var hasOffset = written.Kind != DateTimeKind.Unspecified;
        var time = hasOffset ? instant.UtcDateTime : written;
        if (time < MinDate)
            return false;

        var isDay = RowValue.Text(value).Length == "yyyy-MM-dd".Length;
        var style = isDay ? styles.Date : hasOffset ? styles.UtcTime : styles.Time;

        // Not as a DateTime: SpreadCheetah then truncates the fraction of the day to 11 digits.
        cell = new StyledCell((time - Epoch).TotalDays, style);
        return true;
    }
}
