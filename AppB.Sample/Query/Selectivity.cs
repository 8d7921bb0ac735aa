using System.Linq.Expressions;
using AppB.Sample.Data;
using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Query;

/// <summary>
/// Lets SQLite choose the right index where one column is filtered by a range and another one sorts. Few matches: find
/// them, then sort them. Many: walk in the order and drop the others. SQLite guesses which it is, and a wrong guess
/// reads the whole table; counting up to a bound in the range's own index costs a fraction of a millisecond.
/// </summary>
internal static class Selectivity
{
    // Where sorting the matches and walking past the others cost about the same, at a million rows.
    private const int MaxSortedMatches = 5_000;

    public static async Task<IQueryable<T>> ApplyAsync<T>(
        IQueryable<T> rows, Filter<T> filter, SortOrder<T> order, CancellationToken cancellationToken)
        where T : class, IRow
    {
        var filtered = rows;
        foreach (var column in filter.Parts.GroupBy(p => p.Column))
        {
            var bodies = column.Select(p => p.Body);

            // The sorted column's index serves its own range, and of equality SQLite has statistics.
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
