using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Portal.Contracts;

namespace Portal.Downstream.Contract;

/// <summary>Reads a row's properties as columns.</summary>
internal static class ColumnReader
{
    private const string SortableExtension = "x-sortable";

    public static IReadOnlyList<DataColumn> Read(IOpenApiSchema row, bool canSort)
    {
        // Where an API marks some properties sortable, the unmarked ones are not; where it marks none, all may be.
        var marked = row.Properties!.Values.Any(schema => Extension(schema, SortableExtension) is not null);
        return [.. row.Properties.Select(property => ReadColumn(property.Key, property.Value, canSort, marked))];
    }

    private static DataColumn ReadColumn(string name, IOpenApiSchema schema, bool canSort, bool marked)
    {
        var type = TypeOf(schema);
        var sortable = marked
            ? Extension(schema, SortableExtension)?.GetValueKind() == JsonValueKind.True
            : type != "other";
        var values = schema.Enum?.Select(value => value?.ToString()).OfType<string>().ToList();
        return new DataColumn(
            name,
            schema.Title ?? Words.Title(name),
            type,
            schema.Description,
            canSort && sortable,
            values is { Count: > 0 } ? values : null,
            Decimals(schema.MultipleOf));
    }

    // A multiple of 0.01 has two decimals.
    private static int? Decimals(decimal? step) =>
        step is > 0 and < 1 && step.Value.ToString(CultureInfo.InvariantCulture).TrimStart('0', '.').TrimStart('0') == "1"
            ? step.Value.Scale
            : null;

    private static string TypeOf(IOpenApiSchema schema) => (schema.Type & ~JsonSchemaType.Null, schema.Format) switch
    {
        (JsonSchemaType.String, "date") => "date",
        (JsonSchemaType.String, "date-time") => "date-time",
        (JsonSchemaType.String, _) => "string",
        (JsonSchemaType.Integer, _) => "integer",
        (JsonSchemaType.Number, _) => "number",
        (JsonSchemaType.Boolean, _) => "boolean",
        _ => "other",
    };

    private static JsonNode? Extension(IOpenApiSchema schema, string name) =>
        schema.Extensions?.TryGetValue(name, out var found) is true && found is JsonNodeExtension extension ? extension.Node : null;
}
