using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>The values that are written at their bars or points: all where there is room, otherwise the extremes.</summary>
internal static class ChartLabels
{
    private const int MaxOnWide = ChartOrder.MaxRanked;
    private const int MaxOnPhone = 6;

    // Of the width of the plot: two labels that are closer together would overlap.
    private const double MinDistance = .1;

    // With a short currency, as many find room.
    private const int MaxWithUnit = 12;
    private const int MaxUnit = 4;

    /// <summary>Of the first series; the others are read from the legend, the pointer or the table.</summary>
    public static IEnumerable<ChartLabel> Of(ChartData data, ChartScale scale, string type, VisitorNumbers numbers)
    {
        var figures = data.Points.Select(p => p.Figures[0]).ToList();
        var hasUnit = data.Unit is { Length: <= MaxUnit } && figures.Count is <= MaxWithUnit or > MaxOnWide;
        var (low, high) = (figures.IndexOf(figures.Min()), figures.IndexOf(figures.Max()));
        if (figures.Count > MaxOnWide && Math.Abs(low - high) < figures.Count * MinDistance)
            low = high;

        var centre = type == ChartTypes.Bar ? ChartDrawing.FirstBar(data.Series.Count) : .5;
        for (var i = 0; i < figures.Count; i++)
        {
            var isExtreme = i == low || i == high;
            if (figures[i] is not { } figure || (figures.Count > MaxOnWide && !isExtreme))
                continue;

            yield return new ChartLabel(
                (i + centre) / figures.Count * 100,
                scale.Height(Math.Max(figure, scale.HasZero ? 0 : figure)),
                ChartData.Brief(figure, numbers),
                hasUnit ? $"\u00A0{data.Unit}" : null,
                IsForWide: figures.Count > MaxOnPhone && !isExtreme);
        }
    }
}

/// <param name="Left">In percent of the plot, as <paramref name="Bottom"/>.</param>
/// <param name="Unit">Left out on a phone, where it is at the axis only.</param>
/// <param name="IsForWide">Left out on a phone.</param>
internal sealed record ChartLabel(double Left, double Bottom, string Text, string? Unit, bool IsForWide);
