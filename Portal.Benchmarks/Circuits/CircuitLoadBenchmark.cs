using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Circuits;

/// <summary>
/// Many circuits on the data page at once: the portal's memory, and how long a page change takes meanwhile.
/// </summary>
internal sealed class CircuitLoadBenchmark : IBenchmark
{
    private const double Mebibyte = 1024 * 1024;
    private const int MaxMebibytes = 1024;
    private const int MaxMilliseconds = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public string Name => "circuit-load";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var (circuits, changes) = options.Quick ? (50, 300) : (1_000, 3_000);
        await using var stack = await PortalStack.StartAsync(options, cancellationToken);
        var page = new MeasuredPage("portal", stack.Portal, stack.Browser, PortalStack.DataPage, null);
        var open = new List<CircuitClient>();
        try
        {
            for (var i = 0; i < circuits; i++)
                open.Add((await page.OpenAsync(cancellationToken)).Circuit);

            var slowest = Percentile95(await ChangePagesAsync(page, open, changes, cancellationToken));
            var resident = stack.Portal.ResidentBytes / Mebibyte;
            return
            [
                Row($"{circuits} circuits, resident memory of the portal", "MiB", resident, MaxMebibytes),
                Row($"{circuits} circuits, page change at 50/s, 95th percentile", "ms", slowest, MaxMilliseconds),
            ];
        }
        finally
        {
            foreach (var circuit in open)
                await circuit.DisposeAsync();
        }
    }

    // At a fixed rate, whether or not earlier changes are done, as users do; each circuit in turn.
    private static async Task<double[]> ChangePagesAsync(
        MeasuredPage page, List<CircuitClient> circuits, int changes, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        var running = circuits.Select(_ => Task.CompletedTask).ToArray();
        var times = new List<Task<PageUpdate>>();
        for (var i = 0; i < changes && await timer.WaitForNextTickAsync(cancellationToken); i++)
        {
            var circuit = i % circuits.Count;
            await running[circuit]; // A circuit's user waits for the page before going on.
            var change = page.ChangePageAsync(circuits[circuit], cancellationToken);
            running[circuit] = change;
            times.Add(change);
        }

        return [.. (await Task.WhenAll(times)).Select(change => change.Time.TotalMilliseconds)];
    }

    private static double Percentile95(double[] times) => times.Order().ElementAt((int)(times.Length * 0.95));

    private static Measurement Row(string metric, string unit, double value, double limit) => new()
    {
        Goal = "G9",
        Metric = metric,
        Unit = unit,
        Ours = Sample.Exact(value),
        Ratio = value,
        Limit = Limit.AtMost(limit),
    };
}
