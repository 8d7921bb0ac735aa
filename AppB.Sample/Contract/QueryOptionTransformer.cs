using System.Globalization;
using System.Text.Json.Nodes;
using AppB.Sample.Query;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AppB.Sample.Contract;

/// <summary>Describes the query options of a collection, which the handler reads itself.</summary>
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
            "Returns the rows that match: columns compared with values (eq, ne, gt, ge, lt, le, in, startswith), combined with and, or, not. "
            + $"Columns: {string.Join(", ", collection.Filterable)}.");
        yield return Option("$orderby", OneOf([.. collection.Sortable, .. collection.Sortable.Select(c => $"{c} desc")]),
            "One column, asc or desc; ties are sorted by id. Default: by id.");
        yield return Option("$top", Number(1, QueryLimits.MaxTop, QueryLimits.DefaultTop), "Rows per page.");
        yield return Option("$skip", Number(0, QueryLimits.MaxSkip, 0),
            "Rows to skip. Use @odata.nextLink to go further.");
        yield return Option("$skiptoken", Text(), "Where the next page begins. Part of @odata.nextLink; do not construct it.");
        yield return Option("$count", new() { Type = JsonSchemaType.Boolean },
            $"Adds @odata.count. Counting stops at {QueryLimits.CountLimit + 1}, which means more than {QueryLimits.CountLimit}.");
        yield return Option("$select", Text(), $"Columns to return, comma-separated. Columns: {string.Join(", ", collection.Columns)}.");
        if (collection.Searchable.Count > 0)
        {
            yield return Option("$search", Text(),
                $"Words to find in {string.Join(", ", collection.Searchable)}, with AND, OR, NOT and \"phrases\". "
                + "A word also matches longer words that begin with it; a word with digits matches whole words only. "
                + $"Only the {QueryLimits.SearchLimit} newest matches are considered.");
        }

        var numbers = collection.Numbers.Count == 0 ? "" : $" or {string.Join(", ", collection.Numbers)} with sum, average, min or max";
        yield return Option("$apply", Text(),
            "Groups in place of rows, alone: filter(…)/compute(…)/groupby((…),aggregate(…)). "
            + $"Groups by {string.Join(", ", collection.Groupable)}, or by year, month or day of a date; aggregates $count{numbers}. "
            + $"At most {QueryLimits.MaxGroups} groups.");
    }

    private static OpenApiParameter Option(string name, OpenApiSchema schema, string description) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String, MaxLength = QueryLimits.MaxOptionLength };

    private static OpenApiSchema OneOf(IEnumerable<string> values) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(v => JsonValue.Create(v))],
    };

    private static OpenApiSchema Number(int minimum, int maximum, int defaultValue) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = minimum.ToString(CultureInfo.InvariantCulture),
        Maximum = maximum.ToString(CultureInfo.InvariantCulture),
        Default = JsonValue.Create(defaultValue),
    };
}
