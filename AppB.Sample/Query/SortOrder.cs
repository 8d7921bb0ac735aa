using System.Linq.Expressions;
using System.Reflection;
using AppB.Sample.Problems;
using Microsoft.OData.UriParser;

namespace AppB.Sample.Query;

/// <summary>
/// One column and a direction. Ties are sorted by id in the same direction, so that one index is enough.
/// </summary>
internal sealed record SortOrder<T>(string Column, bool Descending)
    where T : class, IRow
{
    public static readonly SortOrder<T> Default = new("id", Descending: false);

    /// <summary>Whether the sort column is the id.</summary>
    public bool ById => Column == Default.Column;

    public PropertyInfo Property => CollectionModel<T>.Columns[Column];

    private ExpressionType Beyond => Descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;

    public static SortOrder<T> Parse(OrderByClause clause)
    {
        if (clause.ThenBy is not null)
            throw ProblemException.QueryInvalid("$orderby supports one column; ties are sorted by id.");

        var column = (clause.Expression as SingleValuePropertyAccessNode)?.Property.Name;
        return CollectionModel<T>.Sortable.Contains(column)
            ? new(column!, clause.Direction == OrderByDirection.Descending)
            : throw ProblemException.QueryInvalid(
                $"$orderby must be one of {string.Join(", ", CollectionModel<T>.Sortable)}.");
    }

    public IQueryable<T> Sort(IQueryable<T> rows)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var by = Expression.Lambda(Expression.Property(row, Property), row);
        var method = Descending ? nameof(Queryable.OrderByDescending) : nameof(Queryable.OrderBy);
        var sorted = (IOrderedQueryable<T>)rows.Provider.CreateQuery<T>(Expression.Call(
            typeof(Queryable), method, [typeof(T), Property.PropertyType], rows.Expression, Expression.Quote(by)));

        if (ById)
            return sorted;

        return Descending ? sorted.ThenByDescending(r => r.Id) : sorted.ThenBy(r => r.Id);
    }

    /// <summary>The rows with the cursor's value and an id after the cursor's.</summary>
    public Expression<Func<T, bool>> TiesAfter(PageCursor cursor)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var tied = Comparison.Of(ExpressionType.Equal, Expression.Property(row, Property), cursor.Read(Property.PropertyType));
        var behind = Comparison.Of(Beyond, Expression.Property(row, typeof(T), nameof(IRow.Id)), cursor.Id);
        return Expression.Lambda<Func<T, bool>>(ById ? behind : Expression.AndAlso(tied, behind), row);
    }

    /// <summary>The rows with a value after the cursor's.</summary>
    public Expression<Func<T, bool>> ValuesAfter(PageCursor cursor)
    {
        var row = Expression.Parameter(typeof(T), "row");
        return Expression.Lambda<Func<T, bool>>(
            Comparison.Of(Beyond, Expression.Property(row, Property), cursor.Read(Property.PropertyType)), row);
    }

    /// <summary>The cursor at <paramref name="row"/>, the last row of its page.</summary>
    public PageCursor At(T row, T next)
    {
        var value = Property.GetValue(row);
        return PageCursor.Create(ToString(), value, row.Id, Ties(value, Property.GetValue(next)));
    }

    // The database ignores case. A tie assumed wrongly costs one query; a missed tie would lose rows.
    private static bool Ties(object? value, object? next) => value is string text
        ? text.Equals(next as string, StringComparison.OrdinalIgnoreCase)
        : Equals(value, next);

    public override string ToString() => Descending ? $"{Column} desc" : Column;
}
