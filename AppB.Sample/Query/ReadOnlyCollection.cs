using System.Linq.Expressions;
using AccessContract.AspNetCore;
using AppB.Sample.Access;
using AppB.Sample.Data;
using AppB.Sample.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Query;

internal static class ReadOnlyCollection
{
    /// <summary>Maps a collection that this API does not change, and each of its rows by id.</summary>
    /// <param name="routes">The app.</param>
    /// <param name="name">One row, as in the ids of operations: <c>Customer</c> is in the collection <c>/customers</c>.</param>
    /// <param name="table">The table.</param>
    /// <param name="toRow">Selects the columns of a row.</param>
    public static void MapReadOnly<TEntity, TRow>(
        this IEndpointRouteBuilder routes, string name, Func<AppBContext, DbSet<TEntity>> table, Expression<Func<TEntity, TRow>> toRow)
        where TEntity : class
        where TRow : class, IRow
    {
        var noun = name.ToLowerInvariant();
        var collection = routes.MapGroup($"/{noun}s").WithTags($"{name}s");
        collection.MapCollection<TRow>("", List).RequireAccess(AccessRules.Read)
            .WithName($"List{name}s").WithSummary($"{name}s");
        collection.MapGet("/{id:long}", Get).RequireAccess(AccessRules.Read)
            .WithName($"Get{name}").WithSummary($"One {noun}").PublishesStatuses(404);

        Task<IResult> List(HttpContext context, AppBContext data, CancellationToken cancellationToken) =>
            PageReader.ReadAsync(context, data, table(data), toRow, cancellationToken);

        async Task<Ok<TRow>> Get(long id, AppBContext data, CancellationToken cancellationToken) =>
            TypedResults.Ok(await table(data).Where(entity => EF.Property<long>(entity, nameof(IRow.Id)) == id).Select(toRow)
                .FirstOrDefaultAsync(cancellationToken)
                ?? throw new ProblemException(new(
                    ProblemCodes.NotFound, "Not found", StatusCodes.Status404NotFound, $"There is no {noun} {id}.")));
    }
}
