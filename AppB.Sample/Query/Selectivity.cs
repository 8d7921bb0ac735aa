using System.Linq.Expressions;
using AppB.Sample.Data;
using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Query;

/// <summary>
/// Helps SQLite choose the right index if one column is filtered by a range and another one is sorted. With few matches,
/// finding and sorting them is faster; with many, reading in sort order and dropping the others. SQLite guesses, and a
/// wrong guess reads the whole table; a bounded count in the range's index takes a fraction of a millisecond.
/// </summary>
internal static class Selectivity
{
    // With a million rows, both plans cost about the same at this number of matches.
    private const int MaxSortedMatches = 5_000;

    public static async Task<IQueryable<T>> ApplyAsync<T>(
        IQueryable<T> rows, Filter<T> filter, SortOrder<T> order, CancellationToken cancellationToken)
        where T : class, IRow
    {
        var filtered = rows;
        foreach (var column in filter.Parts.GroupBy(p => p.Column))
        {
            var bodies = column.Select(p => p.Body);

            // A range on the sorted column uses the same index, and SQLite has statistics for equality.
            if (column.Key is not null && column.Key != order.Property && !column.All(p => p.IsEquality))
            {
                var matches = bodies.Aggregate(rows, (r, b) => r.Where(filter.Lambda(b))).Take(MaxSortedMatches + 1);
                var hint = await matches.CountAsync(cancellationToken) <= MaxSortedMatches
                    ? (Func<bool, bool>)PlannerHints.Unlikely
                    : PlannerHints.Likely;
                bodies = bodies.Select(b => Expression.Call(hint.Method, b));
            }

            filtered = bodies.Aggregate(filtered, (r, b) => r.Where(filter.Lambda(b)));
        }

        return filtered;
    }
}
