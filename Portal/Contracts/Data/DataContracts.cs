using System.Text.Json;

namespace Portal.Contracts.Data;

/// <summary>One page of a collection, independent of the API's format.</summary>
/// <param name="Rows">JSON objects, each property a column.</param>
/// <param name="Count">How many rows there are in all; null if the API does not return it.</param>
/// <param name="HasMore">There is a next page.</param>
/// <param name="After">The token of the next page, see <see cref="DataQuery.After"/>; null if pages are requested by number or offset.</param>
public sealed record PageOfRows(IReadOnlyList<JsonElement> Rows, long? Count, bool HasMore, string? After);

/// <summary>Which rows in which order.</summary>
/// <param name="Filters">All of them must match.</param>
/// <param name="Top">Rows per page.</param>
/// <param name="Skip">Rows before this page. With <paramref name="After"/> it is only the row number; the token determines the position.</param>
/// <param name="After">The token of this page, as returned with the previous page.</param>
public sealed record DataQuery(
    DataSort? Sort = null,
    IReadOnlyList<DataFilter>? Filters = null,
    string? Search = null,
    int Top = 50,
    int Skip = 0,
    string? After = null);

public sealed record DataSort(string Column, bool Descending = false);

/// <summary>A condition on one column.</summary>
/// <param name="Operator">One of <see cref="FilterOperators"/>.</param>
/// <param name="Values">As JSON writes them, without quotes; one, except with <see cref="FilterOperators.In"/>.</param>
public sealed record DataFilter(string Column, string Operator, IReadOnlyList<string> Values);

/// <summary>One row with its version for If-Match.</summary>
public sealed record DataRow(JsonElement Value, string? ETag);
