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
    // Names are compared without regard to case, "_" and "-".
    private static readonly string[] Size =
    [
        "$top", "limit", "per_page", "page_size", "page[size]", "page[limit]", "size", "$limit", "max_results", "items_per_page",
        "page_len", "result_record_count",
    ];

    // These have other meanings, too, such as a time: they must be numbers. Some also need the other parameter of such pages.
    private static readonly string[] NumericSize = ["count", "rows"];
    private static readonly string[] Offset = ["$skip", "offset", "skip", "start", "page[offset]", "$offset"];
    private static readonly string[] NumericOffset = ["start_at", "start_index", "result_offset"];
    private static readonly string[] NumericOffsetWithSize = ["from"];
    private static readonly string[] Page = ["page", "page_number", "page[number]", "page_index"];

    private static readonly string[] Cursor =
    [
        "$skiptoken", "cursor", "after", "page_token", "next_token", "continuation_token", "page[cursor]", "page[after]",
        "start_cursor", "next_cursor", "cursor_mark", "marker", "continue", "after_id", "starting_after",
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

    private const string FromOne = "start_index";

    private static readonly string[] CountHeaders = ["X-Total-Count", "X-Total", "Total-Count"];
    private static readonly string[] Envelopes = ["links", "_links", "meta", "metadata", "paging", "pagination"];

    public static DataProtocol Read(
        string? rows,
        IReadOnlyList<IOpenApiParameter> parameters,
        IOpenApiResponse response,
        IOpenApiSchema responseSchema,
        string? declaredNext)
    {
        var size = Find(parameters, Size);
        var offset = Find(parameters, Offset) ?? FindNumeric(parameters, NumericOffset)
            ?? (size is null ? null : FindNumeric(parameters, NumericOffsetWithSize));
        size ??= offset is null ? null : FindNumeric(parameters, NumericSize);

        // A token that the response returns under the name of its parameter, whatever that name is.
        var token = offset is { Name: { } name } && IsText(offset.Schema)
            && IsText(SchemaShape.Properties(responseSchema).GetValueOrDefault(name))
            ? name
            : null;
        if (token is not null || IsDate(offset?.Schema))
            offset = null;

        // Without a parameter for the page size, it is unknown which rows a numbered page contains.
        var page = offset is null && size is not null ? Find(parameters, Page) : null;
        var count = LocationOf(responseSchema, CountLocations, JsonSchemaType.Integer);
        var (sort, style, direction) = SortOf(parameters);
        return new DataProtocol(
            rows,
            count.Place ?? Header(response, CountHeaders),
            Number(count.Schema?.Maximum),
            token ?? NextOf(declaredNext, responseSchema)
                ?? LocationOf(responseSchema, NextLocations, JsonSchemaType.String | JsonSchemaType.Integer).Place
                ?? Header(response, ["Link"]),
            Find(parameters, ["$count"])?.Name,
            size?.Name,
            (int?)Number(size?.Schema?.Maximum),
            offset?.Name,
            (int?)Number(offset?.Schema?.Maximum),
            page?.Name,
            page?.Schema is { } schema && (schema.Minimum == "0" || schema.Default?.ToString() == "0") ? 0 : 1,
            token ?? Find(parameters, Cursor)?.Name,
            sort,
            style,
            direction,
            Find(parameters, ["$filter"])?.Name,
            Find(parameters, Search)?.Name,
            Find(parameters, ["$apply"])?.Name)
        {
            FirstOffset = FirstOf(offset),
        };
    }

    /// <summary>The value of a paging parameter for the first page; null for any other parameter.</summary>
    public static string? FirstValue(string parameter) =>
        Size.Any(name => PageNames.AreSame(name, parameter)) ? "50"
        : Offset.Concat(NumericOffset).Any(name => PageNames.AreSame(name, parameter)) ? PageNames.AreSame(parameter, FromOne) ? "1" : "0"
        : Page.Any(name => PageNames.AreSame(name, parameter)) ? "1"
        : null;

    // SCIM and OpenSearch count rows from 1, and few documents say so.
    private static int FirstOf(IOpenApiParameter? offset) =>
        (offset?.Schema?.Minimum ?? offset?.Schema?.Default?.ToString()) switch
        {
            "1" => 1,
            null when PageNames.AreSame(offset?.Name ?? "", FromOne) => 1,
            _ => 0,
        };

    // What "x-ms-pageable" names need not be in the schema. Its steps are separated by dots, and names of OData have dots.
    private static string? NextOf(string? declared, IOpenApiSchema responseSchema) =>
        declared is null ? null
        : SchemaShape.At(responseSchema, declared)?.Place
            ?? (declared.Contains("odata", StringComparison.OrdinalIgnoreCase) ? declared : declared.Replace('.', '/'));

    private static bool IsText(IOpenApiSchema? schema) =>
        schema is not null && (SchemaShape.Plain(schema).Type & ~JsonSchemaType.Null) == JsonSchemaType.String;

    private static bool IsDate(IOpenApiSchema? schema) =>
        IsText(schema) && schema?.Format?.StartsWith("date", StringComparison.Ordinal) is true;

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
        names.Select(name => parameters.FirstOrDefault(p => p.Name == name)).FirstOrDefault(p => p is not null)
        ?? names.Select(name => parameters.FirstOrDefault(p => PageNames.AreSame(p.Name ?? "", name))).FirstOrDefault(p => p is not null);

    private static IOpenApiParameter? FindNumeric(IReadOnlyList<IOpenApiParameter> parameters, string[] names) =>
        Find([.. parameters.Where(p => (p.Schema?.Type & (JsonSchemaType.Integer | JsonSchemaType.Number)) > 0)], names);

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
