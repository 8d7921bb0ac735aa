using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Contracts;

/// <summary>One page of a collection, as OData and Microsoft Graph write it: <c>GET /api/data/{api}/{view}</c>.</summary>
/// <param name="Rows">JSON objects, each property a column.</param>
/// <param name="Count">How many rows there are in all, when asked for; a bounded count stops at its bound + 1.</param>
/// <param name="NextLink">Where the next page is; null on the last one. Only its query is of use to a client.</param>
public sealed record DataPage(
    [property: JsonPropertyName("value")] IReadOnlyList<JsonElement> Rows,
    [property: JsonPropertyName("@odata.count")] long? Count,
    [property: JsonPropertyName("@odata.nextLink")] string? NextLink);

/// <summary>Which page of which order.</summary>
/// <param name="OrderBy">A column name, optionally followed by <c> desc</c>.</param>
/// <param name="Top">Rows a page.</param>
/// <param name="Skip">Rows before this page. With <paramref name="After"/> it only counts; the token finds the place.</param>
/// <param name="After">The <c>$skiptoken</c> of the next link that led here.</param>
public sealed record DataQuery(string? OrderBy = null, int Top = 50, int Skip = 0, string? After = null);
