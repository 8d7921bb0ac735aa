using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Portal.Downstream.Contract;

/// <summary>Resolves composed schemas. Documents can be recursive, so depth and number of schemas are limited.</summary>
internal static class SchemaShape
{
    private const int MaxDepth = 6;
    private const int MaxSchemas = 200;
    private const int MaxProperties = 300;

    /// <summary>
    /// The properties of an object in document order, including those from <c>allOf</c>, and those of each choice in
    /// <c>oneOf</c> and <c>anyOf</c>: an object of a list has some of them.
    /// </summary>
    public static IReadOnlyDictionary<string, IOpenApiSchema> Properties(IOpenApiSchema? schema)
    {
        var found = new OrderedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        var left = MaxSchemas;
        Collect(schema, found, MaxDepth, ref left);
        return found;
    }

    /// <summary>The only schema in a nullable <c>oneOf</c> or <c>anyOf</c>, or in <c>allOf</c>; otherwise the schema itself.</summary>
    public static IOpenApiSchema Plain(IOpenApiSchema schema)
    {
        for (var depth = 0; depth < MaxDepth && Behind(schema) is { } behind; depth++)
            schema = behind;

        return schema;
    }

    /// <summary>
    /// A property of an object by its name, or by the way to it: <c>paging.next</c> or <c>paging/next</c>. Null if there is none.
    /// </summary>
    /// <returns>Where it is, with the steps separated by <c>/</c>, and its schema.</returns>
    public static (string Place, IOpenApiSchema Schema)? At(IOpenApiSchema schema, string name)
    {
        if (Properties(schema).GetValueOrDefault(name) is { } own)
            return (name, own);

        var steps = name.Split('.', '/').Take(MaxDepth + 1).ToList();
        var found = schema;
        foreach (var step in steps)
        {
            if (steps.Count > MaxDepth || Properties(Plain(found)).GetValueOrDefault(step) is not { } next)
                return null;

            found = next;
        }

        return (string.Join('/', steps), found);
    }

    /// <summary>The schema, then each of its choices.</summary>
    public static IEnumerable<IOpenApiSchema> Choices(IOpenApiSchema schema)
    {
        var plain = Plain(schema);
        return (plain.OneOf ?? []).Concat(plain.AnyOf ?? []).Take(MaxSchemas).Select(Plain).Prepend(plain);
    }

    public static JsonNode? Extension(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions?.TryGetValue(name, out var found) is true && found is JsonNodeExtension extension ? extension.Node : null;

    /// <summary>The strings in <paramref name="node"/>; empty if it is not a list.</summary>
    public static IReadOnlyList<string> Strings(JsonNode? node) =>
        node is JsonArray list
            ? [.. list.OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : null).OfType<string>()]
            : [];

    // What an object declares itself takes precedence over its parts, and of two choices the first.
    private static void Collect(IOpenApiSchema? schema, OrderedDictionary<string, IOpenApiSchema> found, int depth, ref int left)
    {
        if (schema is null || depth == 0 || left-- <= 0)
            return;

        foreach (var part in schema.AllOf ?? [])
            Collect(part, found, depth - 1, ref left);
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (found.Count < MaxProperties || found.ContainsKey(name))
                found[name] = property;
        }

        foreach (var choice in (schema.OneOf ?? []).Concat(schema.AnyOf ?? []))
        {
            var others = new OrderedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            Collect(choice, others, depth - 1, ref left);
            foreach (var (name, property) in others)
            {
                if (found.Count < MaxProperties)
                    found.TryAdd(name, property);
            }
        }
    }

    private static IOpenApiSchema? Behind(IOpenApiSchema schema)
    {
        if (schema.Type is not null and not JsonSchemaType.Null || schema.Properties is { Count: > 0 })
            return null;

        var choices = (schema.OneOf ?? schema.AnyOf ?? schema.AllOf ?? []).Where(s => s.Type != JsonSchemaType.Null).ToList();
        return choices.Count == 1 ? choices[0] : null;
    }
}
