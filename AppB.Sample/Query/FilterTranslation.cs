using System.Linq.Expressions;
using AppB.Sample.Problems;
using Microsoft.AspNetCore.OData.Query;
using Microsoft.AspNetCore.OData.Query.Expressions;
using Microsoft.OData.UriParser;

namespace AppB.Sample.Query;

/// <summary>
/// Turns a parsed $filter into a predicate. The library handles and/or/not. Comparisons are ours, because the library
/// would convert dates and money so that no index applies, and would allow functions that scan the table.
/// </summary>
internal sealed class FilterTranslation<T> : FilterBinder
    where T : class, IRow
{
    private const string Supported =
        "A filter compares columns with values (eq, ne, gt, ge, lt, le, in, startswith), combined with and, or, not.";

    // Sorts after every other character.
    private const string MaxCharacter = "\U0010FFFF";

    private int _nodes;

    public static Filter<T> Translate(FilterClause clause)
    {
        var settings = new ODataQuerySettings { HandleNullPropagation = HandleNullPropagationOption.False };
        var context = new QueryBinderContext(CollectionModel<T>.Edm, settings, typeof(T));
        return new((Expression<Func<T, bool>>)new FilterTranslation<T>().BindFilter(clause, context));
    }

    public override Expression Bind(QueryNode node, QueryBinderContext context) =>
        ++_nodes <= QueryLimits.MaxFilterNodes
            ? base.Bind(node, context)
            : throw ProblemException.QueryInvalid("$filter has too many conditions.");

    public override Expression BindBinaryOperatorNode(BinaryOperatorNode binaryOperatorNode, QueryBinderContext context)
    {
        if (binaryOperatorNode.OperatorKind is BinaryOperatorKind.And or BinaryOperatorKind.Or)
            return base.BindBinaryOperatorNode(binaryOperatorNode, context);

        var op = OperatorOf(binaryOperatorNode.OperatorKind);
        return (Unwrap(binaryOperatorNode.Left), Unwrap(binaryOperatorNode.Right)) switch
        {
            (SingleValuePropertyAccessNode column, ConstantNode value) =>
                Compare(op, FilterOperators.NameOf(binaryOperatorNode.OperatorKind), column, value, context),
            (ConstantNode value, SingleValuePropertyAccessNode column) =>
                Compare(Mirror(op), FilterOperators.NameOf(binaryOperatorNode.OperatorKind), column, value, context),
            _ => throw ProblemException.QueryInvalid(Supported),
        };
    }

    public override Expression BindUnaryOperatorNode(UnaryOperatorNode unaryOperatorNode, QueryBinderContext context) =>
        unaryOperatorNode.OperatorKind == UnaryOperatorKind.Not
            ? base.BindUnaryOperatorNode(unaryOperatorNode, context)
            : throw ProblemException.QueryInvalid(Supported);

    public override Expression BindInNode(InNode inNode, QueryBinderContext context)
    {
        if (Unwrap(inNode.Left) is not SingleValuePropertyAccessNode column || inNode.Right is not CollectionConstantNode values)
            throw ProblemException.QueryInvalid(Supported);

        if (values.Collection.Count is 0 or > QueryLimits.MaxInValues)
            throw ProblemException.QueryInvalid($"in supports 1 to {QueryLimits.MaxInValues} values.");

        var member = Column(column, context);
        FilterOperators.Require(FilterOperators.In, column.Property.Name, member.Type);
        return values.Collection
            .Select(v => Comparison.Of(ExpressionType.Equal, member, FilterValue.Of(v, column.Property.Name, member.Type)))
            .Aggregate(Expression.OrElse);
    }

    public override Expression BindSingleValueFunctionCallNode(SingleValueFunctionCallNode node, QueryBinderContext context)
    {
        var parameters = node.Parameters.Select(Unwrap).ToArray();
        if (node.Name != FilterOperators.StartsWith
            || parameters is not [SingleValuePropertyAccessNode column, ConstantNode { Value: string prefix }])
        {
            throw ProblemException.QueryInvalid($"{node.Name} is not supported. {Supported} Use $search to find words.");
        }

        // A range instead of LIKE, because LIKE cannot use the index.
        var member = Column(column, context);
        FilterOperators.Require(FilterOperators.StartsWith, column.Property.Name, member.Type);
        return Expression.AndAlso(
            Comparison.Of(ExpressionType.GreaterThanOrEqual, member, prefix),
            Comparison.Of(ExpressionType.LessThan, member, prefix + MaxCharacter));
    }

    private Expression Compare(
        ExpressionType op, string name, SingleValuePropertyAccessNode column, ConstantNode value, QueryBinderContext context)
    {
        var member = Column(column, context);
        FilterOperators.Require(name, column.Property.Name, member.Type);
        return Comparison.Of(op, member, FilterValue.Of(value, column.Property.Name, member.Type));
    }

    private Expression Column(SingleValuePropertyAccessNode node, QueryBinderContext context) =>
        CollectionModel<T>.Filterable.Contains(node.Property.Name)
            ? BindPropertyAccessQueryNode(node, context)
            : throw ProblemException.QueryInvalid(
                $"{node.Property.Name} cannot be filtered. Use {string.Join(", ", CollectionModel<T>.Filterable)}.");

    internal static QueryNode Unwrap(QueryNode node) => node is ConvertNode convert ? Unwrap(convert.Source) : node;

    private static ExpressionType OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equal => ExpressionType.Equal,
        BinaryOperatorKind.NotEqual => ExpressionType.NotEqual,
        BinaryOperatorKind.GreaterThan => ExpressionType.GreaterThan,
        BinaryOperatorKind.GreaterThanOrEqual => ExpressionType.GreaterThanOrEqual,
        BinaryOperatorKind.LessThan => ExpressionType.LessThan,
        BinaryOperatorKind.LessThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => throw ProblemException.QueryInvalid(Supported),
    };

    // 5 lt id is id gt 5.
    private static ExpressionType Mirror(ExpressionType op) => op switch
    {
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        _ => op,
    };
}
