using System.Reflection;
using AppB.Sample.Problems;
using Microsoft.Extensions.Primitives;
using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;

namespace AppB.Sample.Query.Groups;

/// <summary>
/// The <c>$apply</c> of one request, parsed and validated: rows that may be filtered, grouped by one column or by parts of one
/// date, with one value for each group. For example
/// <c>filter(total gt 100)/compute(year(placedOn) as y)/groupby((y),aggregate(total with sum as revenue))</c>.
/// </summary>
internal sealed class GroupQuery<T>
    where T : class, IRow
{
    public const string Option = "$apply";

    private const string Supported =
        "$apply is filter(…)/compute(…)/groupby((…),aggregate(…)): filter and compute may be left out, compute takes "
        + "year(…), month(…) or day(…) of a date, and aggregate takes $count or a number with sum, average, min or max.";

    public Filter<T>? Filter { get; private init; }

    /// <summary>The column that the rows are grouped by.</summary>
    public required PropertyInfo Column { get; init; }

    public required IReadOnlyList<GroupKey> Keys { get; init; }

    public required GroupValue Value { get; init; }

    /// <exception cref="ProblemException">It is malformed or not supported.</exception>
    public static GroupQuery<T> Parse(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        if (query.ToList() is not [{ Value: [{ Length: <= QueryLimits.MaxOptionLength } apply] }])
            throw ProblemException.QueryInvalid($"{Option} must be given once, alone, with at most {QueryLimits.MaxOptionLength} characters.");
        if (string.IsNullOrWhiteSpace(apply))
            throw ProblemException.QueryInvalid(Supported);

        return QueryParsing.Try(() => Read(
            [.. CollectionModel<T>.Parser(new Dictionary<string, string> { [Option] = apply }).ParseApply().Transformations]));
    }

    private static GroupQuery<T> Read(List<TransformationNode> steps)
    {
        var filter = Take<FilterTransformationNode>(steps);
        var compute = Take<ComputeTransformationNode>(steps);
        if (steps is not [GroupByTransformationNode { ChildTransformations: AggregateTransformationNode aggregate } group]
            || aggregate.AggregateExpressions.ToList() is not [AggregateExpression total])
        {
            throw ProblemException.QueryInvalid(Supported);
        }

        var aliases = (compute?.Expressions ?? []).Select(c => c.Alias).Append(total.Alias);
        if (HasDuplicates(aliases) || HasDuplicates(group.GroupingProperties.Select(p => p.Name).Append(total.Alias)))
            throw ProblemException.QueryInvalid("$apply gives each name once.");

        var parts = (compute?.Expressions ?? []).ToDictionary(c => c.Alias, Part, StringComparer.Ordinal);
        var keys = group.GroupingProperties.Select(p => Key(p, parts)).ToList();
        if (keys.Select(k => k.Column).Distinct().ToList() is not [var column])
            throw ProblemException.QueryInvalid("$apply groups by one column, or by parts of one date.");

        return new()
        {
            Filter = filter is null ? null : FilterTranslation<T>.Translate(filter.FilterClause),
            Column = column,
            Keys = [.. keys.Select(k => k.Key)],
            Value = ValueOf(total),
        };
    }

    private static bool HasDuplicates(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Any(same => same.Skip(1).Any());

    private static TNode? Take<TNode>(List<TransformationNode> steps)
        where TNode : TransformationNode
    {
        if (steps is not [TNode first, ..])
            return null;

        steps.RemoveAt(0);
        return first;
    }

    private static (PropertyInfo Column, GroupKey Key) Key(
        GroupByPropertyNode node, Dictionary<string, (PropertyInfo Column, DatePart Part)> parts) =>
        parts.TryGetValue(node.Name, out var computed)
            ? (computed.Column, new GroupKey(node.Name, computed.Part))
            : (Grouped(node.Name), new GroupKey(node.Name, DatePart.None));

    private static (PropertyInfo Column, DatePart Part) Part(ComputeExpression compute)
    {
        if (compute.Expression is SingleValueFunctionCallNode { Name: "year" or "month" or "day" } call
            && call.Parameters.Select(FilterTranslation<T>.Unwrap).ToList() is [SingleValuePropertyAccessNode node]
            && Grouped(node.Property.Name) is var column && column.PropertyType == typeof(DateOnly))
        {
            return (column, Enum.Parse<DatePart>(call.Name, ignoreCase: true));
        }

        throw ProblemException.QueryInvalid(Supported);
    }

    private static GroupValue ValueOf(AggregateExpression total)
    {
        if (total.Method == AggregationMethod.VirtualPropertyCount)
            return new GroupValue(total.Alias, AggregationMethod.VirtualPropertyCount, Column: null);

        var name = (FilterTranslation<T>.Unwrap(total.Expression) as SingleValuePropertyAccessNode)?.Property.Name;
        if (total.Method is not (AggregationMethod.Sum or AggregationMethod.Average or AggregationMethod.Min or AggregationMethod.Max))
            throw ProblemException.QueryInvalid(Supported);

        return CollectionModel<T>.Numbers.Contains(name)
            ? new GroupValue(total.Alias, total.Method, CollectionModel<T>.Columns[name!])
            : throw ProblemException.QueryInvalid(CollectionModel<T>.Numbers.Count == 0
                ? "This collection has no numbers to add up. Use $count."
                : $"$apply adds up {string.Join(", ", CollectionModel<T>.Numbers)}.");
    }

    private static PropertyInfo Grouped(string name) => CollectionModel<T>.Groupable.Contains(name)
        ? CollectionModel<T>.Columns[name]
        : throw ProblemException.QueryInvalid($"$apply groups by {string.Join(", ", CollectionModel<T>.Groupable)}.");
}

/// <param name="Alias">The property of the result.</param>
/// <param name="Part">What of a date; <see cref="DatePart.None"/>: the column's own value.</param>
internal sealed record GroupKey(string Alias, DatePart Part);

/// <param name="Alias">The property of the result.</param>
/// <param name="Method">How the column is summarised.</param>
/// <param name="Column">Null for the number of rows.</param>
internal sealed record GroupValue(string Alias, AggregationMethod Method, PropertyInfo? Column);

internal enum DatePart
{
    None,
    Year,
    Month,
    Day,
}
