using Portal.Components.Shared;

namespace Portal.Components.Charts;

/// <summary>The values that are written at their bars or points: all where there is room, otherwise the extremes.</summary>
internal static class ChartLabels
{
    private const int MaxOnWide = ChartOrder.MaxRanked;
    private const int MaxOnPhone = 6;

    // With a short currency, as many find room.
    private const int MaxWithUnit = 12;
    private const int MaxUnit = 4;

    /// <summary>Of the first series; the others are read from the legend, the pointer or the table.</summary>
    public static IEnumerable<ChartLabel> Of(ChartData data, ChartScale scale, VisitorNumbers numbers)
    {
        var figures = data.Points.Select(p => p.Figures[0]).ToList();
        var unit = data.Unit is { Length: <= MaxUnit } one && figures.Count is <= MaxWithUnit or > MaxOnWide ? $"\u00A0{one}" : "";
        var (low, high) = (figures.IndexOf(figures.Min()), figures.IndexOf(figures.Max()));
        for (var i = 0; i < figures.Count; i++)
        {
            var isExtreme = i == low || i == high;
            if (figures[i] is not { } figure || (figures.Count > MaxOnWide && !isExtreme))
                continue;

            yield return new ChartLabel(
                (i + .5) / figures.Count * 100,
                scale.Height(Math.Max(figure, scale.HasZero ? 0 : figure)),
                ChartData.Brief(figure, numbers) + unit,
                IsForWide: figures.Count > MaxOnPhone && !isExtreme);
        }
    }
}

/// <param name="Left">In percent of the plot, as <paramref name="Bottom"/>.</param>
/// <param name="IsForWide">Left out on a phone.</param>
internal sealed record ChartLabel(double Left, double Bottom, string Text, bool IsForWide);
