using System.Text.Json;
using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>What a row really holds, whatever its contract promised.</summary>
internal static class RowShape
{
    /// <summary>The value of a property; null when the row has none, or is no object at all.</summary>
    public static JsonElement? Value(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Whether it is an object that can be read, and so are the parts in its lists.</summary>
    public static bool IsRow(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && HasNames(row)
        && row.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(p => p.Value.EnumerateArray())
            .All(part => part.ValueKind != JsonValueKind.Object || HasNames(part));

    public static bool IsNothing(JsonElement? value) =>
        value is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    /// <summary>The parts of a list; null when the value is something else.</summary>
    public static IReadOnlyList<JsonElement>? Parts(JsonElement row, DataColumn column)
    {
        if (column.Columns is not { Count: > 0 } || Value(row, column.Name) is not { ValueKind: JsonValueKind.Array } list)
            return null;

        var parts = list.EnumerateArray().ToList();
        return parts.TrueForAll(part => part.ValueKind == JsonValueKind.Object) ? parts : null;
    }

    /// <summary>The texts of a list of plain values, made harmless to the eye; null when the value is something else.</summary>
    public static IReadOnlyList<string>? Words(JsonElement row, DataColumn column)
    {
        if (Value(row, column.Name) is not { ValueKind: JsonValueKind.Array } list)
            return null;

        var words = list.EnumerateArray().ToList();
        return words.Exists(word => word.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            ? null
            : [.. words.Select(word => SafeText.Visible(Text(word)))];
    }

    /// <summary>How many values the row has that no column describes. Annotations such as <c>@odata.etag</c> are none.</summary>
    public static int Undescribed(JsonElement row, IReadOnlyList<DataColumn> columns)
    {
        if (row.ValueKind != JsonValueKind.Object)
            return 0;

        var described = columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return row.EnumerateObject().Select(p => p.Name).Distinct(StringComparer.Ordinal)
            .Count(name => !described.Contains(name) && !name.StartsWith('@'));
    }

    /// <summary>A value as it was written: a string without its quotes, anything else as JSON.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is valid JSON and no string.
            return value.GetRawText();
        }
    }

    // Half a surrogate pair is a name in JSON and none here: looking for any other name beside it fails.
    private static bool HasNames(JsonElement row)
    {
        try
        {
            return row.EnumerateObject().All(property => property.Name is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
