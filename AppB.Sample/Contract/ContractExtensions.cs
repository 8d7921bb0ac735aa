using AppB.Sample.Query;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

internal static class ContractExtensions
{
    public static void AddContract(this IServiceCollection services)
    {
        services.AddSingleton<PublishedContract>();
        services.AddOpenApi(PublishedContract.Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer<SecuritySchemes>();
            options.AddOperationTransformer<AccessRuleTransformer>();
            options.AddOperationTransformer<QueryOptionTransformer>();
            options.AddOperationTransformer<ConditionalRequestTransformer>();
            options.AddOperationTransformer<ChartTransformer>();
            options.AddSchemaTransformer<ColumnSchemaTransformer>();

            // Enums are inlined, so that a column can have extensions of its own.
            options.CreateSchemaReferenceId = type =>
                type.Type.IsEnum ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        });
    }

    public static void MapContract(this IEndpointRouteBuilder routes) =>
        routes.MapGet(PublishedContract.Route, (PublishedContract contract, HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-cache";
            return contract.GetAsync();
        }).AllowAnonymous().ExcludeFromDescription();
}
