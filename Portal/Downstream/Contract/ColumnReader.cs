using System.Globalization;
using System.Text.Json;
using Microsoft.OpenApi;
using Portal.Contracts.Data;

namespace Portal.Downstream.Contract;

/// <summary>Reads an object's properties as columns.</summary>
internal static class ColumnReader
{
    private const string Marker = "x-sortable";

    /// <summary>The columns of a collection, with the sorting and filtering that its query parameters support.</summary>
    public static IReadOnlyList<DataColumn> Read(IOpenApiSchema row, QueryCapabilities offer)
    {
        var properties = SchemaShape.Properties(row);

        // If an API marks any property as sortable, the others are not; if it marks none, all are.
        var marked = properties.Values.Any(schema => SchemaShape.Extension(schema.Extensions, Marker) is not null);
        return
        [
            .. properties.Select(property =>
            {
                var column = ReadOne(property.Key, property.Value, withParts: false);
                var sorts = !marked || SchemaShape.Extension(property.Value.Extensions, Marker)?.GetValueKind() == JsonValueKind.True;
                return column with { Sortable = sorts && offer.Sorts(column), Operators = offer.Operators(column, property.Value) };
            }),
        ];
    }

    /// <summary>The columns of a single object, including its lists of objects.</summary>
    public static IReadOnlyList<DataColumn> ReadParts(IOpenApiSchema row, bool withParts = true) =>
        [.. SchemaShape.Properties(row).Select(property => ReadOne(property.Key, property.Value, withParts))];

    public static string TypeOf(IOpenApiSchema schema) => (schema.Type & ~JsonSchemaType.Null, schema.Format) switch
    {
        (JsonSchemaType.String, "date") => ColumnTypes.Date,
        (JsonSchemaType.String, "date-time") => ColumnTypes.Time,
        (JsonSchemaType.String, _) => ColumnTypes.Text,
        (JsonSchemaType.Integer, _) => ColumnTypes.WholeNumber,
        (JsonSchemaType.Number, _) => ColumnTypes.Number,
        (JsonSchemaType.Boolean, _) => ColumnTypes.Boolean,
        _ => ColumnTypes.Other,
    };

    public static IReadOnlyList<string>? ValuesOf(IOpenApiSchema schema) =>
        schema.Enum?.Select(value => value?.ToString()).OfType<string>().ToList() is { Count: > 0 } values ? values : null;

    private static DataColumn ReadOne(string name, IOpenApiSchema declared, bool withParts)
    {
        var schema = SchemaShape.Plain(declared);
        var parts = withParts && schema.Type?.HasFlag(JsonSchemaType.Array) is true && schema.Items is { } item
            ? ReadParts(item, withParts: false)
            : [];
        var column = new DataColumn(
            name,
            declared.Title ?? IdentifierText.Title(name),
            parts.Count > 0 ? ColumnTypes.List : TypeOf(schema),
            declared.Description ?? schema.Description,
            Sortable: false,
            ValuesOf(schema),
            Decimals(schema.MultipleOf),
            Columns: parts.Count > 0 ? parts : null);
        return ViewHints.Apply(column, declared);
    }

    // A multiple of 0.01 has two decimals.
    private static int? Decimals(decimal? step) =>
        step is > 0 and < 1 && step.Value.ToString(CultureInfo.InvariantCulture).TrimStart('0', '.').TrimStart('0') == "1"
            ? step.Value.Scale
            : null;
}
