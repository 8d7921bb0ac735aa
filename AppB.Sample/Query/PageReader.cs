using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using AppB.Sample.Data;
using AppB.Sample.Query.Groups;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Query;

/// <summary>Reads one page of a collection, or its groups.</summary>
internal static class PageReader
{
    /// <param name="context">The request with the query options.</param>
    /// <param name="all">The table.</param>
    /// <param name="toRow">Selects the columns of a row.</param>
    public static async Task<IResult> ReadAsync<TEntity, T>(
        HttpContext context,
        AppBContext data,
        DbSet<TEntity> all,
        Expression<Func<TEntity, T>> toRow,
        CancellationToken cancellationToken)
        where TEntity : class
        where T : class, IRow
    {
        if (context.Request.Query.ContainsKey(GroupQuery<T>.Option))
            return await GroupReader.ReadAsync(context, all, toRow, cancellationToken);

        var query = CollectionQuery<T>.Parse(context.Request.Query);
        var page = await ReadAsync(query, data, all, toRow, cancellationToken);
        var more = page.Value.Count > query.Top;
        var value = more ? page.Value.Take(query.Top).ToList() : page.Value;
        var result = page with
        {
            Value = value,
            NextLink = more ? NextLink(context.Request, query.Order.At(value[^1], page.Value[query.Top])) : null,
        };
        return WithLength(query.Select is null
            ? JsonSerializer.SerializeToUtf8Bytes(result, Format(context))
            : SelectColumns(result, query.Select, Format(context)));
    }

    /// <summary>Reads one row more than requested; if it exists, there is a next page.</summary>
    internal static async Task<Page<T>> ReadAsync<TEntity, T>(
        CollectionQuery<T> query,
        AppBContext data,
        DbSet<TEntity> all,
        Expression<Func<TEntity, T>> toRow,
        CancellationToken cancellationToken)
        where TEntity : class
        where T : class, IRow
    {
        var rows = data.Matching(all, query.Match).Select(toRow);
        if (query.Filter is not null)
            rows = await Selectivity.ApplyAsync(rows, query.Filter, query.Order, cancellationToken);

        int? count = query switch
        {
            { Count: false } => null,
            { Match: { } match, Filter: null } => await data.CountMatchesAsync(all, match, cancellationToken),
            _ => await rows.Take(QueryLimits.CountLimit + 1).CountAsync(cancellationToken),
        };
        var value = query.After is null
            ? await query.Order.Sort(rows).Skip(query.Skip).Take(query.Top + 1).ToListAsync(cancellationToken)
            : await AfterCursorAsync(query, query.After, rows, cancellationToken);
        return new() { Count = count, Value = value };
    }

    // Two seeks: the remaining rows with the cursor's value, if any, then the rows with later values. For one condition
    // with OR, SQLite would read all rows with that value, which for a status is most of the table.
    private static async Task<List<T>> AfterCursorAsync<T>(
        CollectionQuery<T> query, PageCursor after, IQueryable<T> rows, CancellationToken cancellationToken)
        where T : class, IRow
    {
        var wanted = query.Top + 1;
        var found = new List<T>();
        if (after.Ties || query.Order.ById)
        {
            var tied = query.Order.Sort(rows.Where(query.Order.TiesAfter(after))).Take(wanted);
            found = await tied.ToListAsync(cancellationToken);
        }

        if (found.Count < wanted && !query.Order.ById && query.Filter?.FixesColumn(query.Order.Property) is not true)
        {
            var later = query.Order.Sort(rows.Where(query.Order.ValuesAfter(after))).Take(wanted - found.Count);
            found.AddRange(await later.ToListAsync(cancellationToken));
        }

        return found;
    }

    private static string NextLink(HttpRequest request, PageCursor cursor)
    {
        var query = request.Query
            .Where(o => o.Key is not ("$skip" or "$skiptoken"))
            .Append(new("$skiptoken", cursor.ToString()));
        return PublicAddress.Of(request, request.Path, QueryString.Create(query));
    }

    private static byte[] SelectColumns<T>(Page<T> page, IReadOnlyList<string> columns, JsonSerializerOptions options)
    {
        var node = JsonSerializer.SerializeToNode(page, options)!.AsObject();
        foreach (var row in node["value"]!.AsArray().Select(r => r!.AsObject()))
        {
            foreach (var column in row.Select(p => p.Key).Except(columns).ToArray())
                row.Remove(column);
        }

        return JsonSerializer.SerializeToUtf8Bytes(node, options);
    }

    // Callers read a body of known length at once, which takes less time than reading its chunks.
    private static FileContentHttpResult WithLength(byte[] json) => TypedResults.Bytes(json, "application/json; charset=utf-8");

    private static JsonSerializerOptions Format(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
}
