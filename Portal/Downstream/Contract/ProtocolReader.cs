using System.Globalization;
using Microsoft.OpenApi;
using Portal.Contracts.Data;
using Portal.Downstream.Dialect;

namespace Portal.Downstream.Contract;

/// <summary>
/// Recognises a collection's parameters for paging, sorting and searching by their common names. The names of OData and
/// Microsoft Graph take precedence.
/// </summary>
internal static class ProtocolReader
{
    private static readonly string[] Size = ["$top", "limit", "per_page", "perPage", "page_size", "pageSize", "page[size]", "page[limit]", "size"];
    private static readonly string[] Offset = ["$skip", "offset", "skip", "start", "page[offset]"];
    private static readonly string[] Page = ["page", "page_number", "pageNumber", "page[number]"];

    private static readonly string[] Cursor =
    [
        "$skiptoken", "cursor", "after", "page_token", "pageToken", "next_token", "nextToken",
        "continuation_token", "continuationToken", "page[cursor]", DataProtocol.LastIdCursor,
    ];

    private static readonly string[] Sort = ["$orderby", "sort", "sort_by", "sortBy", "order_by", "orderBy", "ordering"];

    private static readonly string[] Direction =
        ["direction", "order", "dir", "sort_order", "sortOrder", "sort_dir", "sort_direction", "sortDirection", "order_direction"];

    private static readonly string[] Search = ["$search", "q", "query", "search", "keyword"];

    private static readonly string[] NextLocations =
    [
        "@odata.nextLink", "nextLink", "next", "next_page", "next_cursor", "nextCursor",
        "next_page_token", "nextPageToken", "next_token", "nextToken",
    ];

    private static readonly string[] CountLocations =
        ["@odata.count", "total", "total_count", "totalCount", "count", "totalItems", "total_items", "totalElements"];

    private static readonly string[] CountHeaders = ["X-Total-Count", "X-Total", "Total-Count"];
    private static readonly string[] Envelopes = ["links", "_links", "meta", "metadata", "paging", "pagination"];

    public static DataProtocol Read(
        string? rows, IReadOnlyList<IOpenApiParameter> parameters, IOpenApiResponse response, IOpenApiSchema responseSchema)
    {
        var size = Find(parameters, Size);
        var offset = Find(parameters, Offset);

        // Without a parameter for the page size, it is unknown which rows a numbered page contains.
        var page = offset is null && size is not null ? Find(parameters, Page) : null;
        var count = LocationOf(responseSchema, CountLocations, JsonSchemaType.Integer);
        var (sort, style, direction) = SortOf(parameters);
        return new DataProtocol(
            rows,
            count.Place ?? Header(response, CountHeaders),
            Number(count.Schema?.Maximum),
            LocationOf(responseSchema, NextLocations, JsonSchemaType.String | JsonSchemaType.Integer).Place ?? Header(response, ["Link"]),
            Find(parameters, ["$count"])?.Name,
            size?.Name,
            (int?)Number(size?.Schema?.Maximum),
            offset?.Name,
            (int?)Number(offset?.Schema?.Maximum),
            page?.Name,
            page?.Schema is { } schema && (schema.Minimum == "0" || schema.Default?.ToString() == "0") ? 0 : 1,
            Find(parameters, Cursor)?.Name,
            sort,
            style,
            direction,
            Find(parameters, ["$filter"])?.Name,
            Find(parameters, Search)?.Name,
            Find(parameters, ["$apply"])?.Name);
    }

    /// <summary>The value of a paging parameter for the first page; null for any other parameter.</summary>
    public static string? FirstValue(string parameter) =>
        Size.Contains(parameter, StringComparer.Ordinal) ? "50"
        : Offset.Contains(parameter, StringComparer.Ordinal) ? "0"
        : Page.Contains(parameter, StringComparer.Ordinal) ? "1"
        : null;

    /// <summary>The names of the recognised parameters, which therefore do not filter a column.</summary>
    public static IEnumerable<string> Names(DataProtocol protocol) => new[]
    {
        protocol.CountParameter, protocol.Size, protocol.Offset, protocol.Page, protocol.Cursor, protocol.Sort, protocol.SortDirection,
        protocol.Filter, protocol.Search, protocol.Apply,
    }.OfType<string>();

    /// <summary>The columns that the sort parameter lists; null if it lists none, so that any column may be sortable.</summary>
    public static IReadOnlyList<string>? SortedColumns(DataProtocol protocol, IReadOnlyList<IOpenApiParameter> parameters)
    {
        var values = SortValues(parameters.FirstOrDefault(p => p.Name == protocol.Sort));
        return values.Count == 0
            ? null
            : [.. values.Select(v => v.TrimStart('-', '+').Split(' ', ':')[0]).Distinct(StringComparer.Ordinal)];
    }

    private static (string? Sort, string Style, string? Direction) SortOf(IReadOnlyList<IOpenApiParameter> parameters)
    {
        if (Find(parameters, Sort) is not { Name: { } name } sort)
            return (null, SortStyles.Word, null);

        var values = SortValues(sort);
        if (name == "$orderby" || values.Any(v => v.EndsWith(" desc", StringComparison.Ordinal)))
            return (name, SortStyles.Word, null);
        if (name == "ordering" || values.Any(v => v.StartsWith('-')))
            return (name, SortStyles.Minus, null);
        if (values.Any(v => v.EndsWith(":desc", StringComparison.Ordinal)))
            return (name, SortStyles.Colon, null);

        return Find(parameters, Direction) is { Name: { } direction } found
            && SortValues(found) is var directions
            && (directions.Count == 0 || directions.Contains("desc"))
            ? (name, SortStyles.Apart, direction)
            : (name, SortStyles.AscendingOnly, null);
    }

    private static List<string> SortValues(IOpenApiParameter? parameter) =>
        [.. (parameter?.Schema?.Enum ?? parameter?.Schema?.Items?.Enum ?? []).Select(v => v?.ToString()).OfType<string>()];

    private static IOpenApiParameter? Find(IReadOnlyList<IOpenApiParameter> parameters, string[] names) =>
        names.Select(name => parameters.FirstOrDefault(p => p.Name == name)).FirstOrDefault(p => p is not null);

    // In the response object itself, or in an object next to the rows, such as "meta".
    private static (string? Place, IOpenApiSchema? Schema) LocationOf(IOpenApiSchema responseSchema, string[] names, JsonSchemaType type)
    {
        var properties = SchemaShape.Properties(responseSchema);
        foreach (var (prefix, inner) in Envelopes.Where(properties.ContainsKey).Select(e => (e + "/", SchemaShape.Properties(properties[e])))
            .Prepend(("", properties)))
        {
            var name = names.FirstOrDefault(n => inner.TryGetValue(n, out var found) && (SchemaShape.Plain(found).Type & type) != 0);
            if (name is not null)
                return (prefix + name, SchemaShape.Plain(inner[name]));
        }

        return (null, null);
    }

    private static string? Header(IOpenApiResponse response, string[] names) =>
        names.FirstOrDefault(name => response.Headers?.Keys.Contains(name, StringComparer.OrdinalIgnoreCase) is true);

    private static long? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= int.MaxValue
            ? (long)number
            : null;
}
