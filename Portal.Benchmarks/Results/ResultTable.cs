using System.Globalization;

namespace Portal.Benchmarks.Results;

/// <summary>Prints the measurements as one table, aligned for a console.</summary>
internal static class ResultTable
{
    private static readonly string[] Header = ["goal", "metric", "ours", "peers", "floor", "ratio", "limit", "reached"];

    public static void Write(TextWriter output, IReadOnlyList<Measurement> measurements)
    {
        string[][] rows = [Header, .. measurements.Select(Cells)];
        var widths = Header.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] Cells(Measurement measurement) =>
    [
        measurement.Goal,
        measurement.Metric,
        $"{Text(measurement.Ours)} {measurement.Unit}",
        string.Join(", ", measurement.Peers.Select(peer => $"{peer.Name} {Text(peer.Value)}")),
        measurement.Floor is { } floor ? Text(floor) : "",
        Text(measurement.Ratio),
        measurement.Limit is { } limit ? $"{Symbol(limit.Bound)} {Text(limit.Value)}" : "",
        measurement.Reached switch { true => "yes", false => "NO", null => "" },
    ];

    private static string Text(Sample sample) => sample.Min.Equals(sample.Max)
        ? Text(sample.Median)
        : $"{Text(sample.Median)} ({Text(sample.Min)}–{Text(sample.Max)})";

    private static string Text(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.#", _ => "0.##" }, CultureInfo.InvariantCulture);

    private static string Symbol(Bound bound) => bound switch { Bound.AtMost => "≤", Bound.AtLeast => "≥", _ => "=" };
}
