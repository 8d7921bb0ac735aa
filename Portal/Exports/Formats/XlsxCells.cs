using System.Globalization;
using System.Text.Json;
using Portal.Contracts.Data;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace Portal.Exports.Formats;

/// <summary>Turns values into cells: numbers, dates, times and booleans keep their type, anything else becomes text.</summary>
internal sealed class XlsxCells(XlsxStyles styles)
{
    // With more digits Excel would show a different number than the API wrote.
    private const int MaxDigits = 15;

    // 9999-12-31T23:59:59.4999…: Excel refuses a file with a later time.
    private const double MaxDays = 2_958_465.999_994_21;

    // Day 0 of a workbook. Before March 1900 the count includes 29 February 1900, which never existed.
    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime MinDate = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>How many texts were cut because a cell cannot hold them.</summary>
    public int Truncated { get; private set; }

    public StyledCell Header(string title) => Text(title, styles.Header);

    public StyledCell Value(JsonElement value, XlsxColumn column)
    {
        if ((value.ValueKind == JsonValueKind.Number || RowValue.IsNumber(value, column.Data))
            && TryExact(RowValue.Text(value), out var number))
        {
            return new StyledCell(number, column.NumberStyle);
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return new StyledCell(value.GetBoolean(), null);
        if (RowValue.Day(value, column.Data) is { } day && TryDay(day, out var date))
            return date;
        if (column.Data.Type is ColumnTypes.Date or ColumnTypes.Time && TryTime(value, out var time))
            return time;
        if (column.Data.Type is ColumnTypes.TimeOfDay or ColumnTypes.Duration && TrySpan(value, column.Data.Type, out var span))
            return span;

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

    private static bool TryExact(string text, out double number)
    {
        var mantissa = text.AsSpan(0, text.AsSpan().IndexOfAny('e', 'E') is var end and >= 0 ? end : text.Length);
        var digits = 0;
        foreach (var c in mantissa.TrimStart("-0."))
            digits += char.IsAsciiDigit(c) ? 1 : 0;

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number)
            && (digits <= MaxDigits || IsDouble(text, number));
    }

    // The shortest text of a double, which programs that calculate with doubles write.
    private static bool IsDouble(string text, double number)
    {
        var shortest = number.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "E", StringComparison.Ordinal);
        return text.Contains('.', StringComparison.Ordinal) && text.Equals(shortest, StringComparison.OrdinalIgnoreCase);
    }

    private bool TryDay(string text, out StyledCell cell)
    {
        var day = DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return TryCell(day, styles.Date, out cell);
    }

    private bool TryTime(JsonElement value, out StyledCell cell)
    {
        cell = default;
        if (value.ValueKind != JsonValueKind.String
            || !value.TryGetDateTimeOffset(out var instant)
            || !value.TryGetDateTime(out var written))
            return false;

        // A time without an offset stays as written; with one it is converted to UTC, so that a column has one time zone.
        var hasOffset = written.Kind != DateTimeKind.Unspecified;
        var isDay = RowValue.Text(value).Length == "yyyy-MM-dd".Length;
        return TryCell(
            hasOffset ? instant.UtcDateTime : written,
            isDay ? styles.Date : hasOffset ? styles.UtcTime : styles.Time,
            out cell);
    }

    // Excel shows milliseconds, and no negative times.
    private bool TrySpan(JsonElement value, string type, out StyledCell cell)
    {
        cell = default;
        if (value.ValueKind != JsonValueKind.String || TimeText.Read(RowValue.Text(value), type) is not { } span
            || span < TimeSpan.Zero || span.Ticks % TimeSpan.TicksPerMillisecond != 0 || span.TotalDays > MaxDays)
        {
            return false;
        }

        var isWhole = span.Ticks % TimeSpan.TicksPerSecond == 0;
        var style = type == ColumnTypes.TimeOfDay
            ? isWhole ? styles.TimeOfDay : styles.TimeOfDayWithFraction
            : isWhole ? styles.Duration : styles.DurationWithFraction;
        cell = new StyledCell(span.TotalDays, style);
        return true;
    }

    private static bool TryCell(DateTime time, StyleId style, out StyledCell cell)
    {
        // Not as a DateTime: SpreadCheetah then truncates the fraction of the day to 11 digits.
        var days = (time - Epoch).TotalDays;
        cell = new StyledCell(days, style);
        return time >= MinDate && days <= MaxDays;
    }
}
