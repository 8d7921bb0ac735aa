using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>Charts of groups in words, and as a view that a chart can be drawn of.</summary>
internal static class GroupText
{
    public const string CountTitle = "Number of rows";

    public static string MethodOf(string method) => method switch
    {
        GroupMethods.Sum => "Sum",
        GroupMethods.Average => "Average",
        GroupMethods.Min => "Smallest",
        GroupMethods.Max => "Largest",
        _ => CountTitle,
    };

    public static string ValueOf(string method, DataColumn? of) =>
        of is null ? CountTitle : $"{MethodOf(method)} of {LowerFirst(SafeText.Visible(of.Title))}";

    public static string PeriodOf(string period) => period switch
    {
        GroupPeriods.Year => "Year",
        GroupPeriods.Month => "Month",
        _ => "Day",
    };

    /// <summary>The view of the groups: one row for each, with its chart. Null if <paramref name="view"/> has no such columns.</summary>
    public static DataView? ViewOf(DataView view, DataGroups groups, int count)
    {
        if (DataGroups.GroupingColumns(view).FirstOrDefault(c => c.Name == groups.By) is not { } by)
            return null;

        var period = groups.PeriodIn(view);
        var of = groups.Of is null ? null : view.Columns.FirstOrDefault(c => c.Name == groups.Of);
        var x = by with
        {
            Name = DataGroups.ByProperty,
            Type = period is GroupPeriods.Year ? ColumnTypes.WholeNumber : period is null ? by.Type : ColumnTypes.Date,
            IsMonth = period is GroupPeriods.Month,
        };
        var y = new DataColumn(
            DataGroups.ValueProperty,
            ValueOf(groups.Method, of),
            of?.Type ?? ColumnTypes.WholeNumber,
            Description: null,
            Sortable: false,
            Decimals: of?.Decimals,
            Currency: of?.Currency is null ? null : DataGroups.CurrencyProperty);
        var currency = new DataColumn(DataGroups.CurrencyProperty, "Currency", ColumnTypes.Text, Description: null, Sortable: false);
        var isTime = x.Type is ColumnTypes.Date or ColumnTypes.Time;
        return view with
        {
            Columns = [x, y, currency],
            Chart = new DataChart(isTime && count > ChartOrder.MaxBars ? ChartTypes.Line : ChartTypes.Bar, x.Name, [y.Name]),
        };
    }

    private static string LowerFirst(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
