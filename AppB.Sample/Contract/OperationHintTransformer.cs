using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>The chart to draw of the rows of a collection.</summary>
internal sealed record ChartHint(string Type, string X, params string[] Y);

/// <summary>Marks a change after which the resource cannot be set to its earlier values again.</summary>
internal sealed record IrreversibleHint;

/// <summary>Publishes what a user interface should know of an operation: <c>x-chart</c>, <c>x-irreversible</c>.</summary>
internal sealed class OperationHintTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<ChartHint>().SingleOrDefault() is { } chart)
        {
            Add(operation, "x-chart", new JsonObject
            {
                ["type"] = chart.Type,
                ["x"] = chart.X,
                ["y"] = new JsonArray([.. chart.Y.Select(y => JsonValue.Create(y))]),
            });
        }

        if (metadata.OfType<IrreversibleHint>().Any())
            Add(operation, "x-irreversible", JsonValue.Create(true));

        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, string name, JsonNode value) =>
        (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())[name] = new JsonNodeExtension(value);
}
