using System.Globalization;
using System.Text.Json;
using Microsoft.OpenApi;
using Portal.Contracts.Data;

namespace Portal.Downstream.Contract;

/// <summary>Reads an object's properties as columns.</summary>
internal static class ColumnReader
{
    private const string Marker = "x-sortable";

    private static readonly string[] NumberFormats =
        ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double", "decimal"];

    /// <summary>The columns of a collection, with the sorting and filtering that its query parameters support.</summary>
    public static IReadOnlyList<DataColumn> Read(IOpenApiSchema row, QueryCapabilities offer)
    {
        var properties = SchemaShape.Properties(row);

        // If an API marks any property as sortable, the others are not; if it marks none, all are.
        var marked = properties.Values.Any(schema => SchemaShape.Extension(schema.Extensions, Marker) is not null);
        return WithDistinctTitles(properties.Select(property =>
        {
            var column = ReadOne(property.Key, property.Value, withParts: false);
            var sorts = !marked || SchemaShape.Extension(property.Value.Extensions, Marker)?.GetValueKind() == JsonValueKind.True;
            return column with { Sortable = sorts && offer.Sorts(column), Operators = offer.Operators(column, property.Value) };
        }));
    }

    /// <summary>The columns of a single object, including its lists of objects.</summary>
    public static IReadOnlyList<DataColumn> ReadParts(IOpenApiSchema row, bool withParts = true) =>
        WithDistinctTitles(SchemaShape.Properties(row).Select(property => ReadOne(property.Key, property.Value, withParts)));

    public static string TypeOf(IOpenApiSchema schema) => (schema.Type & ~JsonSchemaType.Null, schema.Format) switch
    {
        // ASP.NET describes a number as one that can also be read from text.
        (JsonSchemaType.String | JsonSchemaType.Integer, { } format) when NumberFormats.Contains(format) => ColumnTypes.WholeNumber,
        (JsonSchemaType.String | JsonSchemaType.Number, { } format) when NumberFormats.Contains(format) => ColumnTypes.Number,
        (JsonSchemaType.String, "date") => ColumnTypes.Date,
        (JsonSchemaType.String, "date-time") => ColumnTypes.Time,
        (JsonSchemaType.String, "time") => ColumnTypes.TimeOfDay,
        (JsonSchemaType.String, "duration") => ColumnTypes.Duration,
        (JsonSchemaType.String, "uuid") => ColumnTypes.Uuid,
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
        var schema = Numeric(SchemaShape.Plain(declared));
        var parts = withParts && schema.Type?.HasFlag(JsonSchemaType.Array) is true && schema.Items is { } item
            ? ReadParts(item, withParts: false)
            : [];
        var column = new DataColumn(
            name,
            declared.Title ?? IdentifierText.Title(name),
            parts.Count > 0 ? ColumnTypes.List : NumberIn(schema) ?? TypeOf(schema),
            declared.Description ?? schema.Description,
            Sortable: false,
            ValuesOf(schema),
            Decimals(schema.MultipleOf),
            Columns: parts.Count > 0 ? parts : null)
        {
            EnumerationType = QualifiedName(declared) ?? QualifiedName(schema),
            OnlyValue = OnlyValueOf(declared, schema),
        };
        return ViewHints.Apply(column, declared);
    }

    // Numbers that not every client can hold are also allowed as texts: OData's anyOf of both, and the two types in one.
    private static IOpenApiSchema Numeric(IOpenApiSchema schema)
    {
        var choices = schema.Type is null ? (schema.AnyOf ?? schema.OneOf ?? []).ToList() : [];
        return choices.TrueForAll(choice => IsNumber(choice) || choice.Type?.HasFlag(JsonSchemaType.String) is true)
            ? choices.Find(IsNumber) ?? schema
            : schema;
    }

    private static bool IsNumber(IOpenApiSchema schema) =>
        (schema.Type & (JsonSchemaType.Integer | JsonSchemaType.Number)) > 0;

    // Numbers that may be written as texts, without a format that says so. A column only: a change of such a value is sent in
    // the type of its schema, which is text.
    private static string? NumberIn(IOpenApiSchema schema) => (schema.Type & ~JsonSchemaType.Null, schema.Format) switch
    {
        (JsonSchemaType.String, "int32" or "int64" or "uint32" or "uint64") => ColumnTypes.WholeNumber,
        (JsonSchemaType.String, "decimal") => ColumnTypes.Number,
        (JsonSchemaType.String | JsonSchemaType.Integer, _) => ColumnTypes.WholeNumber,
        (JsonSchemaType.String | JsonSchemaType.Number, _) => ColumnTypes.Number,
        _ => null,
    };

    // OData's documents name the schema of a type by its qualified name.
    private static string? QualifiedName(IOpenApiSchema schema) =>
        schema is OpenApiSchemaReference { Reference.Id: { } id } && id.Contains('.', StringComparison.Ordinal)
        && schema.Enum is { Count: > 0 } ? id : null;

    // Not if it can be null, too.
    private static string? OnlyValueOf(IOpenApiSchema declared, IOpenApiSchema schema)
    {
        var choices = (declared.OneOf ?? []).Concat(declared.AnyOf ?? []).Append(schema);
        return choices.Any(choice => choice.Type?.HasFlag(JsonSchemaType.Null) is true) ? null
            : schema.Const ?? (schema.Enum is [{ } only] ? only.ToString() : null);
    }

    // Names that differ only in their separators have the same title.
    private static List<DataColumn> WithDistinctTitles(IEnumerable<DataColumn> columns)
    {
        var all = columns.ToList();
        var ambiguous = all.GroupBy(c => c.Title, StringComparer.OrdinalIgnoreCase)
            .Where(titled => titled.Count() > 1)
            .SelectMany(titled => titled)
            .ToHashSet();
        return [.. all.Select(c => ambiguous.Contains(c) ? c with { Title = $"{c.Title} ({c.Name})" } : c)];
    }

    // A multiple of 0.01 has two decimals.
    private static int? Decimals(decimal? step) =>
        step is > 0 and < 1 && step.Value.ToString(CultureInfo.InvariantCulture).TrimStart('0', '.').TrimStart('0') == "1"
            ? step.Value.Scale
            : null;
}
