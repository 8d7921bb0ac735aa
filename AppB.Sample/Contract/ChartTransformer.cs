using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>How to chart the rows of a collection.</summary>
internal sealed record ChartHint(string Type, string X, params string[] Y);

/// <summary>Publishes <see cref="ChartHint"/> as <c>x-chart</c>.</summary>
internal sealed class ChartTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ChartHint>().SingleOrDefault() is { } drawn)
        {
            (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-chart"] = new JsonNodeExtension(new JsonObject
            {
                ["type"] = drawn.Type,
                ["x"] = drawn.X,
                ["y"] = new JsonArray([.. drawn.Y.Select(y => JsonValue.Create(y))]),
            });
        }

        return Task.CompletedTask;
    }
}
