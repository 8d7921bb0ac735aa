using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Portal.Downstream.Contract;

/// <summary>Resolves composed schemas. Documents can be recursive, so the depth is limited.</summary>
internal static class SchemaShape
{
    private const int MaxDepth = 4;

    /// <summary>The properties of an object, including those from <c>allOf</c>, in document order.</summary>
    public static IReadOnlyDictionary<string, IOpenApiSchema> Properties(IOpenApiSchema? schema)
    {
        var found = new OrderedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        Collect(schema, found, MaxDepth);
        return found;
    }

    /// <summary>The only schema in a nullable <c>oneOf</c> or <c>anyOf</c>, or in <c>allOf</c>; otherwise the schema itself.</summary>
    public static IOpenApiSchema Plain(IOpenApiSchema schema)
    {
        for (var depth = 0; depth < MaxDepth && Behind(schema) is { } behind; depth++)
            schema = behind;

        return schema;
    }

    public static JsonNode? Extension(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions?.TryGetValue(name, out var found) is true && found is JsonNodeExtension extension ? extension.Node : null;

    /// <summary>The strings in <paramref name="node"/>; empty if it is not a list.</summary>
    public static IReadOnlyList<string> Strings(JsonNode? node) =>
        node is JsonArray list
            ? [.. list.OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : null).OfType<string>()]
            : [];

    private static void Collect(IOpenApiSchema? schema, OrderedDictionary<string, IOpenApiSchema> found, int depth)
    {
        if (schema is null || depth == 0)
            return;

        foreach (var part in schema.AllOf ?? [])
            Collect(part, found, depth - 1);
        if (schema.Properties is null && Behind(schema) is { } behind)
            Collect(behind, found, depth - 1);
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            found[name] = property;
    }

    private static IOpenApiSchema? Behind(IOpenApiSchema schema)
    {
        if (schema.Type is not null and not JsonSchemaType.Null || schema.Properties is { Count: > 0 })
            return null;

        var choices = (schema.OneOf ?? schema.AnyOf ?? schema.AllOf ?? []).Where(s => s.Type != JsonSchemaType.Null).ToList();
        return choices.Count == 1 ? choices[0] : null;
    }
}
