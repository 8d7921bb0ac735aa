using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>The chart to draw of the rows of a collection.</summary>
internal sealed record ChartHint(string Type, string X, params string[] Y);

/// <summary>Publishes <see cref="ChartHint"/> as <c>x-chart</c>.</summary>
internal sealed class ChartTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ChartHint>().SingleOrDefault() is { } hint)
        {
            (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-chart"] = new JsonNodeExtension(new JsonObject
            {
                ["type"] = hint.Type,
                ["x"] = hint.X,
                ["y"] = new JsonArray([.. hint.Y.Select(y => JsonValue.Create(y))]),
            });
        }

        return Task.CompletedTask;
    }
}
