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

    private PropertyInfo Property => CollectionModel<T>.Columns[Column];

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

        if (Column == Default.Column)
            return sorted;

        return Descending ? sorted.ThenByDescending(r => r.Id) : sorted.ThenBy(r => r.Id);
    }

    /// <summary>
    /// The rows behind <paramref name="cursor"/>: <c>a >= v AND (a > v OR (a = v AND id > i))</c>. The first part
    /// repeats what the rest implies, because only so SQLite seeks in the index instead of scanning it.
    /// </summary>
    public Expression<Func<T, bool>> Behind(PageCursor cursor)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var behind = Descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;
        var idBehind = Comparison.Of(behind, Expression.Property(row, typeof(T), nameof(IRow.Id)), cursor.Id);
        if (Column == Default.Column)
            return Expression.Lambda<Func<T, bool>>(idBehind, row);

        var column = Expression.Property(row, Property);
        var value = cursor.Read(Property.PropertyType);
        return Expression.Lambda<Func<T, bool>>(
            Expression.AndAlso(
                Comparison.Of(Descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual, column, value),
                Expression.OrElse(
                    Comparison.Of(behind, column, value),
                    Expression.AndAlso(Comparison.Of(ExpressionType.Equal, column, value), idBehind))),
            row);
    }

    /// <summary>The cursor that stands on <paramref name="row"/>.</summary>
    public PageCursor At(T row) => PageCursor.Create(ToString(), Property.GetValue(row), row.Id);

    public override string ToString() => Descending ? $"{Column} desc" : Column;
}
