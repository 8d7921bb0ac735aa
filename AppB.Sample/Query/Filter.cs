using System.Linq.Expressions;
using System.Reflection;

namespace AppB.Sample.Query;

/// <summary>A predicate as a list of conditions joined by AND, each with its column.</summary>
internal sealed class Filter<T>
{
    private readonly ParameterExpression _row;

    public Filter(Expression<Func<T, bool>> predicate)
    {
        _row = predicate.Parameters[0];
        Parts = [.. Split(predicate.Body).Select(e => new FilterPart(e, ColumnOf(e), e.NodeType == ExpressionType.Equal))];
    }

    public IReadOnlyList<FilterPart> Parts { get; }

    /// <summary>Whether all matching rows have the same value in <paramref name="column"/>.</summary>
    public bool FixesColumn(PropertyInfo column) => Parts.Any(p => p.IsEquality && p.Column == column);

    public Expression<Func<T, bool>> Lambda(Expression body) => Expression.Lambda<Func<T, bool>>(body, _row);

    private static IEnumerable<Expression> Split(Expression body) => body is BinaryExpression { NodeType: ExpressionType.AndAlso } and
        ? Split(and.Left).Concat(Split(and.Right))
        : [body];

    private PropertyInfo? ColumnOf(Expression part)
    {
        var columns = new Columns(_row);
        columns.Visit(part);
        return columns.Found.Count == 1 ? columns.Found.Single() : null;
    }

    private sealed class Columns(ParameterExpression row) : ExpressionVisitor
    {
        public HashSet<PropertyInfo> Found { get; } = [];

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node is { Member: PropertyInfo property } && node.Expression == row)
                Found.Add(property);

            return base.VisitMember(node);
        }
    }
}

/// <param name="Body">The condition.</param>
/// <param name="Column">The only column of the condition; null if there are several.</param>
/// <param name="IsEquality">Whether the condition is an eq comparison.</param>
internal sealed record FilterPart(Expression Body, PropertyInfo? Column, bool IsEquality);
