using Microsoft.OpenApi;
using Portal.Contracts.Data;
using Portal.Downstream.Documents;

namespace Portal.Downstream.Contract;

/// <summary>Finds the path of a row of a collection, <c>/orders/{id}</c>, and how the row can be changed.</summary>
internal sealed class RowReader(DocumentExcerpt excerpt, OpenApiDocument document, IReadOnlyCollection<string> headers)
{
    private const string ValuesExtension = "x-values-from";
    private const string IrreversibleExtension = "x-irreversible";

    private static readonly System.Buffers.SearchValues<char> WordStarts =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_-");

    // By the path of their collection.
    private readonly ILookup<string, DocumentOperation> _rows = excerpt.Operations
        .Where(o => o is { Key: not null, PassedOver: null })
        .ToLookup(o => o.Path[..o.Path.LastIndexOf("/{", StringComparison.Ordinal)], StringComparer.Ordinal);

    /// <returns>The view of one row and its path template; null if the document has no address for one.</returns>
    public (RowView View, string Path)? Find(string collection, IReadOnlyList<DataColumn> columns)
    {
        foreach (var row in _rows[collection.TrimEnd('/')])
        {
            if (KeyOf(row.Key ?? "", columns) is { } key
                && document.Paths.GetValueOrDefault(row.Path) is { } item
                && item.Operations?.GetValueOrDefault(HttpMethod.Get) is { } get
                && OperationResponse.Json(get)?.Schema is { } schema
                && ColumnReader.ReadParts(schema) is { Count: > 0 } parts)
            {
                var patch = item.Operations.GetValueOrDefault(HttpMethod.Patch);
                var change = patch is null ? null : ReadChange(item, patch);
                return (new RowView(key, parts, SecurityReader.Read(get, document, headers), change), row.Address);
            }
        }

        return null;
    }

    // The parameter has the name of a column, {number}, or ends with it: {orderId}, {codespace_name}.
    private static string? KeyOf(string parameter, IReadOnlyList<DataColumn> columns) =>
        Named(parameter, columns) ?? Named(LastWord(parameter), columns);

    private static string? Named(string name, IReadOnlyList<DataColumn> columns) => columns
        .FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && c.Type is ColumnTypes.Text or ColumnTypes.WholeNumber)?.Name;

    private static string LastWord(string parameter)
    {
        var at = parameter.Length < 2 ? -1 : parameter.AsSpan(1).LastIndexOfAny(WordStarts);
        return at < 0 ? parameter : parameter[(at + 1)..].TrimStart('_', '-');
    }

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
