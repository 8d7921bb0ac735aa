using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>Adds the values of the period before to a chart, as a series next to its own.</summary>
internal static class ChartComparison
{
    // Two lines over more days lie upon one another.
    private const int MaxDays = 100;

    /// <param name="data">A chart of one series.</param>
    /// <param name="earlier">The points with the values before; these can be those of the chart.</param>
    public static ChartData WithEarlier(this ChartData data, IReadOnlyList<ChartPoint> earlier)
    {
        if (data.Period is not { } period || data.Series.Count != 1 || (period == GroupPeriods.Day && data.All.Count > MaxDays))
            return data;

        // Several points of one period have no single value before.
        var days = data.All.Select(p => FirstDay(p, period)).ToList();
        if (!IsEachOnce(days) || !IsEachOnce(earlier.Select(p => FirstDay(p, period))))
            return data;

        var known = earlier.Where(p => FirstDay(p, period) is not null).ToDictionary(p => FirstDay(p, period)!.Value);
        var before = days.ConvertAll(
            day => day is { } first && EarlierPeriod.Of(first, period) is { } own ? known.GetValueOrDefault(own) : null);
        if (before.TrueForAll(p => p is null))
            return data;

        var words = EarlierPeriod.Words(period);
        var shown = data.Series[0];
        List<ChartPoint> points =
        [
            .. data.All.Zip(before, (point, one) => point with
            {
                Figures = [.. point.Figures, one?.Figures[0]],
                Texts = [.. point.Texts, one?.Texts[0] ?? ChartData.NoValue],
            }),
        ];
        return data with
        {
            Series = [shown, shown with { Name = shown.Name + " before", Title = $"{shown.Title} {words}" }],
            Points = points,
            All = points,
            Before = words,
        };
    }

    /// <summary>What the rows of an API are values of, as far as it is sure: rows of two days in a row are values of days.</summary>
    public static string? PeriodOf(DataColumn x, IReadOnlyList<ChartPoint> points) => x switch
    {
        { IsMonth: true } => GroupPeriods.Month,
        { Type: ColumnTypes.WholeNumber } when ColumnRoles.WordsOf(x.Name) is [.., "year"] => GroupPeriods.Year,
        { Type: ColumnTypes.Date }
            when HasNeighbours([.. points.Select(p => FirstDay(p, GroupPeriods.Day)).OfType<DateOnly>()]) => GroupPeriods.Day,
        _ => null,
    };

    /// <summary>The first day of the period that a point stands for; null if it stands for none.</summary>
    public static DateOnly? FirstDay(ChartPoint point, string period) => EarlierPeriod.FirstDay(point.Time ?? point.Label, period);

    private static bool HasNeighbours(List<DateOnly> days) =>
        days.Zip(days.Skip(1)).Any(pair => pair.Second.DayNumber - pair.First.DayNumber == 1);

    private static bool IsEachOnce(IEnumerable<DateOnly?> days)
    {
        var seen = new HashSet<DateOnly>();
        return days.OfType<DateOnly>().All(seen.Add);
    }
}
