using System.Globalization;
using System.Text.Json;
using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>The values of a table's rows, ready for a chart and its text alternative.</summary>
/// <param name="Points">Along the axis, from left to right.</param>
/// <param name="ComparesYears">The last series is the first one, a year before each point.</param>
public sealed record ChartData(
    DataColumn X, IReadOnlyList<DataColumn> Series, IReadOnlyList<ChartPoint> Points, bool ComparesYears = false)
{
    private const string NoValue = "no value";
    private const int Colours = 4;
    private const int DayAlone = 10;

    // Beyond this, the difference of two values may overflow a double.
    private const double MaxValue = 1e300;

    /// <summary>Null if there is no value to draw.</summary>
    public static ChartData? Read(DataView view, IReadOnlyList<JsonElement> rows, VisitorNumbers? numbers = null)
    {
        if (view.Chart is not { } chart || view.Columns.FirstOrDefault(c => c.Name == chart.X) is not { } x)
            return null;

        var series = chart.Y.Select(y => view.Columns.FirstOrDefault(c => c.Name == y)).OfType<DataColumn>().ToList();
        var unit = Unit(view, series, rows);
        var points = rows.Select(row => ReadPoint(row, x, series, unit, numbers)).ToList();
        return points.Exists(p => p.Figures.Any(f => f is not null))
            ? new ChartData(x, series, InOrder(points, x)).WithYearBefore()
            : null;
    }

    public ChartScale Scale(string type) =>
        ChartScale.Of(Points.SelectMany(p => p.Figures).OfType<double>(), isFromZero: type != ChartTypes.Line);

    /// <summary>The CSS class with the colour of a series.</summary>
    public string ClassOf(int series) => ComparesYears && series == Series.Count - 1
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

    /// <summary>A label of the value axis, formatted as in cells.</summary>
    public static string Tick(double figure, VisitorNumbers numbers) => Math.Abs(figure) < 1e15
        ? numbers.Exact(((decimal)figure).ToString(CultureInfo.InvariantCulture))
        : numbers.Rounded(figure, "0.#e0");

    // Only months: a day of the week or a holiday makes days of two years differ for reasons of their own.
    private ChartData WithYearBefore()
    {
        if (!X.IsMonth || Series.Count != 1)
            return this;

        var months = Points.Where(p => p.Time is not null).GroupBy(p => p.Time!).ToDictionary(m => m.Key, m => m.First());
        var before = Points.Select(p => YearBefore(p.Time) is { } time ? months.GetValueOrDefault(time) : null).ToList();
        if (before.TrueForAll(p => p is null))
            return this;

        return new ChartData(
            X,
            [.. Series, Series[0] with { Name = Series[0].Name + " before", Title = $"{Series[0].Title} a year before" }],
            [
                .. Points.Zip(before, (point, earlier) => point with
                {
                    Figures = [.. point.Figures, earlier?.Figures[0]],
                    Texts = [.. point.Texts, earlier?.Texts[0] ?? NoValue],
                }),
            ],
            ComparesYears: true);
    }

    private static string? YearBefore(string? month) => month is not null && MonthText.Of(month) is { } text
        && DateOnly.ParseExact(MonthText.Day(text), "yyyy-MM-dd", CultureInfo.InvariantCulture) is { Year: > 1 } day
            ? day.AddYears(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture)
            : null;

    private static ChartPoint ReadPoint(JsonElement row, DataColumn x, List<DataColumn> series, string? unit, VisitorNumbers? numbers)
    {
        var cell = CellText.Of(row, x, numbers);
        var time = Time(cell);
        return new ChartPoint(
            LabelOf(cell, x, time),
            time is null ? null : cell.Text,
            Figure(row, x) ?? time?.UtcTicks,
            [.. series.Select(y => Figure(row, y))],
            [.. series.Select(y => Text(row, y, unit, numbers))]);
    }

    private static DateTimeOffset? Time(CellText cell) => cell.Kind == CellKind.Time
        && DateTimeOffset.TryParse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static string LabelOf(CellText cell, DataColumn x, DateTimeOffset? time) => (cell.Kind, time) switch
    {
        (_, not null) when x.IsMonth && MonthText.Of(cell.Text) is { } month => MonthText.Name(month),
        (_, { } moment) => moment.ToString(cell.Text.Length > DayAlone ? "d MMMM yyyy HH:mm" : "d MMMM yyyy", CultureInfo.InvariantCulture),
        (CellKind.Nothing, _) => NoValue,
        _ => cell.Text,
    };

    private static double? Figure(JsonElement row, DataColumn y) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(y.Name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var figure) && Math.Abs(figure) < MaxValue
            ? figure
            : null;

    private static string Text(JsonElement row, DataColumn y, string? unit, VisitorNumbers? numbers)
    {
        var cell = CellText.Of(row, y with { Currency = null }, numbers);
        if (cell.Kind == CellKind.Nothing)
            return NoValue;

        return unit is not null && y.Decimals is not null ? $"{cell.Text} {unit}" : cell.Text;
    }

    // The currency of amounts is a separate column; it is shown with the amounts if all rows have the same one.
    private static string? Unit(DataView view, List<DataColumn> series, IReadOnlyList<JsonElement> rows)
    {
        var name = series.Select(y => y.Currency).OfType<string>().FirstOrDefault() ?? "currency";
        if (view.Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } currency)
            return null;

        var units = rows.Select(row => CellText.Of(row, currency).Text).Distinct().Take(2).ToList();
        return units is [{ Length: > 0 and <= 8 } one] ? one : null;
    }

    // Dates and numbers are ordered by value, regardless of the table's sort order.
    private static List<ChartPoint> InOrder(List<ChartPoint> points, DataColumn x) =>
        x.Type is ColumnTypes.Date or ColumnTypes.Time or ColumnTypes.WholeNumber or ColumnTypes.Number
            ? [.. points.OrderBy(p => p.Place ?? double.MaxValue)]
            : points;
}

/// <summary>One point along the axis.</summary>
/// <param name="Label">The label of the point, as text.</param>
/// <param name="Time">The original value if it is a time: the browser formats it.</param>
/// <param name="Place">The position in the order of times or numbers.</param>
/// <param name="Figures">One value per series; null if the row has none.</param>
/// <param name="Texts">The values as the table's cells show them, with their unit.</param>
public sealed record ChartPoint(
    string Label, string? Time, double? Place, IReadOnlyList<double?> Figures, IReadOnlyList<string> Texts);
