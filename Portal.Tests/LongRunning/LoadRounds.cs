using System.Collections;

namespace Portal.Tests.LongRunning;

/// <summary>A request of a load, and how long it took.</summary>
internal sealed record Call(int Status, TimeSpan Duration, double RetryAfter);

/// <summary>The requests of several rounds of the same load.</summary>
internal sealed class LoadRounds : IReadOnlyCollection<Call>
{
    private readonly List<IReadOnlyList<Call>> _rounds = [];

    public int Count => _rounds.Sum(round => round.Count);

    public void Add(IReadOnlyList<Call> round) => _rounds.Add(round);

    public void Clear() => _rounds.Clear();

    /// <summary>The percentile of the median round: something else on the machine can disturb one or two.</summary>
    public TimeSpan Typical(double part) => _rounds.Select(round => round.Percentile(part)).Order().ElementAt(_rounds.Count / 2);

    public IEnumerator<Call> GetEnumerator() => _rounds.SelectMany(round => round).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal static class CallPercentiles
{
    public static TimeSpan Percentile(this IReadOnlyCollection<Call> calls, double part) =>
        calls.Select(c => c.Duration).Order().ElementAt((int)(part * (calls.Count - 1)));
}
