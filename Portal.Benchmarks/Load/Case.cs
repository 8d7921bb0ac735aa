using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Load;

/// <summary>One kind of request, and the processes that work for it; the first is the one that receives it.</summary>
internal sealed class Case(string name, LoadGenerator load, params ServerProcess[] servers) : IDisposable
{
    private readonly List<Round> _rounds = [];

    public string Name => name;

    /// <summary>Set if the same code was measured before in the same processes.</summary>
    public bool IsWarm { get; init; }

    public IReadOnlyList<Round> Rounds => _rounds;

    /// <summary>The CPU µs per request of all processes.</summary>
    public Sample Total => Sample.Of(_rounds.Select(round => round.Total));

    /// <summary>The CPU µs per request of the process that receives the request.</summary>
    public Sample Own => Sample.Of(_rounds.Select(round => round.Own));

    public Task PrimeAsync(CancellationToken cancellationToken) => load.PrimeAsync(cancellationToken);

    public async Task<Round> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var before = servers.Select(server => server.CpuTime).ToArray();
        var result = await load.RunAsync(duration, cancellationToken);
        var micros = servers
            .Select((server, index) => (server.CpuTime - before[index]).TotalMicroseconds / result.Requests)
            .ToArray();
        return new(
            result.Requests,
            micros[0],
            micros.Sum(),
            result.Bytes / 1024.0 / result.Requests,
            result.Requests / result.Elapsed.TotalSeconds);
    }

    public async Task MeasureAsync(TimeSpan duration, CancellationToken cancellationToken) =>
        _rounds.Add(await RunAsync(duration, cancellationToken));

    public void Dispose() => load.Dispose();
}

/// <param name="Own">CPU µs per request of the process that receives the request.</param>
/// <param name="Total">CPU µs per request of all processes.</param>
/// <param name="Kilobytes">The size of a response's body.</param>
internal sealed record Round(int Requests, double Own, double Total, double Kilobytes, double RequestsPerSecond);
