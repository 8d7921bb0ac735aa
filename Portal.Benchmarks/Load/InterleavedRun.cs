using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Load;

/// <summary>
/// Measures cases in turn (A B C A B C …), so that whatever else the machine does meanwhile affects all of them alike.
/// </summary>
internal sealed record InterleavedRun
{
    private const double Agreement = 0.05;

    public required TimeSpan RoundDuration { get; init; }

    public required int Rounds { get; init; }

    public required int MinWarmRounds { get; init; }

    public required int MaxWarmRounds { get; init; }

    public async Task MeasureAsync(IReadOnlyList<Case> cases, CancellationToken cancellationToken)
    {
        foreach (var measured in cases)
            await WarmAsync(measured, cancellationToken);

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
        var previous = double.MaxValue;
        for (var round = 1; round <= MaxWarmRounds; round++)
        {
            var current = (await measured.RunAsync(RoundDuration, cancellationToken)).Total;
            if (round >= MinWarmRounds && Math.Abs(current - previous) <= Agreement * current)
                return;

            previous = current;
        }
    }
}
