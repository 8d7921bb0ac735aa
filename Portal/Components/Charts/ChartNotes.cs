using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>What must be said about a chart so that nobody reads more into it than its values.</summary>
internal static class ChartNotes
{
    public const string MixedText = "These amounts are in different currencies, so their sizes cannot be compared.";

    // It is still today somewhere on earth until noon of the next day in UTC.
    private static readonly TimeSpan LastZone = TimeSpan.FromHours(12);

    public static IEnumerable<string> Of(ChartData data, bool isPartial, DateTimeOffset now, VisitorNumbers numbers)
    {
        if (data.Points.Count < data.All.Count)
            yield return LeftOut(data, isPartial, numbers);
        if (data.IsMixed)
            yield return MixedText;
        if (Unfinished(data, now) is { } unfinished)
            yield return unfinished;
    }

    private static string LeftOut(ChartData data, bool isPartial, VisitorNumbers numbers)
    {
        var which = data.IsRanked ? "largest" : data.X.Type is ColumnTypes.Date or ColumnTypes.Time ? "latest" : "first";
        var all = $"{(isPartial ? "the first " : "")}{numbers.Grouped(data.All.Count)}";
        var others = data.All.Count <= ChartTable.MaxRows ? " The table has the others." : "";
        return $"The {numbers.Grouped(data.Points.Count)} {which} of {all}.{others}";
    }

    private static string? Unfinished(ChartData data, DateTimeOffset now)
    {
        if (data.Period is not { } period)
            return null;

        var today = DateOnly.FromDateTime((now - LastZone).UtcDateTime);
        var open = data.Points.Where(p => ChartComparison.FirstDay(p, period) is { } first && !IsOver(first, period, today)).ToList();
        var isCompared = data.Before is not null && open.TrueForAll(p => IsComparedWithWhole(p, period, today));
        return open.Count switch
        {
            0 => null,
            1 => $"{open[0].Label} may be unfinished{(isCompared ? $"; the {period} it is compared with is over" : "")}.",
            _ => $"{open[0].Label} and later may be unfinished"
                + $"{(isCompared ? $"; the {period}s they are compared with are over" : "")}.",
        };
    }

    private static bool IsOver(DateOnly first, string period, DateOnly today) =>
        EarlierPeriod.After(first, period) is { } next && next <= today;

    private static bool IsComparedWithWhole(ChartPoint point, string period, DateOnly today) =>
        point.Figures[^1] is not null
        && ChartComparison.FirstDay(point, period) is { } first
        && EarlierPeriod.Of(first, period) is { } earlier
        && IsOver(earlier, period, today);
}
