using System.Globalization;
using System.Text.Json;
using Portal.Components.Data;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>The figures of the rows that a table shows, ready to be drawn and told.</summary>
/// <param name="Points">Along the axis, from left to right.</param>
public sealed record ChartData(DataColumn X, IReadOnlyList<DataColumn> Series, IReadOnlyList<ChartPoint> Points)
{
    private const int DayAlone = 10;

    // Beyond, the distance between two figures is more than a double holds.
    private const double Largest = 1e300;

    /// <summary>Null when there is no figure to draw.</summary>
    public static ChartData? Read(DataView view, IReadOnlyList<JsonElement> rows)
    {
        if (view.Chart is not { } chart || view.Columns.FirstOrDefault(c => c.Name == chart.X) is not { } x)
            return null;

        var series = chart.Y.Select(y => view.Columns.FirstOrDefault(c => c.Name == y)).OfType<DataColumn>().ToList();
        var unit = Unit(view, rows);
        var points = rows.Select(row => ReadPoint(row, x, series, unit)).ToList();
        return points.Exists(p => p.Figures.Any(f => f is not null))
            ? new ChartData(x, series, InOrder(points, x))
            : null;
    }

    public ChartScale Scale() => ChartScale.Of(Points.SelectMany(p => p.Figures).OfType<double>());

    /// <summary>A place on the axis of figures, written as cells write them.</summary>
    public static string Tick(double figure) => Math.Abs(figure) < 1e15
        ? Digits.Grouped((decimal)figure, null)
        : figure.ToString("0.#e0", CultureInfo.InvariantCulture);

    private static ChartPoint ReadPoint(JsonElement row, DataColumn x, List<DataColumn> series, string? unit)
    {
        var cell = CellText.Of(row, x);
        var time = Time(cell);
        return new ChartPoint(
            Words(cell, time),
            time is null ? null : cell.Text,
            Figure(row, x) ?? time?.UtcTicks,
            [.. series.Select(y => Figure(row, y))],
            [.. series.Select(y => Text(row, y, unit))]);
    }

    private static DateTimeOffset? Time(CellText cell) => cell.Kind == CellKind.Time
        && DateTimeOffset.TryParse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static string Words(CellText cell, DateTimeOffset? time) => (cell.Kind, time) switch
    {
        (_, { } moment) => moment.ToString(cell.Text.Length > DayAlone ? "d MMMM yyyy HH:mm" : "d MMMM yyyy", CultureInfo.InvariantCulture),
        (CellKind.Nothing, _) => "no value",
        _ => cell.Text,
    };

    private static double? Figure(JsonElement row, DataColumn y) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(y.Name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var figure) && Math.Abs(figure) < Largest
            ? figure
            : null;

    private static string Text(JsonElement row, DataColumn y, string? unit)
    {
        var cell = CellText.Of(row, y);
        if (cell.Kind == CellKind.Nothing)
            return "nothing";

        return unit is not null && y.Decimals is not null ? $"{cell.Text} {unit}" : cell.Text;
    }

    // An amount's currency stands in a column of its own; it is told with the amounts where it is one for all.
    private static string? Unit(DataView view, IReadOnlyList<JsonElement> rows)
    {
        if (view.Columns.FirstOrDefault(c => c.Name.Equals("currency", StringComparison.OrdinalIgnoreCase)) is not { } currency)
            return null;

        var units = rows.Select(row => CellText.Of(row, currency).Text).Distinct().Take(2).ToList();
        return units is [{ Length: > 0 and <= 8 } one] ? one : null;
    }

    // Dates and numbers have an order of their own, whatever the table is sorted by.
    private static List<ChartPoint> InOrder(List<ChartPoint> points, DataColumn x) =>
        x.Type is ColumnTypes.Date or ColumnTypes.Time or ColumnTypes.WholeNumber or ColumnTypes.Number
            ? [.. points.OrderBy(p => p.Place ?? double.MaxValue)]
            : points;
}

/// <summary>One place along the axis.</summary>
/// <param name="Words">The place, where only text can stand.</param>
/// <param name="Time">The place as the row wrote it, where it is a time: the reader's browser words it.</param>
/// <param name="Place">Where it comes in the order of times or numbers.</param>
/// <param name="Figures">One a series; null where the row has none.</param>
/// <param name="Texts">The figures as the table's cells show them, with their unit.</param>
public sealed record ChartPoint(
    string Words, string? Time, double? Place, IReadOnlyList<double?> Figures, IReadOnlyList<string> Texts);
