namespace AppB.Sample.Query;

/// <summary>Marks an endpoint as a collection of a row type, for the contract that is published.</summary>
internal sealed record CollectionOf(Type Row);

internal static class CollectionEndpoint
{
    /// <summary>Maps a collection whose handler answers with <see cref="Page{T}"/>.</summary>
    public static RouteHandlerBuilder MapCollection<T>(this IEndpointRouteBuilder routes, string pattern, Delegate handler)
        where T : class, IRow =>
        routes.MapGet(pattern, handler).Produces<Page<T>>().WithMetadata(new CollectionOf(typeof(T)));
}
