using System.Linq.Expressions;
using System.Reflection;
using AppB.Sample.Problems;
using Microsoft.OData.UriParser;

namespace AppB.Sample.Query;

/// <summary>One column and a direction; the id breaks ties in the same direction, which is what one index serves.</summary>
internal sealed record SortOrder<T>(string Column, bool Descending)
    where T : class, IRow
{
    public static readonly SortOrder<T> Default = new("id", Descending: false);

    /// <summary>Whether the id is all there is to sort by.</summary>
    public bool ById => Column == Default.Column;

    public PropertyInfo Property => CollectionModel<T>.Columns[Column];

    private ExpressionType Behind => Descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;

    public static SortOrder<T> Parse(OrderByClause clause)
    {
        if (clause.ThenBy is not null)
            throw ProblemException.QueryInvalid("$orderby takes one column; the id breaks its ties.");

        var column = (clause.Expression as SingleValuePropertyAccessNode)?.Property.Name;
        return CollectionModel<T>.Sortable.Contains(column)
            ? new(column!, clause.Direction == OrderByDirection.Descending)
            : throw ProblemException.QueryInvalid(
                $"$orderby takes one of {string.Join(", ", CollectionModel<T>.Sortable)}.");
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

    /// <summary>The rows that share the cursor's value and come behind it by their id.</summary>
    public Expression<Func<T, bool>> TiedBehind(PageCursor cursor)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var tied = Comparison.Of(ExpressionType.Equal, Expression.Property(row, Property), cursor.Read(Property.PropertyType));
        var behind = Comparison.Of(Behind, Expression.Property(row, typeof(T), nameof(IRow.Id)), cursor.Id);
        return Expression.Lambda<Func<T, bool>>(ById ? behind : Expression.AndAlso(tied, behind), row);
    }

    /// <summary>The rows whose value comes behind the cursor's.</summary>
    public Expression<Func<T, bool>> ValueBehind(PageCursor cursor)
    {
        var row = Expression.Parameter(typeof(T), "row");
        return Expression.Lambda<Func<T, bool>>(
            Comparison.Of(Behind, Expression.Property(row, Property), cursor.Read(Property.PropertyType)), row);
    }

    /// <summary>The cursor that stands on <paramref name="row"/>.</summary>
    public PageCursor At(T row) => PageCursor.Create(ToString(), Property.GetValue(row), row.Id);

    public override string ToString() => Descending ? $"{Column} desc" : Column;
}
