using Microsoft.OpenApi;

namespace Portal.Downstream.Contract;

/// <summary>The JSON response of an operation.</summary>
internal static class OperationResponse
{
    public static OpenApiMediaType? Json(OpenApiOperation operation) =>
        Success(operation)?.Content?.TryGetValue("application/json", out var json) is true ? json as OpenApiMediaType : null;

    public static IOpenApiResponse? Success(OpenApiOperation operation) =>
        operation.Responses?.TryGetValue("200", out var response) is true ? response : null;
}

/// <summary>The parameters of an operation, including those of its path.</summary>
internal static class OperationParameters
{
    public static IReadOnlyList<IOpenApiParameter> All(IOpenApiPathItem item, OpenApiOperation operation) =>
        [.. (operation.Parameters ?? []).Concat(item.Parameters ?? []).Where(p => p.Name is not null).DistinctBy(p => (p.Name, p.In))];

    public static IReadOnlyList<IOpenApiParameter> InQuery(IOpenApiPathItem item, OpenApiOperation operation) =>
        [.. All(item, operation).Where(p => p.In == ParameterLocation.Query)];
}
