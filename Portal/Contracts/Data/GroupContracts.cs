namespace Portal.Contracts.Data;

/// <summary>
/// One value for each group of rows, computed by the API: <c>GET /api/groups/{api}/{view}</c> returns them as a
/// <see cref="RowsBody"/> whose rows have the properties <c>by</c>, <c>value</c> and, as far as it is known, <c>currency</c>.
/// </summary>
/// <param name="By">The column with the values that group the rows.</param>
/// <param name="Period">One of <see cref="GroupPeriods"/> for days and times; null for the values of the column.</param>
/// <param name="Method">One of <see cref="GroupMethods"/>.</param>
/// <param name="Of">The column with the numbers; null for <see cref="GroupMethods.Count"/>.</param>
public sealed record DataGroups(string By, string? Period, string Method, string? Of)
{
    /// <summary>The property of a row that names its group: the column's value, <c>2026</c>, <c>2026-03</c> or a day.</summary>
    public const string ByProperty = "by";

    public const string ValueProperty = "value";

    /// <summary>The property with the currency of an amount; rows do not have it if the currency is unknown.</summary>
    public const string CurrencyProperty = "currency";

    /// <summary>The columns that group rows in a way that a chart can show, most useful first.</summary>
    public static IReadOnlyList<DataColumn> GroupingColumns(DataView view)
    {
        var date = ColumnRoles.Date(view.Columns);
        return [.. view.Columns.Where(IsGrouping).OrderBy(c => c == date ? 0 : ColumnRoles.Of(c) is ColumnRole.Status ? 1 : c.Type == ColumnTypes.Text ? 3 : 2)];
    }

    /// <summary>The columns whose numbers can be added up.</summary>
    public static IReadOnlyList<DataColumn> NumberColumns(DataView view) =>
        [.. view.Columns.Where(IsNumber).OrderBy(c => ColumnRoles.Of(c) is ColumnRole.Amount ? 0 : 1)];

    public static bool HasPeriods(DataColumn column) => column.Type is ColumnTypes.Date or ColumnTypes.Time && !column.IsMonth;

    /// <summary>What of a day or time groups the rows: one of <see cref="GroupPeriods"/>; null for the values of the column.</summary>
    public string? PeriodIn(DataView view) => view.Columns.FirstOrDefault(c => c.Name == By) switch
    {
        { IsMonth: true } => GroupPeriods.Month,
        { } by when HasPeriods(by) => Period ?? (by.Type == ColumnTypes.Date ? GroupPeriods.Day : null),
        _ => null,
    };

    // An API that groups by a column usually also filters by it. A number of the row is different for each row.
    private static bool IsGrouping(DataColumn column) => column.Operators is not null
        && ColumnRoles.Of(column) is not ColumnRole.Id && !ColumnRoles.IsNumber(column)
        && (column.Values is not null || column.Type is ColumnTypes.Boolean or ColumnTypes.Date or ColumnTypes.Time or ColumnTypes.Text);

    private static bool IsNumber(DataColumn column) =>
        ColumnRoles.Of(column) is not ColumnRole.Id && column.Type is ColumnTypes.Number or ColumnTypes.WholeNumber;
}

/// <summary>What of a day or time groups the rows.</summary>
public static class GroupPeriods
{
    public const string Year = "year";
    public const string Month = "month";
    public const string Day = "day";

    public static readonly IReadOnlyList<string> All = [Year, Month, Day];
}

/// <summary>How the rows of a group become one value, as named by OData.</summary>
public static class GroupMethods
{
    public const string Count = "count";
    public const string Sum = "sum";
    public const string Average = "average";
    public const string Min = "min";
    public const string Max = "max";

    /// <summary>Those of a column.</summary>
    public static readonly IReadOnlyList<string> OfNumbers = [Sum, Average, Min, Max];
}
