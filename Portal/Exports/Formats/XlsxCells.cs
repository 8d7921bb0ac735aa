using System.Globalization;
using System.Text.Json;
using System.Xml;
using Portal.Contracts;

namespace Portal.Exports.Formats;

/// <summary>Writes values as cells: numbers, dates and yes or no as what they are, anything else as text.</summary>
internal sealed class XlsxCells(XmlWriter xml)
{
    // Beyond these Excel would show other digits than the API wrote.
    private const int DigitsOfWholeNumbers = 15;
    private const int DigitsOfDoubles = 17;

    // Day 0 of a workbook. Before March 1900 it counts a day that never was.
    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime FirstDate = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Texts that were longer than a cell can be, and were cut.</summary>
    public int Shortened { get; private set; }

    public void Write(string place, XlsxColumn column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && IsExact(value))
            WriteValue(place, column.NumberStyle, value.GetRawText());
        else if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            WriteValue(place, XlsxStyles.Plain, value.ValueKind == JsonValueKind.True ? "1" : "0", "b");
        else if (column.Data.Type is ColumnTypes.Date or ColumnTypes.Time && TryDate(value, out var style, out var days))
            WriteValue(place, style, days.ToString("R", CultureInfo.InvariantCulture));
        else
            WriteText(place, Cell.Text(value));
    }

    public void WriteText(string place, int style, string text)
    {
        if (text.Length > XlsxText.Longest)
        {
            text = XlsxText.Cut(text);
            Shortened++;
        }

        Begin(place, style, "inlineStr");
        xml.WriteStartElement("is");
        xml.WriteStartElement("t");
        if (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
            xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(XlsxText.Escape(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteText(string place, string text) =>
        WriteText(place, FormulaGuard.IsFormula(text) ? XlsxStyles.LooksLikeFormula : XlsxStyles.Plain, text);

    private void WriteValue(string place, int style, string value, string? type = null)
    {
        Begin(place, style, type);
        xml.WriteElementString("v", value);
        xml.WriteEndElement();
    }

    private void Begin(string place, int style, string? type)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", place);
        if (style != XlsxStyles.Plain)
            xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        if (type is not null)
            xml.WriteAttributeString("t", type);
    }

    private static bool IsExact(JsonElement value)
    {
        var text = value.GetRawText();
        var mantissa = text.AsSpan()[..(text.AsSpan().IndexOfAny('e', 'E') is var end and >= 0 ? end : text.Length)];
        var digits = 0;
        foreach (var c in mantissa.TrimStart("-0."))
            digits += char.IsAsciiDigit(c) ? 1 : 0;

        var isWhole = mantissa.Length == text.Length && !mantissa.Contains('.');
        return digits <= (isWhole ? DigitsOfWholeNumbers : DigitsOfDoubles)
            && value.TryGetDouble(out var number) && double.IsFinite(number);
    }

    private static bool TryDate(JsonElement value, out int style, out double days)
    {
        (style, days) = (XlsxStyles.Date, 0);
        if (value.ValueKind != JsonValueKind.String
            || !value.TryGetDateTimeOffset(out var moment)
            || !value.TryGetDateTime(out var written))
            return false;

        // Without a zone it is what the clock on the wall says; with one, every cell of the column means the same clock.
        var isZoned = written.Kind != DateTimeKind.Unspecified;
        var time = isZoned ? moment.UtcDateTime : written;
        if (time < FirstDate)
            return false;

        var isDay = Cell.Text(value).Length == "yyyy-MM-dd".Length;
        style = isDay ? XlsxStyles.Date : isZoned ? XlsxStyles.TimeInUtc : XlsxStyles.Time;
        days = (time - Epoch).TotalDays;
        return true;
    }
}
