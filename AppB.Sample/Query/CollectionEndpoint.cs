using AppB.Sample.Problems;

namespace AppB.Sample.Query;

/// <summary>
/// Marks an endpoint as a collection, with the columns of each query option for the published contract.
/// </summary>
internal sealed record CollectionMetadata(
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Sortable,
    IReadOnlyList<string> Filterable,
    IReadOnlyList<string> Searchable,
    IReadOnlyList<string> Groupable,
    IReadOnlyList<string> Numbers);

internal static class CollectionEndpoint
{
    /// <summary>Maps a collection whose handler returns <see cref="Page{T}"/>.</summary>
    public static RouteHandlerBuilder MapCollection<T>(this IEndpointRouteBuilder routes, string pattern, Delegate handler)
        where T : class, IRow =>
        routes.MapGet(pattern, handler).Produces<Page<T>>().PublishesStatuses(400).WithMetadata(new CollectionMetadata(
            [.. CollectionModel<T>.Columns.Keys],
            CollectionModel<T>.Sortable,
            CollectionModel<T>.Filterable,
            CollectionModel<T>.Searchable,
            CollectionModel<T>.Groupable,
            CollectionModel<T>.Numbers));
}
