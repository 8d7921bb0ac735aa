using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Downstream.Dialect;

/// <summary>Writes filters as one OData expression, or as one parameter each.</summary>
internal static class FilterWriter
{
    /// <exception cref="ProblemException">The view does not support a filter, or its value is not one of the column.</exception>
    public static IEnumerable<(string Name, string Value)> Write(ContractView view, IReadOnlyList<DataFilter> filters)
    {
        var conditions = filters.Select(filter => (Filter: filter, Column: Find(view.View, filter))).ToList();
        if (conditions.Count == 0)
            return [];

        return view.Protocol.Filter is { } name
            ? [(name, Expression(view, filters))]
            : conditions.SelectMany(c => c.Filter.Values.Select(value => (c.Column.Name, Plain(c.Column, value))));
    }

    /// <summary>All filters as one OData expression.</summary>
    /// <exception cref="ProblemException">The view does not support a filter, or its value is not one of the column.</exception>
    public static string Expression(ContractView view, IReadOnlyList<DataFilter> filters) =>
        string.Join(" and ", filters.Select(filter => Condition(Find(view.View, filter), filter)));

    private static DataColumn Find(DataView view, DataFilter filter) =>
        FilterCheck.Problem(view, filter) is { } problem
            ? throw QueryProblems.Invalid(problem)
            : view.Columns.First(c => c.Name == filter.Column);

    private static string Condition(DataColumn column, DataFilter filter) => filter.Operator switch
    {
        FilterOperators.In => $"{column.Name} in ({string.Join(',', filter.Values.Select(v => Literal(column, v)))})",
        FilterOperators.StartsWith or FilterOperators.Contains =>
            $"{filter.Operator}({column.Name},{Literal(column, filter.Values[0])})",
        _ => $"{column.Name} {filter.Operator} {Literal(column, filter.Values[0])}",
    };

    // Of OData: texts and enumerations are quoted, anything else is not.
    private static string Literal(DataColumn column, string value) => column.Type switch
    {
        ColumnTypes.Text => $"{column.EnumerationType}'{value.Replace("'", "''", StringComparison.Ordinal)}'",
        ColumnTypes.Duration => $"duration'{Plain(column, value)}'",
        _ => Plain(column, value),
    };

    private static string Plain(DataColumn column, string value) =>
        FilterCheck.Value(column, value) ?? throw new InvalidOperationException("The filter was not checked.");
}
