using System.Globalization;
using System.Text.Json.Nodes;
using AppB.Sample.Query;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>Describes the query options of a collection, which its handler reads by itself.</summary>
internal sealed class QueryOptionTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<CollectionMetadata>().SingleOrDefault() is { } collection)
            operation.Parameters = [.. Of(collection)];

        return Task.CompletedTask;
    }

    private static IEnumerable<OpenApiParameter> Of(CollectionMetadata collection)
    {
        yield return Option("$filter", Text(),
            "Which rows: columns compared with values by eq, ne, gt, ge, lt, le, in or startswith, joined by and, or, not. "
            + $"Columns: {string.Join(", ", collection.Filterable)}.");
        yield return Option("$orderby", OneOf([.. collection.Sortable, .. collection.Sortable.Select(c => $"{c} desc")]),
            "One column, asc or desc; the id breaks ties. Without it: by id.");
        yield return Option("$top", Number(1, QueryLimits.MaxTop, QueryLimits.DefaultTop), "Rows a page.");
        yield return Option("$skip", Number(0, QueryLimits.MaxSkip, 0),
            "Rows to step over. Deeper rows are reached through @odata.nextLink.");
        yield return Option("$skiptoken", Text(), "Where the next page begins: part of @odata.nextLink, not to be made up.");
        yield return Option("$count", new() { Type = JsonSchemaType.Boolean },
            $"Adds @odata.count. Counting stops at {QueryLimits.CountLimit + 1}, which means: more.");
        yield return Option("$select", Text(), $"Columns to answer, comma-separated. Columns: {string.Join(", ", collection.Columns)}.");
        if (collection.Searchable.Count > 0)
        {
            yield return Option("$search", Text(),
                $"Words, with AND, OR, NOT and \"phrases\", found in {string.Join(", ", collection.Searchable)}. "
                + "A word also finds what begins with it; a word with digits must match whole. "
                + $"The {QueryLimits.SearchLimit} newest finds are looked at.");
        }
    }

    private static OpenApiParameter Option(string name, OpenApiSchema schema, string description) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String, MaxLength = QueryLimits.MaxOptionLength };

    private static OpenApiSchema OneOf(IEnumerable<string> values) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(v => JsonValue.Create(v))],
    };

    private static OpenApiSchema Number(int least, int most, int otherwise) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most.ToString(CultureInfo.InvariantCulture),
        Default = JsonValue.Create(otherwise),
    };
}
