using Microsoft.OpenApi;

namespace Portal.Downstream.Contract;

/// <summary>Where a response has its rows, and their schema.</summary>
/// <param name="Place">Steps into objects are separated by <c>/</c>; null if the response is the list.</param>
internal sealed record RowSource(string? Place, IOpenApiSchema Row)
{
    // Common names for the rows in a response object; other names are used if the object has a single list.
    private static readonly string[] Names =
        ["value", "items", "data", "results", "records", "rows", "content", "entries", "entry", "list", "member", "hydra:member"];

    // Objects around the rows: of HAL, OData 2, Elasticsearch, and common ones.
    private static readonly string[] Envelopes = ["_embedded", "d", "data", "result", "results", "response", "payload", "body", "hits"];

    private static readonly string[] PageWords =
        ["total", "count", "page", "next", "prev", "cursor", "limit", "offset", "size", "more", "link", "score", "found", "start"];

    // Lists that accompany a single object or a page.
    private static readonly string[] NotRows =
        ["link", "links", "_links", "errors", "warnings", "messages", "included", "facets", "notifications"];

    /// <summary>Null if the response has no list of objects.</summary>
    /// <param name="declared">The name of the list, if the document says it.</param>
    public static RowSource? Find(IOpenApiSchema response, string? declared)
    {
        foreach (var schema in SchemaShape.Choices(response))
        {
            if (declared is not null && SchemaShape.At(schema, declared) is var (place, list) && RowOf(SchemaShape.Plain(list)) is { } row)
                return new RowSource(place, row);
            if (RowOf(schema) is { } bare)
                return new RowSource(null, bare);
            if (InObject(schema) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>What a response without rows has instead; null if its schema does not say.</summary>
    public static string? Describe(IOpenApiSchema response)
    {
        var plain = SchemaShape.Plain(response);
        var isObject = SchemaShape.Properties(plain).Count > 0;
        return (plain.Type & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.Array => DescribeItems(plain.Items),
            JsonSchemaType.Object or null or default(JsonSchemaType) when isObject => "one object",
            JsonSchemaType.Object => "an object without properties",
            null or default(JsonSchemaType) => null,
            _ => "one value",
        };
    }

    private static string DescribeItems(IOpenApiSchema? items) =>
        ((items is null ? null : SchemaShape.Plain(items).Type) & ~JsonSchemaType.Null) switch
        {
            null or default(JsonSchemaType) => "a list whose items are not described",
            JsonSchemaType.Object => "a list of objects without properties",
            JsonSchemaType.Array => "a list of lists",
            _ => "a list of values",
        };

    private static RowSource? InObject(IOpenApiSchema schema)
    {
        var properties = SchemaShape.Properties(schema);
        if (ListIn(properties) is var (place, row) && (Names.Contains(place) || !properties.ContainsKey("id")))
            return new RowSource(place, row);

        foreach (var envelope in Envelopes.Where(properties.ContainsKey))
        {
            var inside = SchemaShape.Properties(SchemaShape.Plain(properties[envelope]));
            if (ListIn(inside) is var (inner, item) && (Names.Contains(inner) || inside.Keys.All(k => k == inner || IsAboutPages(k))))
                return new RowSource($"{envelope}/{inner}", item);
        }

        return null;
    }

    // What an envelope may have besides the rows. A single object has other properties, and can have a list as well.
    private static bool IsAboutPages(string name) =>
        Array.Exists(PageWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static (string Name, IOpenApiSchema Row)? ListIn(IReadOnlyDictionary<string, IOpenApiSchema> properties)
    {
        var lists = properties
            .Where(p => !NotRows.Contains(p.Key, StringComparer.OrdinalIgnoreCase))
            .Select(p => (p.Key, Row: RowOf(SchemaShape.Plain(p.Value))))
            .Where(p => p.Row is not null)
            .ToList();
        var name = Names.FirstOrDefault(n => lists.Exists(l => l.Key == n)) ?? (lists.Count == 1 ? lists[0].Key : null);
        return lists.Find(l => l.Key == name) is { Row: { } row, Key: { } found } ? (found, row) : null;
    }

    private static IOpenApiSchema? RowOf(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Array) is true && schema.Items is { } row && SchemaShape.Properties(row).Count > 0 ? row : null;
}
