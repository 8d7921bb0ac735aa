using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>The order of a chart's points, and how many of them it has room for.</summary>
internal static class ChartOrder
{
    /// <summary>More points in time are a line.</summary>
    public const int MaxBars = 36;

    public const int MaxRanked = 20;
    public const int MaxPoints = 1000;

    /// <summary>
    /// Dates and numbers by value, regardless of the table's order; groups in the order of their enumeration, or by size.
    /// </summary>
    public static List<ChartPoint> Sort(List<ChartPoint> points, DataColumn x, ChartSettings settings) =>
        IsPlaced(x) ? [.. points.OrderBy(p => p.Place ?? double.MaxValue)]
        : IsRanked(points, x, settings)
            ? [.. points.OrderByDescending(p => p.Figures[0] ?? double.MinValue).ThenBy(p => p.Label, StringComparer.Ordinal)]
        : settings.IsGrouped && x.Values is { } values ? [.. points.OrderBy(p => Rank(values, p.Label))]
        : points;

    public static bool IsRanked(List<ChartPoint> points, DataColumn x, ChartSettings settings) =>
        settings.IsGrouped && !IsPlaced(x) && (x.Values is null || points.Count > MaxBars);

    /// <summary>Without the points for which there is no room: the smallest, or the earliest.</summary>
    public static ChartData Limited(this ChartData data) => data with
    {
        Points = data switch
        {
            { IsRanked: true } when data.All.Count > MaxRanked => [.. data.All.Take(MaxRanked)],
            _ when data.All.Count <= MaxPoints => data.All,
            _ when data.X.Type is ColumnTypes.Date or ColumnTypes.Time => [.. data.All.TakeLast(MaxPoints)],
            _ => [.. data.All.Take(MaxPoints)],
        },
    };

    private static bool IsPlaced(DataColumn x) =>
        x.Type is ColumnTypes.Date or ColumnTypes.Time or ColumnTypes.WholeNumber or ColumnTypes.Number;

    private static int Rank(IReadOnlyList<string> values, string label) =>
        values.ToList().IndexOf(label) is var at and >= 0 ? at : values.Count;
}
