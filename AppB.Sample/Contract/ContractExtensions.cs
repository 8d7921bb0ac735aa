using AccessContract.AspNetCore;
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
            options.AddDocumentTransformer(Describe);
            options.AddAccessContract();
            options.AddOperationTransformer<QueryOptionTransformer>();
            options.AddOperationTransformer<ConditionalRequestTransformer>();
            options.AddOperationTransformer<OperationHintTransformer>();
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

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "AppB";
        document.Info.Description =
            "Orders, customers, products and sales. Collections support OData query options; errors are problem details.";
        return Task.CompletedTask;
    }
}
