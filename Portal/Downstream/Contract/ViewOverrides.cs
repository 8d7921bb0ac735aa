using Portal.Contracts.Data;

namespace Portal.Downstream.Contract;

/// <summary>Applies the settings of views over the API's document.</summary>
internal static class ViewOverrides
{
    private const string NoChart = "none";
    private const string OwnOrder = "none";

    /// <param name="contract">The contract from the document.</param>
    /// <param name="settings">Settings by view name.</param>
    /// <param name="unknown">Called with the key of each setting that does not exist in the document.</param>
    public static ApiContract Apply(ApiContract contract, IDictionary<string, ViewSettings> settings, Action<string> unknown)
    {
        foreach (var name in settings.Keys.Where(name => contract.FindView(name) is null))
            unknown(name);

        return contract with
        {
            Views = [.. contract.Views.Select(view => settings.TryGetValue(view.View.Name, out var wanted)
                ? view with { View = Apply(view.View, wanted, unknown) }
                : view)],
        };
    }

    private static DataView Apply(DataView view, ViewSettings settings, Action<string> unknown)
    {
        foreach (var (list, name) in settings.Columns.Select(c => ("Columns", c)).Concat(settings.Hidden.Select(c => ("Hidden", c))))
        {
            if (view.Columns.All(c => c.Name != name))
                unknown($"{view.Name}:{list} ({name})");
        }

        var order = settings.Columns.Select((name, at) => (name, at)).DistinctBy(c => c.name).ToDictionary(c => c.name, c => c.at);
        return view with
        {
            Title = settings.Title is { Length: > 0 } title ? title : view.Title,
            Columns =
            [
                .. view.Columns
                    .OrderBy(column => order.GetValueOrDefault(column.Name, int.MaxValue))
                    .Select(column => settings.Hidden.Contains(column.Name) ? column with { Hidden = true }
                        : order.ContainsKey(column.Name) ? column with { Hidden = false }
                        : column),
            ],
            Chart = settings.Chart is { } chart ? ChartOf(view, chart, unknown) : view.Chart,
            Sort = settings.Sort is { Length: > 0 } sort ? SortOf(view, sort, unknown) : view.Sort,
        };
    }

    private static DataSort? SortOf(DataView view, string text, Action<string> unknown)
    {
        if (text == OwnOrder)
            return null;
        if (ViewHints.SortOf(text, view.Columns) is { } sort)
            return sort;

        unknown($"{view.Name}:Sort");
        return view.Sort;
    }

    private static DataChart? ChartOf(DataView view, ChartSettings settings, Action<string> unknown)
    {
        if (settings.Type == NoChart)
            return null;

        var chart = new DataChart(settings.Type, settings.X, [.. settings.Y]);
        if (ChartReader.Fits(chart, view.Columns))
            return chart;

        unknown($"{view.Name}:Chart");
        return view.Chart;
    }
}
