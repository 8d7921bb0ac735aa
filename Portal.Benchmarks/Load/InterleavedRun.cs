using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Load;

/// <summary>
/// Measures cases in turn (A B C A B C …), so that whatever else the machine does meanwhile affects all of them alike.
/// </summary>
internal sealed record InterleavedRun
{
    private const double Agreement = 0.05;

    private static readonly InterleavedRun Full = new()
    {
        RoundDuration = TimeSpan.FromSeconds(2),
        Rounds = 11,
        MinWarmRequests = 6_000,
        MaxWarmCpuTime = TimeSpan.FromSeconds(20),
    };

    private static readonly InterleavedRun Quick = new()
    {
        RoundDuration = TimeSpan.FromSeconds(0.8),
        Rounds = 4,
        MinWarmRequests = 2_000,
        MaxWarmCpuTime = TimeSpan.FromSeconds(3),
    };

    public required TimeSpan RoundDuration { get; init; }

    public required int Rounds { get; init; }

    /// <summary>As many requests precede the first round, unless <see cref="MaxWarmCpuTime"/> is used up before.</summary>
    public required int MinWarmRequests { get; init; }

    /// <summary>The limit is CPU time, because on a busy machine little happens in a second.</summary>
    public required TimeSpan MaxWarmCpuTime { get; init; }

    public static InterleavedRun For(BenchmarkOptions options) => options.Quick ? Quick : Full;

    public async Task MeasureAsync(IReadOnlyList<Case> cases, CancellationToken cancellationToken)
    {
        foreach (var measured in cases)
        {
            await Console.Error.WriteLineAsync($"  warming {measured.Name}");
            await WarmAsync(measured, cancellationToken);
        }

        await Console.Error.WriteLineAsync($"  measuring {cases.Count} cases in {Rounds} rounds");
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var measured in cases)
                await measured.MeasureAsync(RoundDuration, cancellationToken);
        }
    }

    /// <summary>
    /// The ratio of two cases in each pass over the cases: the machine's speed drifts, which a ratio of medians would show.
    /// </summary>
    public static Sample Ratio(Case numerator, Case denominator, Func<Round, double> figure) =>
        Sample.Of(numerator.Rounds.Zip(denominator.Rounds, (above, below) => figure(above) / figure(below)));

    // Until two rounds agree: by then the hot methods are optimized and the caches are filled.
    private async Task WarmAsync(Case measured, CancellationToken cancellationToken)
    {
        await measured.PrimeAsync(cancellationToken);
        var cpuTime = TimeSpan.Zero;
        var requests = measured.IsWarm ? MinWarmRequests : 0;
        var previous = double.MaxValue;
        while (cpuTime < MaxWarmCpuTime)
        {
            var round = await measured.RunAsync(RoundDuration, cancellationToken);
            requests += round.Requests;
            cpuTime += TimeSpan.FromMicroseconds(round.Total * round.Requests);
            if (requests >= MinWarmRequests && Math.Abs(round.Total - previous) <= Agreement * round.Total)
                return;

            previous = round.Total;
        }
    }
}
