using System.Runtime.InteropServices;
using Portal.Benchmarks.Circuits;
using Portal.Benchmarks.Hop;
using Portal.Benchmarks.Micro;
using Portal.Benchmarks.Orders;
using Portal.Benchmarks.Results;
using Portal.Benchmarks.Scale;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project Portal.Benchmarks [-- --quick] [--only NAME,…] [--json FILE]</c> measures every
/// goal and prints one table; <c>--micro</c> measures single operations instead, and <c>scale</c> estimates what a number of
/// users needs. Exit code 1: a goal was missed; 2: something could not be measured.
/// </summary>
public static class Program
{
    private static readonly IBenchmark[] All =
    [
        new HopBenchmark(),
        new OrdersBenchmark(),
        new CircuitBenchmark(),
        new CircuitLoadBenchmark(),
        new FirstLoadBenchmark(),
    ];

    public static async Task<int> Main(string[] args)
    {
        if (args is [ServeCommand.Name, var server, .. var settings])
            return await ServeCommand.RunAsync(server, settings);
        if (args.Contains(MicroCommand.Name))
            return MicroCommand.Run();
        if (args is [ScaleCommand.Name, .. var scenario])
            return ScaleCommand.Run(scenario, Console.Out, Console.Error);

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await MeasureAsync(args, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 2;
        }
        catch (BenchmarkException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }

        // Cancelled instead of ended at once, so that every server is stopped.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> MeasureAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = new BenchmarkOptions(
            args.Contains("--quick"), CoreSplit.Detect(), Path.Combine(Path.GetTempPath(), "on-behalf-of-benchmarks"));
        var only = Value(args, "--only")?.Split(',');
        await options.Cores.MoveThisProcessAsync(cancellationToken);
        if (options.Quick)
            OptimizeServersSooner();

        var measurements = new List<Measurement>();
        foreach (var benchmark in All.Where(b => only is null || only.Contains(b.Name, StringComparer.Ordinal)))
            measurements.AddRange(await benchmark.RunAsync(options, cancellationToken));

        ResultTable.Write(Console.Out, measurements);
        await ResultFile.WriteAsync(Value(args, "--json") ?? "benchmarks.json", measurements, cancellationToken);
        return measurements.Exists(m => m.Reached is false) ? 1 : 0;
    }

    // The servers inherit this: .NET then counts calls from the start, not only after a quiet moment. Without profile-guided
    // optimization they would be warm even sooner, but the ratios would differ from those of the full run.
    private static void OptimizeServersSooner() =>
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCountingDelayMs", "0");

    private static string? Value(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var index && index + 1 < args.Length ? args[index + 1] : null;
}
