using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Portal.Downstream.Contract;

/// <summary>Finds the collections in an OpenAPI document: GET operations without path parameters that answer a list.</summary>
internal static class ContractReader
{
    /// <exception cref="InvalidDataException">Not an OpenAPI document; the message names the first fault and its place.</exception>
    public static ApiContract Read(string json)
    {
        var document = Parse(json);
        var views = document.Paths
            .Where(path => !path.Key.Contains('{', StringComparison.Ordinal))
            .Select(path => ReadView(path.Key, path.Value, document))
            .OfType<ContractView>()
            .ToList();
        return new ApiContract(document.Info?.Title ?? "", views);
    }

    // Whatever the library throws at somebody else's document means one thing: it cannot be read.
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
        if (item.Operations?.GetValueOrDefault(HttpMethod.Get) is not { } operation || RowSchema(operation) is not { } row)
            return null;

        var name = path.Trim('/').Replace('/', '-');
        return new ContractView(
            name,
            path,
            operation.Summary ?? Words.Title(name),
            operation.Description,
            ColumnReader.Read(row, CanSort(operation)),
            SecurityReader.Read(operation.Security ?? document.Security));
    }

    // Either a bare array of objects, or an envelope whose "value" is one, as OData and Microsoft Graph answer.
    private static IOpenApiSchema? RowSchema(OpenApiOperation operation)
    {
        var answer = Json(operation)?.Schema;
        var list = answer?.Type?.HasFlag(JsonSchemaType.Array) is true
            ? answer
            : Property(answer, "value");
        return list?.Items is { Properties.Count: > 0 } row ? row : null;
    }

    private static OpenApiMediaType? Json(OpenApiOperation operation) =>
        operation.Responses?.TryGetValue("200", out var answer) is true
        && answer.Content?.TryGetValue("application/json", out var json) is true
            ? json
            : null;

    private static IOpenApiSchema? Property(IOpenApiSchema? schema, string name) =>
        schema?.Properties?.TryGetValue(name, out var property) is true ? property : null;

    private static bool CanSort(OpenApiOperation operation) =>
        operation.Parameters?.Any(p => p is { Name: "$orderby", In: ParameterLocation.Query }) is true;
}
