using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>Marks an operation that answers an ETag and looks at the named condition.</summary>
internal sealed record ConditionalRequest(string Header, bool Required);

/// <summary>Describes the condition header and the ETag of such an operation.</summary>
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
            Description = "The strong ETag of the last answer.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

        if (operation.Responses?["200"] is OpenApiResponse answer)
        {
            (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())["ETag"] = new OpenApiHeader
            {
                Description = "The version of what was answered.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }

        return Task.CompletedTask;
    }
}
