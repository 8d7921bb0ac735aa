using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Contracts.Data;

/// <summary>One page of a collection, independent of the API's format.</summary>
/// <param name="Rows">JSON objects, each property a column.</param>
/// <param name="Next">The query of the next page; null on the last one.</param>
/// <param name="Count">How many rows there are in all; null if the API does not return it.</param>
/// <param name="Incomplete">One of <see cref="IncompleteReasons"/> if there are more rows and no next page.</param>
/// <param name="Version">The <see cref="DataView.Version"/> of the view that the rows belong to.</param>
public sealed record PageOfRows(
    IReadOnlyList<JsonElement> Rows, DataQuery? Next, long? Count, string? Incomplete = null, string? Version = null);

/// <summary>The same as JSON: <c>GET /api/data/{api}/{view}</c>.</summary>
/// <param name="Rows">A list of objects, as the API returned them.</param>
/// <param name="Next">The address of the next page, relative to that of this one; null on the last page.</param>
/// <param name="Incomplete">One of <see cref="IncompleteReasons"/>; left out if the pages are complete so far.</param>
/// <param name="Version">The <see cref="DataView.Version"/> of the view.</param>
public sealed record RowsBody(
    JsonElement Rows,
    string? Next,
    long? Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Incomplete = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version = null);

/// <summary>Which rows in which order.</summary>
/// <param name="Filters">All of them must match.</param>
/// <param name="Top">Rows per page.</param>
/// <param name="Skip">Rows before this page. With <paramref name="After"/> it is only the row number; the token determines the position.</param>
/// <param name="After">The token of this page, as returned with the previous page.</param>
/// <param name="Count">The total number of rows is wanted, too: counting costs the API time.</param>
public sealed record DataQuery(
    DataSort? Sort = null,
    IReadOnlyList<DataFilter>? Filters = null,
    string? Search = null,
    int Top = 50,
    int Skip = 0,
    string? After = null,
    bool Count = true)
{
    /// <summary>
    /// In the view's own order if none is wanted. Words are searched in the API's order, which may be by relevance, and the
    /// token of a page is valid only with the order that it was issued for.
    /// </summary>
    public DataQuery InOrderOf(DataView view) =>
        Sort is null && Search is null && After is null && view.Sort is { } own ? this with { Sort = own } : this;
}

public sealed record DataSort(string Column, bool Descending = false);

/// <summary>A condition on one column.</summary>
/// <param name="Operator">One of <see cref="FilterOperators"/>.</param>
/// <param name="Values">As JSON writes them, without quotes; one, except with <see cref="FilterOperators.In"/>.</param>
public sealed record DataFilter(string Column, string Operator, IReadOnlyList<string> Values);

/// <summary>One row with its version for If-Match.</summary>
public sealed record DataRow(JsonElement Value, string? ETag);
