using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>The text alternative of a chart.</summary>
internal static class ChartText
{
    public static string Title(ChartData data)
    {
        var own = data.Series.SkipLast(data.Before is null ? 0 : 1).Select(Name);
        return $"{string.Join(" and ", own)} by {LowerFirst(Name(data.X))}"
            + (data.Before is null ? "" : data.Period == GroupPeriods.Day ? ", with the week before" : ", with the year before")
            + (data.Currencies.Count > 1 ? $", in {CurrencyName(data.Currency)}" : "");
    }

    public static string Summary(ChartData data, string view, string type)
    {
        var kind = type == ChartTypes.Line ? "line" : "bar";
        var extent = data.Points.Count == 1
            ? $"one value, {data.Points[0].Label}"
            : $"{data.Points.Count} values from {data.Points[0].Label} to {data.Points[^1].Label}";
        return $"{SafeText.Visible(view)}, a {kind} chart: {Title(data)}, {extent}. "
            + string.Join(' ', data.Series.Select((y, i) => Extremes(data, Name(y), i)));
    }

    /// <summary>One point, tab-separated: its time or nothing, its label, and its values.</summary>
    public static string Line(ChartData data, ChartPoint point) =>
        $"{point.Time}\t{OneLine(point.Label)}\t{OneLine(Figures(data, point))}";

    public static string Figures(ChartData data, ChartPoint point) =>
        string.Join(", ", data.Series
            .Select((y, i) => (Text: $"{Name(y)} {point.Texts[i]}", IsShown: data.Before is null || i == 0 || point.Figures[i] is not null))
            .Where(y => y.IsShown).Select(y => y.Text));

    /// <summary>A currency as people read it.</summary>
    public static string CurrencyName(string? currency) =>
        currency is null or ChartCurrencies.None ? "no currency" : SafeText.Visible(currency);

    private static string Extremes(ChartData data, string name, int series)
    {
        var present = data.Points.Where(p => p.Figures[series] is not null).ToList();
        if (present.Count == 0)
            return $"{name}: no values.";

        var (low, high) = (present.MinBy(p => p.Figures[series])!, present.MaxBy(p => p.Figures[series])!);
        return $"{name}: lowest {low.Texts[series]} ({low.Label}), highest {high.Texts[series]} ({high.Label}).";
    }

    private static string Name(DataColumn column) => SafeText.Visible(column.Title);

    private static string LowerFirst(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
