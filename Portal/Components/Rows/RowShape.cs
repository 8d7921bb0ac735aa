using System.Text.Json;
using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>Reads what a row actually contains, which may differ from its contract.</summary>
internal static class RowShape
{
    /// <summary>The value of a property; null if the row lacks it or is not an object.</summary>
    public static JsonElement? Value(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Whether the row is a readable object, and so are the objects in its lists.</summary>
    public static bool IsRow(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && HasNames(row)
        && row.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(p => p.Value.EnumerateArray())
            .All(part => part.ValueKind != JsonValueKind.Object || HasNames(part));

    public static bool IsEmpty(JsonElement? value) =>
        value is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    /// <summary>The objects of a list; null if the value is something else.</summary>
    public static IReadOnlyList<JsonElement>? Parts(JsonElement row, DataColumn column)
    {
        if (column.Columns is not { Count: > 0 } || Value(row, column.Name) is not { ValueKind: JsonValueKind.Array } list)
            return null;

        var parts = list.EnumerateArray().ToList();
        return parts.TrueForAll(part => part.ValueKind == JsonValueKind.Object) ? parts : null;
    }

    /// <summary>The texts of a list of plain values, with invisible characters escaped; null if the value is something else.</summary>
    public static IReadOnlyList<string>? Texts(JsonElement row, DataColumn column)
    {
        if (Value(row, column.Name) is not { ValueKind: JsonValueKind.Array } list)
            return null;

        var values = list.EnumerateArray().ToList();
        return values.Exists(value => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            ? null
            : [.. values.Select(value => SafeText.Visible(Text(value)))];
    }

    /// <summary>The number of values that no column describes, without annotations such as <c>@odata.etag</c>.</summary>
    public static int Undescribed(JsonElement row, IReadOnlyList<DataColumn> columns)
    {
        if (row.ValueKind != JsonValueKind.Object)
            return 0;

        var described = columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return row.EnumerateObject().Select(p => p.Name).Distinct(StringComparer.Ordinal)
            .Count(name => !described.Contains(name) && !name.StartsWith('@'));
    }

    /// <summary>The original value: a string without its quotes, anything else as JSON.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate is valid JSON but not a valid string.
            return value.GetRawText();
        }
    }

    // A property name with an unpaired surrogate is valid JSON, but any property lookup on its object throws.
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
