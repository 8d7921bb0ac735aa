using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Portal.Contracts.Data;
using Portal.Downstream.Dialect;

namespace Portal.Downstream.Contract;

/// <summary>Finds the collections in an OpenAPI document: GET operations without path parameters that return a list.</summary>
internal static class ContractReader
{
    // Common names for the rows in a response object; other names are used if the object has a single list.
    private static readonly string[] RowLocations = ["value", "items", "data", "results", "records", "rows", "content", "entries"];

    /// <exception cref="InvalidDataException">Not an OpenAPI document; the message names the first error and its location.</exception>
    public static ApiContract Read(string json)
    {
        var document = Parse(json);
        var views = document.Paths
            .Where(path => SafePath.IsCollection(path.Key))
            .Select(path => ReadView(path.Key, path.Value, document))
            .OfType<ContractView>()
            .DistinctBy(view => view.View.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new ApiContract(document.Info?.Title ?? "", views);
    }

    // Any exception of the library means that the document cannot be read.
    private static OpenApiDocument Parse(string json)
    {
        try
        {
            var (document, diagnostic) = OpenApiDocument.Parse(json, "json");
            if (document?.Paths is null)
                throw new InvalidDataException(diagnostic?.Errors.FirstOrDefault()?.ToString() ?? "It has no paths.");

            return document;
        }
        catch (Exception exception) when (exception is not InvalidDataException)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static ContractView? ReadView(string path, IOpenApiPathItem item, OpenApiDocument document)
    {
        if (item.Operations?.GetValueOrDefault(HttpMethod.Get) is not { } operation
            || OperationResponse.Json(operation)?.Schema is not { } responseSchema
            || RowsOf(responseSchema) is not var (place, rowSchema))
        {
            return null;
        }

        var parameters = OperationParameters.InQuery(item, operation);
        if (parameters.Any(p => p.Required))
            return null;

        var protocol = ProtocolReader.Read(place, parameters, OperationResponse.Success(operation)!, responseSchema);
        var columns = ColumnReader.Read(rowSchema, new QueryCapabilities(protocol, parameters));
        var row = RowReader.Read(path, columns, document);
        var name = SafePath.ViewName(path);
        var view = new DataView(
            name,
            operation.Summary ?? IdentifierText.Title(name),
            operation.Description,
            columns,
            SecurityReader.Read(operation, document),
            protocol.Paging,
            row?.View,
            ChartReader.Read(operation, columns));
        return new ContractView(view, path, protocol, row?.Path) { Hints = ViewHints.Read(operation, columns) };
    }

    // An array of objects, or an object that contains one, as in OData and Microsoft Graph.
    private static (string? Place, IOpenApiSchema Row)? RowsOf(IOpenApiSchema responseSchema)
    {
        var plain = SchemaShape.Plain(responseSchema);
        if (RowOf(plain) is { } bare)
            return (null, bare);

        var lists = SchemaShape.Properties(plain)
            .Select(p => (p.Key, Row: RowOf(SchemaShape.Plain(p.Value))))
            .Where(p => p.Row is not null)
            .ToList();
        var place = RowLocations.FirstOrDefault(name => lists.Exists(l => l.Key == name)) ?? (lists.Count == 1 ? lists[0].Key : null);
        return place is null ? null : (place, lists.First(l => l.Key == place).Row!);
    }

    private static IOpenApiSchema? RowOf(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Array) is true && schema.Items is { } row && SchemaShape.Properties(row).Count > 0 ? row : null;
}
