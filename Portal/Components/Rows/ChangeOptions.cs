using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>The options of a field.</summary>
internal static class ChangeOptions
{
    private static readonly string[] BooleanValues = ["true", "false"];

    /// <summary>Null if any value of the field's type may be typed; empty if the row allows no other value now.</summary>
    public static IReadOnlyList<string>? Of(ChangeField field, JsonElement row)
    {
        if (Listed(field, row) is { } listed)
            return listed;

        return field.Type == ColumnTypes.Boolean ? BooleanValues : field.Values;
    }

    /// <summary>The field that prevents any change of the row: it has no options but is required, or no field has any.</summary>
    public static ChangeField? Blocked(RowChange change, JsonElement row) =>
        change.Fields.FirstOrDefault(f => f.Required && Of(f, row) is { Count: 0 })
        ?? (change.Fields.All(f => Of(f, row) is { Count: 0 }) ? change.Fields[0] : null);

    /// <summary>Whether the value is chosen rather than typed.</summary>
    public static bool IsChosen(ChangeField field) =>
        field.Type == ColumnTypes.Boolean || field.Values is not null || field.ValuesFrom is not null;

    /// <summary>The text of an option.</summary>
    public static string Text(ChangeField field, string option) => (field.Type, option) switch
    {
        (ColumnTypes.Boolean, "true") => "Yes",
        (ColumnTypes.Boolean, "false") => "No",
        _ => option,
    };

    // The row's own list applies, without values that the contract does not allow.
    private static List<string>? Listed(ChangeField field, JsonElement row)
    {
        if (field.ValuesFrom is not { } from || RowShape.Value(row, from) is not { ValueKind: JsonValueKind.Array } list)
            return null;

        return [.. list.EnumerateArray()
            .Where(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            .Select(RowShape.Text)
            .Where(v => field.Values is null || field.Values.Contains(v))
            .Distinct()];
    }
}
