using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks;

/// <summary>Measures one or several goals, each side by side with its peers in one interleaved run.</summary>
internal interface IBenchmark
{
    /// <summary>Selects it on the command line: <c>--only hop</c>.</summary>
    string Name { get; }

    Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken);
}

/// <param name="Quick">Fewer rounds and smaller data: all benchmarks together take about four minutes.</param>
/// <param name="Cores">Which core runs the servers and which one the load.</param>
/// <param name="DataDirectory">Kept between runs: the emulator's keys and AppB's databases.</param>
internal sealed record BenchmarkOptions(bool Quick, CoreSplit Cores, string DataDirectory);
