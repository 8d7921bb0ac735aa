using Microsoft.OpenApi;
using Portal.Contracts.Data;
using Portal.Downstream.Documents;

namespace Portal.Downstream.Contract;

/// <summary>Finds the path of a row of a collection, <c>/orders/{id}</c>, and how the row can be changed.</summary>
internal sealed class RowReader(DocumentExcerpt excerpt, OpenApiDocument document, IReadOnlyCollection<string> headers)
{
    private const string ValuesExtension = "x-values-from";
    private const string IrreversibleExtension = "x-irreversible";

    private static readonly string[] Envelopes = ["data", "d", "result", "item"];

    // By the path of their collection.
    private readonly ILookup<string, DocumentOperation> _rows = excerpt.Operations
        .Where(o => o is { Key: not null, PassedOver: null })
        .ToLookup(o => o.Needs.Collection ?? "", StringComparer.Ordinal);

    /// <summary>The operations that open a row of a view.</summary>
    public HashSet<DocumentOperation> Opened { get; } = [];

    /// <returns>The view of one row and how it is requested; null if the document has no address for one.</returns>
    public FoundRow? Find(string collection, IReadOnlyList<DataColumn> columns)
    {
        foreach (var row in _rows[collection.TrimEnd('/')])
        {
            if (KeyColumn.Find(row.Key ?? "", collection, columns) is { } key
                && document.Paths.GetValueOrDefault(row.Path) is { } item
                && item.Operations?.GetValueOrDefault(HttpMethod.Get) is { } get
                && OperationResponse.Json(get)?.Schema is { } response
                && RowIn(response, key.Name, collection) is var (place, schema)
                && ColumnReader.ReadParts(schema) is { Count: > 0 } parts)
            {
                var patch = item.Operations.GetValueOrDefault(HttpMethod.Patch);
                var change = patch is null ? null : ReadChange(item, patch);
                Opened.Add(row);
                return new FoundRow(
                    new RowView(key.Name, parts, SecurityReader.Read(get, document, headers), change),
                    PathOf(row, key),
                    place,
                    row.Needs.Headers);
            }
        }

        return null;
    }

    // Some APIs wrap a row, { "ticket": … } or { "data": … }. Any other object in the response that has the key is another row,
    // such as the customer of an order.
    private static (string? Place, IOpenApiSchema Schema) RowIn(IOpenApiSchema response, string key, string collection)
    {
        var properties = SchemaShape.Properties(response);
        if (properties.ContainsKey(key))
            return (null, response);

        var rows = properties
            .Where(p => MayHaveRow(p.Key, collection) && SchemaShape.Properties(SchemaShape.Plain(p.Value)).ContainsKey(key))
            .Take(2)
            .ToList();
        return rows is [var (place, row)] ? (place, SchemaShape.Plain(row)) : (null, response);
    }

    private static bool MayHaveRow(string property, string collection) => Envelopes.Contains(property, StringComparer.OrdinalIgnoreCase)
        || ViewDefaults.IsNamed(SafePath.ViewName(collection), string.Join(' ', ColumnRoles.WordsOf(property)));

    // A key of OData is a literal: a text without the quotes of the template is none.
    private static string PathOf(DocumentOperation row, DataColumn key) => key.Type == ColumnTypes.Text && row.Address is var address
        && !address.Contains("/{", StringComparison.Ordinal) && !address.Contains("'{", StringComparison.Ordinal)
            ? address.Replace("{", "'{", StringComparison.Ordinal).Replace("}", "}'", StringComparison.Ordinal)
            : row.Address;

    private RowChange? ReadChange(IOpenApiPathItem item, OpenApiOperation patch)
    {
        var body = patch.RequestBody?.Content?.TryGetValue("application/json", out var json) is true ? json.Schema : null;
        var required = body?.Required ?? new HashSet<string>();
        var fields = SchemaShape.Properties(body)
            .Select(p => ReadField(p.Key, p.Value, required.Contains(p.Key)))
            .Where(f => f.Type is not (ColumnTypes.Other or ColumnTypes.List))
            .ToList();
        if (fields.Count == 0 || required.Except(fields.Select(f => f.Name)).Any())
            return null;

        return new RowChange(
            patch.Summary ?? "Change",
            patch.Description,
            fields,
            SecurityReader.Read(patch, document, headers),
            OperationParameters.All(item, patch).Any(p => p.In == ParameterLocation.Header
                && string.Equals(p.Name, "If-Match", StringComparison.OrdinalIgnoreCase)),
            SchemaShape.Extension(patch.Extensions, IrreversibleExtension)?.GetValueKind() == System.Text.Json.JsonValueKind.True);
    }

    private static ChangeField ReadField(string name, IOpenApiSchema declared, bool required)
    {
        var schema = SchemaShape.Plain(declared);
        var from = SchemaShape.Extension(declared.Extensions, ValuesExtension) ?? SchemaShape.Extension(schema.Extensions, ValuesExtension);
        return new ChangeField(
            name,
            declared.Title ?? IdentifierText.Title(name),
            ColumnReader.TypeOf(schema),
            declared.Description ?? schema.Description,
            required,
            ColumnReader.ValuesOf(schema),
            from?.GetValueKind() == System.Text.Json.JsonValueKind.String ? from.GetValue<string>() : null);
    }
}

/// <param name="Path">The path template.</param>
/// <param name="Place">The property of the response that has the row; null if the response is the row.</param>
/// <param name="Headers">Headers with the only value that the API allows.</param>
internal sealed record FoundRow(RowView View, string Path, string? Place, IReadOnlyList<KeyValuePair<string, string>> Headers);
