using System.Globalization;
using System.Text.Json;
using Portal.Components.Data;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>The values of a table's rows, ready for a chart and its text alternative.</summary>
/// <param name="Points">Along the axis, from left to right.</param>
public sealed record ChartData(DataColumn X, IReadOnlyList<DataColumn> Series, IReadOnlyList<ChartPoint> Points)
{
    private const int DayAlone = 10;

    // Beyond this, the difference of two values may overflow a double.
    private const double MaxValue = 1e300;

    /// <summary>Null if there is no value to draw.</summary>
    public static ChartData? Read(DataView view, IReadOnlyList<JsonElement> rows)
    {
        if (view.Chart is not { } chart || view.Columns.FirstOrDefault(c => c.Name == chart.X) is not { } x)
            return null;

        var series = chart.Y.Select(y => view.Columns.FirstOrDefault(c => c.Name == y)).OfType<DataColumn>().ToList();
        var unit = Unit(view, series, rows);
        var points = rows.Select(row => ReadPoint(row, x, series, unit)).ToList();
        return points.Exists(p => p.Figures.Any(f => f is not null))
            ? new ChartData(x, series, InOrder(points, x))
            : null;
    }

    public ChartScale Scale() => ChartScale.Of(Points.SelectMany(p => p.Figures).OfType<double>());

    /// <summary>A label of the value axis, formatted as in cells.</summary>
    public static string Tick(double figure) => Math.Abs(figure) < 1e15
        ? Digits.Grouped((decimal)figure, null)
        : figure.ToString("0.#e0", CultureInfo.InvariantCulture);

    private static ChartPoint ReadPoint(JsonElement row, DataColumn x, List<DataColumn> series, string? unit)
    {
        var cell = CellText.Of(row, x);
        var time = Time(cell);
        return new ChartPoint(
            LabelOf(cell, x, time),
            time is null ? null : cell.Text,
            Figure(row, x) ?? time?.UtcTicks,
            [.. series.Select(y => Figure(row, y))],
            [.. series.Select(y => Text(row, y, unit))]);
    }

    private static DateTimeOffset? Time(CellText cell) => cell.Kind == CellKind.Time
        && DateTimeOffset.TryParse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static string LabelOf(CellText cell, DataColumn x, DateTimeOffset? time) => (cell.Kind, time) switch
    {
        (_, not null) when x.IsMonth && MonthText.Of(cell.Text) is { } month => MonthText.Name(month),
        (_, { } moment) => moment.ToString(cell.Text.Length > DayAlone ? "d MMMM yyyy HH:mm" : "d MMMM yyyy", CultureInfo.InvariantCulture),
        (CellKind.Nothing, _) => "no value",
        _ => cell.Text,
    };

    private static double? Figure(JsonElement row, DataColumn y) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(y.Name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var figure) && Math.Abs(figure) < MaxValue
            ? figure
            : null;

    private static string Text(JsonElement row, DataColumn y, string? unit)
    {
        var cell = CellText.Of(row, y with { Currency = null });
        if (cell.Kind == CellKind.Nothing)
            return "no value";

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
