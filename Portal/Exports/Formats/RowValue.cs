using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Exports.Formats;

/// <summary>Values of a row, as the API wrote them.</summary>
internal static class RowValue
{
    /// <summary>The value of <paramref name="column"/>; null if the row has none.</summary>
    public static JsonElement? Of(JsonElement row, DataColumn column) =>
        row.ValueKind == JsonValueKind.Object
        && row.TryGetProperty(column.Name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    /// <summary>A number, which some APIs write as a string.</summary>
    public static bool IsNumber(JsonElement value, DataColumn column) =>
        value.ValueKind == JsonValueKind.String
        && column.Type is ColumnTypes.WholeNumber or ColumnTypes.Number
        && NumberText.IsPlain(Text(value));

    /// <summary>The day in a date column; null if the value is anything else.</summary>
    public static string? Day(JsonElement value, DataColumn column) =>
        value.ValueKind == JsonValueKind.String && column.Type == ColumnTypes.Date ? CalendarDay.Of(Text(value)) : null;

    /// <summary>The characters of a string; the JSON of anything else.</summary>
    public static string Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return value.GetRawText();

        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate is valid JSON but not a valid string: keep its JSON.
            return value.GetRawText();
        }
    }
}
