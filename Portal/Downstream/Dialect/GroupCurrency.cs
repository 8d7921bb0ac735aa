using Portal.Contracts.Data;

namespace Portal.Downstream.Dialect;

/// <summary>
/// How the currency of grouped amounts is known: it is the same for all rows, or the API groups by it, too. If neither is
/// set, the values have no currency, or may add up different ones.
/// </summary>
/// <param name="Column">The column with the currency, by which the API groups.</param>
/// <param name="Value">The currency of all rows.</param>
internal readonly record struct GroupCurrency(DataColumn? Column = null, string? Value = null)
{
    public static GroupCurrency Of(DataView view, DataGroups groups, IReadOnlyList<DataFilter> filters)
    {
        var name = groups.Of is { } of ? view.Columns.FirstOrDefault(c => c.Name == of)?.Currency : null;
        if (name is null || view.Columns.FirstOrDefault(c => c.Name == name) is not { } column)
            return default;
        if (column.Name == groups.By)
            return new(column);

        // An API that groups by a column usually also filters by it.
        return (column.OnlyValue ?? Filtered(column, filters)) is { } known ? new(Value: known)
            : column.Operators is not null ? new(column)
            : default;
    }

    private static string? Filtered(DataColumn column, IReadOnlyList<DataFilter> filters) => filters
        .Where(f => f.Column == column.Name && f is { Operator: FilterOperators.Equal or FilterOperators.In, Values.Count: 1 })
        .Select(f => f.Values[0])
        .FirstOrDefault();
}
