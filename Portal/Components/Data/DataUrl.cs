using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Components.Data;

/// <summary>The addresses of a view and of one of its rows.</summary>
internal static class DataUrl
{
    public static string Of(string api, string view) => $"data/{Uri.EscapeDataString(api)}/{Uri.EscapeDataString(view)}";

    public static string Of(string api, string view, string key) => $"{Of(api, view)}/{Uri.EscapeDataString(key)}";

    /// <summary>The row of another view that a row refers to; null if this one does not.</summary>
    public static string? Of(string api, ColumnReference reference, JsonElement row) =>
        RowLink.KeyIn(row, reference.Column) is { } key ? Of(api, reference.View, key) : null;
}
