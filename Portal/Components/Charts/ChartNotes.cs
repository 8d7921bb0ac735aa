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
        return $"The {numbers.Grouped(data.Points.Count)} {which} of {all}. The table has the others.";
    }

    private static string? Unfinished(ChartData data, DateTimeOffset now)
    {
        if (data.Period is not { } period)
            return null;

        var today = DateOnly.FromDateTime((now - LastZone).UtcDateTime);
        var open = data.Points.Where(p => ChartComparison.FirstDay(p, period) is { } first
            && (EarlierPeriod.After(first, period) is not { } next || next > today)).ToList();
        return open.Count switch
        {
            0 => null,
            1 => $"{open[0].Label} may be unfinished{(data.Before is null ? "" : $"; the {period} it is compared with is over")}.",
            _ => $"{open[0].Label} and later may be unfinished{(data.Before is null ? "" : $"; the {period}s they are compared with are over")}.",
        };
    }
}
