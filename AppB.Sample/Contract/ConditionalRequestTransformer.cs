using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>Marks an operation that returns an ETag and evaluates the named precondition header.</summary>
internal sealed record ConditionalRequest(string Header, bool Required);

/// <summary>Describes the precondition header and the ETag of such an operation.</summary>
internal sealed class ConditionalRequestTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ConditionalRequest>().SingleOrDefault() is not { } condition)
            return Task.CompletedTask;

        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = condition.Header,
            In = ParameterLocation.Header,
            Required = condition.Required,
            Description = "The strong ETag of the last response.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

        if (operation.Responses?["200"] is OpenApiResponse response)
        {
            (response.Headers ??= new Dictionary<string, IOpenApiHeader>())["ETag"] = new OpenApiHeader
            {
                Description = "The version of the returned order.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }

        return Task.CompletedTask;
    }
}
