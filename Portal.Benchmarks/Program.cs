using Portal.Benchmarks.Circuits;
using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project Portal.Benchmarks [-- --quick] [--only NAME,…] [--json FILE]</c> measures every goal
/// and prints one table. Exit code 1: a goal was missed.
/// </summary>
public static class Program
{
    private static readonly IBenchmark[] All = [new CircuitBenchmark()];

    public static async Task<int> Main(string[] args)
    {
        if (args is [ServeCommand.Name, var server, .. var settings])
            return await ServeCommand.RunAsync(server, settings);

        var options = new BenchmarkOptions(
            args.Contains("--quick"), CoreSplit.Detect(), Path.Combine(Path.GetTempPath(), "on-behalf-of-benchmarks"));
        var only = Value(args, "--only")?.Split(',');

        var measurements = new List<Measurement>();
        foreach (var benchmark in All.Where(b => only is null || only.Contains(b.Name, StringComparer.Ordinal)))
            measurements.AddRange(await benchmark.RunAsync(options, CancellationToken.None));

        ResultTable.Write(Console.Out, measurements);
        await ResultFile.WriteAsync(Value(args, "--json") ?? "benchmarks.json", measurements, CancellationToken.None);
        return measurements.Exists(m => m.Reached is false) ? 1 : 0;
    }

    private static string? Value(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var index && index + 1 < args.Length ? args[index + 1] : null;
}
