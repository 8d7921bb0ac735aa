using System.Globalization;
using System.Text.Json;
using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>The values of a table's rows, ready for a chart and its text alternative.</summary>
/// <param name="Points">Along the axis, from left to right.</param>
/// <param name="All">The same with those for which the chart has no room.</param>
public sealed record ChartData(
    DataColumn X, IReadOnlyList<DataColumn> Series, IReadOnlyList<ChartPoint> Points, IReadOnlyList<ChartPoint> All)
{
    internal const string NoValue = "no value";
    private const string NoName = "(none)";
    private const string EmptyName = "(empty)";
    private const int Colours = 4;
    private const int DayAlone = 10;

    // Beyond this, the difference of two values may overflow a double.
    private const double MaxValue = 1e300;

    /// <summary>The last series is the first one, this long before each point: <c>a year before</c>; null if it is not.</summary>
    public string? Before { get; init; }

    /// <summary>One of <see cref="GroupPeriods"/>; null if the points are not periods.</summary>
    public string? Period { get; init; }

    /// <summary>The largest values come first.</summary>
    public bool IsRanked { get; init; }

    /// <summary>The currency of all values; null if they have none, or several.</summary>
    public string? Unit { get; init; }

    /// <summary>The currencies that the rows have, each with a chart of its own.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = [];

    /// <summary>The one of <see cref="Currencies"/> that this chart shows.</summary>
    public string? Currency { get; init; }

    /// <summary>The values of one series are in different currencies.</summary>
    public bool IsMixed { get; init; }

    /// <summary>Null if there is no value to draw.</summary>
    public static ChartData? Read(
        DataView view, IReadOnlyList<JsonElement> rows, ChartSettings settings, VisitorCulture visitor)
    {
        if (view.Chart is not { } chart || view.Columns.FirstOrDefault(c => c.Name == chart.X) is not { } x)
            return null;

        var series = chart.Y.Select(y => view.Columns.FirstOrDefault(c => c.Name == y)).OfType<DataColumn>().ToList();
        var currencies = ChartCurrencies.Of(view, series, rows);
        var currency = currencies.Choose(settings.Currency);
        var shown = currencies.Names.Count > 1 ? currencies.RowsOf(rows, currency) : rows;
        var all = ChartOrder.Sort(PointsOf(shown), x, settings);
        if (!all.Exists(p => p.Figures.Any(f => f is not null)))
            return null;

        var units = series.ConvertAll(y => shown.Where(row => Figure(row, y) is not null)
            .Select(row => ChartCurrencies.UnitOf(view, row, y)).Distinct().Take(2).ToList());
        return new ChartData(x, series, all, all)
        {
            Period = settings.Period ?? ChartComparison.PeriodOf(x, all),
            IsRanked = ChartOrder.IsRanked(all, x, settings),
            Unit = units.SelectMany(u => u).Distinct().ToList() is [{ } one] ? one : null,
            Currencies = currencies.Names,
            Currency = currency,
            IsMixed = units.Exists(u => u.Count > 1),
        }
        .WithEarlier(settings.Earlier is { } earlier ? PointsOf(currencies.RowsOf(earlier, currency)) : all)
        .Limited();

        List<ChartPoint> PointsOf(IReadOnlyList<JsonElement> some) => [.. some.Select(row => ReadPoint(view, row, x, series, visitor))];
    }

    public ChartScale Scale(string type) =>
        ChartScale.Of(Points.SelectMany(p => p.Figures).OfType<double>(), isFromZero: type != ChartTypes.Line);

    /// <summary>The CSS class with the colour of a series.</summary>
    public string ClassOf(int series) => Before is not null && series == Series.Count - 1
        ? "chart__series--before"
        : $"chart__series--{series % Colours}";

    /// <summary>A figure as short as a label must be: <c>12.3k</c>.</summary>
    public static string Brief(double figure, VisitorNumbers numbers) => Math.Abs(figure) switch
    {
        >= 1e15 => numbers.Rounded(figure, "0.#e0"),
        >= 1e9 => $"{numbers.Rounded(figure / 1e9, "0.#")}bn",
        >= 1e6 => $"{numbers.Rounded(figure / 1e6, "0.#")}M",
        >= 1e4 => $"{numbers.Rounded(figure / 1e3, "0.#")}k",
        _ => numbers.Rounded(figure, "0.##"),
    };

    /// <summary>A label of the value axis: short for round millions, otherwise formatted as in cells.</summary>
    public static string Tick(double figure, VisitorNumbers numbers) => Math.Abs(figure) switch
    {
        >= 1e15 => numbers.Rounded(figure, "0.#e0"),
        >= 1e9 when figure % 1e7 == 0 => $"{numbers.Rounded(figure / 1e9, "0.##")}bn",
        >= 1e6 when figure % 1e4 == 0 => $"{numbers.Rounded(figure / 1e6, "0.##")}M",
        _ => numbers.Exact(((decimal)figure).ToString(CultureInfo.InvariantCulture)),
    };

    private static ChartPoint ReadPoint(
        DataView view, JsonElement row, DataColumn x, List<DataColumn> series, VisitorCulture visitor)
    {
        var cell = CellText.Of(row, x, visitor.Numbers);
        var time = Time(cell);
        return new ChartPoint(
            LabelOf(row, cell, x, time, visitor.Dates),
            time is null ? null : cell.Text,
            Figure(row, x) ?? time?.UtcTicks,
            [.. series.Select(y => Figure(row, y))],
            [.. series.Select(y => Text(row, y, ChartCurrencies.UnitOf(view, row, y), visitor.Numbers))]);
    }

    private static DateTimeOffset? Time(CellText cell) => cell.Kind == CellKind.Time
        && DateTimeOffset.TryParse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static string LabelOf(
        JsonElement row, CellText cell, DataColumn x, DateTimeOffset? time, VisitorDates dates) => (cell.Kind, time) switch
        {
            (_, not null) when x.IsMonth && MonthText.Of(cell.Text) is { } month => MonthText.Name(month, dates),
            (_, { } moment) => cell.Text.Length > DayAlone ? dates.Moment(moment) : dates.Day(DateOnly.FromDateTime(moment.DateTime)),
            (CellKind.Nothing, _) => IsEmpty(row, x) ? EmptyName : NoName,
            _ => cell.Text,
        };

    private static bool IsEmpty(JsonElement row, DataColumn x) => row.ValueKind == JsonValueKind.Object
        && row.TryGetProperty(x.Name, out var value) && value.ValueKind == JsonValueKind.String && CellText.Characters(value).Length == 0;

    // Some APIs write numbers of many digits as texts.
    internal static double? Figure(JsonElement row, DataColumn y) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(y.Name, out var value)
        && (value.ValueKind == JsonValueKind.Number || IsNumber(value, y))
        && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var figure)
        && Math.Abs(figure) < MaxValue
            ? figure
            : null;

    private static bool IsNumber(JsonElement value, DataColumn column) =>
        value.ValueKind == JsonValueKind.String && CellText.IsNumeric(column) && NumberText.IsPlain(CellText.Characters(value));

    private static string Text(JsonElement row, DataColumn y, string? unit, VisitorNumbers numbers)
    {
        var cell = CellText.Of(row, y with { Currency = null }, numbers);
        if (cell.Kind == CellKind.Nothing)
            return NoValue;

        return unit is null ? cell.Text : $"{cell.Text} {unit}";
    }
}

/// <summary>One point along the axis.</summary>
/// <param name="Label">The label of the point, as text.</param>
/// <param name="Time">The original value if it is a time: the browser formats it.</param>
/// <param name="Place">The position in the order of times or numbers.</param>
/// <param name="Figures">One value per series; null if the row has none.</param>
/// <param name="Texts">The values as the table's cells show them, with their unit.</param>
public sealed record ChartPoint(
    string Label, string? Time, double? Place, IReadOnlyList<double?> Figures, IReadOnlyList<string> Texts);
