using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>The addresses that open row details; none if the API has no address for a single row.</summary>
internal sealed class RowLink(DataView view, string address, ViewState state)
{
    private readonly string _prefix = Prefix((state with { Row = null, At = 0 }).Url(address));

    public string? Of(JsonElement row) => Key(row) is { } key ? _prefix + Uri.EscapeDataString(key) : null;

    /// <summary>The value of the row's key column, even if that column is hidden.</summary>
    public string? Key(JsonElement row) => view.Row is { } one ? KeyIn(row, one.Key) : null;

    /// <summary>The value of a column that identifies a row; null if it cannot.</summary>
    public static string? KeyIn(JsonElement row, string column) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(column, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String when CellText.Characters(value) is { Length: > 0 and <= ViewAddress.MaxValueLength } text => text,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static string Prefix(string url) => url + (url.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "row=";
}
