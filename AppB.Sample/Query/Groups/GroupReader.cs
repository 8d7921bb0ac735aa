using System.Linq.Expressions;
using AppB.Sample.Data;
using AppB.Sample.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.OData.UriParser.Aggregation;

namespace AppB.Sample.Query.Groups;

/// <summary>Reads the groups of a collection. The database groups by the column; parts of a date are added up here.</summary>
internal static class GroupReader
{
    public static async Task<IResult> ReadAsync<TEntity, T>(
        HttpContext context, DbSet<TEntity> all, Expression<Func<TEntity, T>> toRow, CancellationToken cancellationToken)
        where TEntity : class
        where T : class, IRow
    {
        var query = GroupQuery<T>.Parse(context.Request.Query);
        var rows = all.Select(toRow).TagWith(WorkBudget.GroupsTag);
        if (query.Filter is { } filter)
            rows = filter.Parts.Aggregate(rows, (filtered, part) => filtered.Where(filter.Lambda(part.Body)));

        var method = typeof(GroupReader).GetMethod(nameof(GroupAsync), Static)!.MakeGenericMethod(
            typeof(T), query.Column.PropertyType, query.Value.Column?.PropertyType ?? typeof(int));
        var found = await (Task<List<Group>>)method.Invoke(null, [rows, query, cancellationToken])!;
        if (found.Count > QueryLimits.MaxGroupedValues)
            throw TooMany(QueryLimits.MaxGroupedValues, "values to group");

        var groups = found.GroupBy(g => string.Join('|', query.Keys.Select(k => ValueOf(k, g.Key))), StringComparer.Ordinal).ToList();
        return groups.Count <= QueryLimits.MaxGroups
            ? TypedResults.Ok(new GroupPage([.. groups.Select(g => ToRow(query, [.. g]))]))
            : throw TooMany(QueryLimits.MaxGroups, "groups");
    }

    private static async Task<List<Group>> GroupAsync<T, TKey, TValue>(
        IQueryable<T> rows, GroupQuery<T> query, CancellationToken cancellationToken)
        where T : class, IRow
    {
        var row = Expression.Parameter(typeof(T), "row");
        var key = Expression.Lambda<Func<T, TKey>>(Expression.Property(row, query.Column), row);
        var group = Expression.Parameter(typeof(IGrouping<TKey, T>), "group");
        Expression count = Expression.Call(typeof(Enumerable), nameof(Enumerable.Count), [typeof(T)], group);
        var value = query.Value.Column is { } column
            ? Expression.Call(
                typeof(Enumerable),
                MethodOf(query.Value.Method),
                [typeof(T), .. query.Value.Method is AggregationMethod.Min or AggregationMethod.Max ? (Type[])[typeof(TValue)] : []],
                group,
                Expression.Lambda<Func<T, TValue>>(Expression.Property(row, column), row))
            : count;
        var result = typeof(Selected<TKey, TValue>);
        var select = Expression.Lambda<Func<IGrouping<TKey, T>, Selected<TKey, TValue>>>(
            Expression.MemberInit(
                Expression.New(result),
                Expression.Bind(result.GetProperty("Key")!, Expression.Property(group, "Key")),
                Expression.Bind(result.GetProperty("Count")!, count),
                Expression.Bind(result.GetProperty("Value")!, value)),
            group);
        var selected = await rows.GroupBy(key).Select(select).OrderBy(g => g.Key)
            .Take(QueryLimits.MaxGroupedValues + 1).ToListAsync(cancellationToken);
        return [.. selected.Select(s => new Group(s.Key, s.Count, Convert.ToDecimal(s.Value, null)))];
    }

    // An average is exact only as a sum divided by a count: the database would round it to cents.
    private static string MethodOf(AggregationMethod method) => method switch
    {
        AggregationMethod.Min => nameof(Enumerable.Min),
        AggregationMethod.Max => nameof(Enumerable.Max),
        _ => nameof(Enumerable.Sum),
    };

    private static Dictionary<string, object?> ToRow<T>(GroupQuery<T> query, IReadOnlyList<Group> groups)
        where T : class, IRow
    {
        var row = query.Keys.ToDictionary(k => k.Alias, k => ValueOf(k, groups[0].Key), StringComparer.Ordinal);
        row[query.Value.Alias] = query.Value.Method switch
        {
            AggregationMethod.Min => groups.Min(g => g.Value),
            AggregationMethod.Max => groups.Max(g => g.Value),
            AggregationMethod.Average => Math.Round(groups.Sum(g => g.Value) / groups.Sum(g => (decimal)g.Count), 2),
            AggregationMethod.VirtualPropertyCount => groups.Sum(g => (long)g.Count),
            _ => groups.Sum(g => g.Value),
        };
        return row;
    }

    private static object? ValueOf(GroupKey key, object? value) => (key.Part, value) switch
    {
        (DatePart.Year, DateOnly day) => day.Year,
        (DatePart.Month, DateOnly day) => day.Month,
        (DatePart.Day, DateOnly day) => day.Day,
        _ => value,
    };

    private static ProblemException TooMany(int limit, string what) => ProblemException.QueryInvalid(
        $"There are more than {limit} {what}. Add a filter, or group by a part of the date.");

    private static System.Reflection.BindingFlags Static =>
        System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static;

    /// <summary>The rows with one value of the column.</summary>
    private sealed record Group(object? Key, int Count, decimal Value);

    private sealed class Selected<TKey, TValue>
    {
        public required TKey Key { get; init; }

        public required int Count { get; init; }

        public required TValue Value { get; init; }
    }
}

/// <summary>The groups, each with the properties that $apply names.</summary>
internal sealed record GroupPage(IReadOnlyList<Dictionary<string, object?>> Value);
