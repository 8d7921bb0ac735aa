using System.Text.Json;

namespace Portal.Downstream.Documents;

/// <summary>A parameter of an operation.</summary>
/// <param name="In">
/// Where it is: <c>path</c>, <c>query</c>, <c>header</c>, <c>cookie</c>; in Swagger 2.0 also <c>body</c> and <c>formData</c>.
/// </param>
/// <param name="Source">Its object in the document.</param>
/// <param name="Schema">Its type.</param>
/// <param name="OnlyValue">The only allowed value; null if there are several.</param>
/// <param name="Default">Its default value; null if there is none.</param>
internal sealed record DocumentParameter(
    string Name, string In, bool Required, JsonElement Source, JsonElement Schema, string? OnlyValue, string? Default)
{
    /// <summary>The parameters of an operation, and those of its path that it does not declare itself.</summary>
    /// <param name="missing">A reference to a parameter that is not in the document; null if each is.</param>
    public static List<DocumentParameter> ReadAll(
        JsonElement item, JsonElement operation, DocumentReferences references, out string? missing)
    {
        var targets = operation.Member("parameters").Items().Concat(item.Member("parameters").Items())
            .Select(references.Follow).ToList();
        missing = targets.Select(t => t.Missing).FirstOrDefault(m => m is not null);
        return
        [
            .. targets.SelectMany(t => Read(t.Element, references)).DistinctBy(p => (p.Name, p.In)),
        ];
    }

    private static IEnumerable<DocumentParameter> Read(JsonElement source, DocumentReferences references)
    {
        if (source.Member("name").Text() is not { Length: > 0 } name || source.Member("in").Text() is not { } location)
            return [];

        var schema = SchemaOf(source);
        var type = references.Follow(schema).Element;
        var isRequired = source.Member("required").IsTrue() || location == "path";
        return location == "query" && source.Member("schema").ValueKind == JsonValueKind.Object && type.Member("properties").Members().Any()
            ? ReadProperties(name, isRequired, source, type, references)
            : [Create(name, location, isRequired, source, schema, references)];
    }

    // "Style Values": a query parameter that is an object is one parameter for each property.
    private static IEnumerable<DocumentParameter> ReadProperties(
        string name, bool isRequired, JsonElement source, JsonElement type, DocumentReferences references)
    {
        var isDeep = source.Member("style").Text() == "deepObject";
        var required = type.Member("required").Items().Select(r => r.Text()).ToList();
        return type.Member("properties").Members().Select(property => Create(
            isDeep ? $"{name}[{property.Name}]" : property.Name,
            "query",
            isRequired && required.Contains(property.Name),
            source,
            property.Value,
            references));
    }

    private static DocumentParameter Create(
        string name, string location, bool isRequired, JsonElement source, JsonElement schema, DocumentReferences references)
    {
        var type = references.Follow(schema).Element;
        var values = type.Member("enum").Items().Append(type.Member("const")).Select(v => v.Scalar()).OfType<string>().ToList();
        return new DocumentParameter(
            name,
            location,
            isRequired,
            source,
            schema,
            values.Count == 1 ? values[0] : null,
            type.Member("default").Scalar());
    }

    // In Swagger 2.0, the parameter itself has the members of a schema.
    private static JsonElement SchemaOf(JsonElement source)
    {
        if (source.Member("schema") is { ValueKind: not JsonValueKind.Undefined } schema)
            return schema;

        return source.Member("content").Members().Select(c => c.Value.Member("schema"))
            .FirstOrDefault(s => s.ValueKind == JsonValueKind.Object, source);
    }
}
