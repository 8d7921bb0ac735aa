using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>Converts a field's value to the text of an input, and back to the API's JSON.</summary>
internal static class FieldText
{
    private const string Moment = "yyyy-MM-ddTHH:mm:ss";

    public static string Of(ChangeField field, JsonElement row)
    {
        if (RowShape.Value(row, field.Name) is not { } value || RowShape.IsEmpty(value))
            return "";

        var text = RowShape.Text(value);
        return field.Type switch
        {
            ColumnTypes.Time when TryMoment(text, out var time) => time.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture),
            ColumnTypes.Date => CalendarDay.Of(text) ?? text,
            _ => text,
        };
    }

    /// <summary>Returns false if the text is not valid for the field's type.</summary>
    public static bool TryRead(ChangeField field, string text, out JsonNode? value)
    {
        value = null;
        switch (field.Type)
        {
            case ColumnTypes.WholeNumber:
                return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    && JsonNode.Parse(whole.ToString(CultureInfo.InvariantCulture)) is { } digits
                    && Assign(digits, out value);
            case ColumnTypes.Number:
                return decimal.TryParse(
                        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    && Assign(JsonValue.Create(number), out value);
            case ColumnTypes.Boolean:
                return bool.TryParse(text, out var yes) && Assign(JsonValue.Create(yes), out value);
            case ColumnTypes.Date:
                return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                    && Assign(JsonValue.Create(text), out value);
            case ColumnTypes.Time:
                return TryMoment(text, out var time)
                    && Assign(JsonValue.Create(time.UtcDateTime.ToString(Moment + "Z", CultureInfo.InvariantCulture)), out value);
            default:
                return Assign(JsonValue.Create(text), out value);
        }
    }

    /// <summary>The error message for an invalid text.</summary>
    public static string ErrorMessage(ChangeField field) => field.Type switch
    {
        ColumnTypes.WholeNumber => "This must be a whole number, such as 12.",
        ColumnTypes.Number => "This must be a number, such as 1250.50.",
        ColumnTypes.Date => "This must be a date, such as 2026-01-31.",
        ColumnTypes.Time => "This must be a date and a time, such as 2026-01-31T12:00.",
        _ => "This value is not valid.",
    };

    public static string InputType(ChangeField field) => field.Type switch
    {
        ColumnTypes.Date => "date",
        ColumnTypes.Time => "datetime-local",
        // Not "number": browsers return an empty value for text that is not a number.
        _ => "text",
    };

    private static bool TryMoment(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static bool Assign(JsonNode read, out JsonNode? value)
    {
        value = read;
        return true;
    }
}
