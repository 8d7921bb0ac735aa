using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>The title of a row: its first short text, such as an order's number, otherwise its key.</summary>
internal static class RowTitle
{
    private const int MaxLength = 60;

    public static string Of(JsonElement row, RowView view, string key) =>
        view.Columns
            .Where(c => c.Type == ColumnTypes.Text && c.Values is null && c.Name != view.Key)
            .Take(2)
            .Select(c => RowShape.Value(row, c.Name))
            .Where(v => v is { ValueKind: JsonValueKind.String })
            .Select(v => RowShape.Text(v!.Value).Trim())
            .FirstOrDefault(text => text.Length is > 0 and <= MaxLength && !text.Contains('\n'))
        ?? OfKey(key);

    /// <summary>The title until the row is loaded.</summary>
    public static string OfKey(string key) => $"Row {(key.Length > MaxLength ? key[..MaxLength] + "…" : key)}";
}
