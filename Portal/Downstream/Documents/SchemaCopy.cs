using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.Downstream.Documents;

/// <summary>
/// Copies the schemas that are reached, in the grammar of JSON Schema: members of the wrong type are left out. What a
/// reference leads to becomes a component, so that a schema that contains itself stays finite.
/// </summary>
internal sealed partial class SchemaCopy(DocumentReferences references, BoundedCopy copy)
{
    private const string ComponentPath = "#/components/schemas/";
    private const int MaxValues = 500;

    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object", "null"];
    private static readonly string[] Lists = ["allOf", "oneOf", "anyOf"];
    private static readonly string[] Bounds = ["maximum", "minimum", "multipleOf"];
    private static readonly string[] Flags = ["readOnly", "writeOnly", "deprecated"];

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, JsonElement Schema)> _pending = [];

    public JsonObject Components { get; } = [];

    /// <summary>The schema, or a reference to a component.</summary>
    public JsonObject Copy(JsonElement schema)
    {
        copy.Count();
        var target = references.Follow(schema);
        var copied = target switch
        {
            { Missing: not null } => [],
            { Pointer: { } pointer } => new JsonObject { ["$ref"] = ComponentPath + IdOf(pointer, target.Element) },
            _ => CopyMembers(schema),
        };

        // Members next to a reference describe the property; those of the target describe the type.
        if (target.Pointer is not null)
        {
            copy.Texts(schema, copied, "title", "description");
            copy.Extensions(schema, copied);
        }

        return copied;
    }

    /// <summary>Copies what the copied schemas refer to.</summary>
    public void CopyReferenced()
    {
        while (_pending.TryDequeue(out var next))
            Components[next.Id] = CopyMembers(next.Schema);
    }

    private string IdOf(string pointer, JsonElement schema)
    {
        if (_ids.TryGetValue(pointer, out var known))
            return known;

        // Names with a dot are qualified names of OData, so an invented one has none.
        var name = pointer[(pointer.LastIndexOf('/') + 1)..];
        var id = PlainName().IsMatch(name) && _taken.Add(name) ? name : NewId();
        _pending.Enqueue((id, schema));
        return _ids[pointer] = id;
    }

    private string NewId()
    {
        for (var number = _ids.Count; ; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"schema-{number}");
            if (_taken.Add(id))
                return id;
        }
    }

    private JsonObject CopyMembers(JsonElement schema)
    {
        var to = new JsonObject();
        copy.Texts(schema, to, "format", "title", "description");
        copy.Extensions(schema, to);
        CopyType(schema, to);
        CopyValues(schema, to);
        foreach (var bound in Bounds.Where(b => schema.Member(b) is { ValueKind: JsonValueKind.Number } n && n.TryGetDecimal(out _)))
            to[bound] = copy.Raw(schema.Member(bound));
        foreach (var flag in Flags.Where(f => schema.Member(f).IsTrue()))
            to[flag] = true;
        if (schema.Member("required").Items().Select(r => r.Text()).OfType<string>().ToList() is { Count: > 0 } required)
        {
            copy.Count(required.Count, required.Sum(r => r.Length));
            to["required"] = new JsonArray([.. required.Distinct(StringComparer.Ordinal).Select(r => JsonValue.Create(r))]);
        }

        CopyParts(schema, to);
        return to;
    }

    private void CopyParts(JsonElement schema, JsonObject to)
    {
        if (schema.Member("properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            var copied = new JsonObject();
            foreach (var property in properties.EnumerateObject())
            {
                copy.Count(characters: property.Name.Length);
                copied[property.Name] = Copy(property.Value);
            }

            to["properties"] = copied;
        }

        // Old documents write a list of one schema.
        var items = schema.Member("items");
        if (items.ValueKind == JsonValueKind.Array && items.GetArrayLength() == 1)
            items = items[0];
        if (items.ValueKind == JsonValueKind.Object)
            to["items"] = Copy(items);
        foreach (var list in Lists.Where(l => schema.Member(l) is { ValueKind: JsonValueKind.Array } parts && parts.GetArrayLength() > 0))
            to[list] = new JsonArray([.. schema.Member(list).EnumerateArray().Select(part => Copy(part))]);
    }

    // OpenAPI 3.0 writes "nullable", 3.1 another type.
    private static void CopyType(JsonElement schema, JsonObject to)
    {
        var type = schema.Member("type");
        var types = type.Items().Prepend(type).Select(t => t.Text()).Where(t => Types.Contains(t)).Distinct().ToList();
        if (types.Count == 0 && schema.Member("items").ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            types.Add("array");

        if (types.Count > 0 && schema.Member("nullable").IsTrue() && !types.Contains("null"))
            types.Add("null");
        if (types.Count == 1)
            to["type"] = types[0];
        else if (types.Count > 1)
            to["type"] = new JsonArray([.. types.Select(t => JsonValue.Create(t))]);
    }

    // A constant is an enumeration of one value. A list of values that is cut off would be wrong, so it is left out.
    private void CopyValues(JsonElement schema, JsonObject to)
    {
        var values = schema.Member("enum").Items().Append(schema.Member("const"))
            .Where(v => v.Scalar() is not null || v.ValueKind == JsonValueKind.Null).Take(MaxValues + 1).ToList();
        if (values.Count is > 0 and <= MaxValues)
            to["enum"] = new JsonArray([.. values.Select(copy.Raw)]);
        if (schema.Member("default").Scalar() is not null)
            to["default"] = copy.Raw(schema.Member("default"));
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,100}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainName();
}
