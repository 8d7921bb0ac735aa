using System.Text.Json;
using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Data;

/// <summary>The text of a cell and how it is displayed.</summary>
internal readonly record struct CellText(CellKind Kind, string Text)
{
    private const int LongText = 64;
    private const int NumberToGroup = 10_000;

    /// <param name="numbers">The visitor's format; null: the neutral one.</param>
    public static CellText Of(JsonElement row, DataColumn column, VisitorNumbers? numbers = null)
    {
        if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(column.Name, out var value))
            return new CellText(CellKind.Nothing, "");

        return value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => new CellText(CellKind.Nothing, ""),
            JsonValueKind.True => new CellText(CellKind.Text, "Yes"),
            JsonValueKind.False => new CellText(CellKind.Text, "No"),
            JsonValueKind.Number => new CellText(CellKind.Number, Number(value.GetRawText(), column, numbers) + Currency(row, column)),
            JsonValueKind.String => FromString(Characters(value), row, column, numbers),
            _ => Plain(value.GetRawText()),
        };
    }

    /// <summary>The beginning of a long text; never splits a surrogate pair.</summary>
    public string Beginning => Text[..(char.IsHighSurrogate(Text[LongText - 1]) ? LongText - 1 : LongText)];

    /// <summary>Whether the column holds numbers, which are right-aligned.</summary>
    public static bool IsNumeric(DataColumn column) => column.Type is ColumnTypes.WholeNumber or ColumnTypes.Number;

    /// <summary>A number as JSON writes it, in the visitor's format. Neither identifiers nor years get group separators.</summary>
    public static string Number(string text, DataColumn column, VisitorNumbers? numbers)
    {
        var isPlain = column.Type == ColumnTypes.WholeNumber
            && (column.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase)
                || (NumberText.TryDecimal(text, out var number) && Math.Abs(number) < NumberToGroup));
        return isPlain ? text : (numbers ?? VisitorNumbers.Neutral).Exact(text, column.Decimals);
    }

    /// <summary>The string value. An unpaired surrogate is valid JSON but not a valid string: it is returned as raw JSON.</summary>
    public static string Characters(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }

    // The currency of this row's amount, after a space that does not break.
    private static string Currency(JsonElement row, DataColumn column) =>
        column.Currency is { } name && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && Characters(value) is { Length: > 0 } currency
            ? $"\u00A0{SafeText.Visible(currency)}"
            : "";

    private static CellText FromString(string text, JsonElement row, DataColumn column, VisitorNumbers? numbers)
    {
        if (text.Length == 0)
            return new CellText(CellKind.Nothing, "");
        if (column.IsMonth && MonthText.Of(CalendarDay.Of(text) ?? text) is { } month)
            return new CellText(CellKind.Time, month);
        if (column.Type == ColumnTypes.Date && CalendarDay.Of(text) is { } day)
            return new CellText(CellKind.Time, day);
        if (column.Type is ColumnTypes.Date or ColumnTypes.Time && DateTimeOffset.TryParse(text, out _))
            return new CellText(CellKind.Time, text);
        if (column.Values is { Count: > 0 })
            return new CellText(CellKind.Word, SafeText.Visible(text));
        if (IsNumeric(column) && NumberText.IsPlain(text))
            return new CellText(CellKind.Number, Number(text, column, numbers) + Currency(row, column));

        return Plain(text);
    }

    private static CellText Plain(string text) =>
        new(text.Length > LongText ? CellKind.Long : CellKind.Text, SafeText.Visible(text));
}

internal enum CellKind
{
    Nothing,
    Text,
    Long,
    Word,
    Number,
    Time,
}
