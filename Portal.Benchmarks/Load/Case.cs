using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Load;

/// <summary>One kind of request, and the processes that work for it.</summary>
internal sealed class Case(string name, LoadGenerator load, params ServerProcess[] servers) : IDisposable
{
    private readonly List<Round> _rounds = [];

    public string Name => name;

    /// <summary>The CPU time of all its processes for a request, in µs.</summary>
    public Sample Total => Sample.Of(_rounds.Select(round => round.Total));

    public double BytesPerRequest => _rounds[^1].BytesPerRequest;

    public IReadOnlyList<Round> Rounds => _rounds;

    /// <summary>The CPU time of one of its processes for a request, in µs.</summary>
    public Sample Of(ServerProcess server)
    {
        var index = Array.IndexOf(servers, server);
        return Sample.Of(_rounds.Select(round => round.Micros[index]));
    }

    public async Task<Round> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var before = servers.Select(server => server.CpuTime).ToArray();
        var result = await load.RunAsync(duration, cancellationToken);
        var micros = servers.Select((server, index) => (server.CpuTime - before[index]).TotalMicroseconds / result.Requests);
        return new([.. micros], (double)result.Bytes / result.Requests, result.Requests / result.Elapsed.TotalSeconds);
    }

    public async Task MeasureAsync(TimeSpan duration, CancellationToken cancellationToken) =>
        _rounds.Add(await RunAsync(duration, cancellationToken));

    public void Dispose() => load.Dispose();
}

/// <param name="Micros">CPU µs per request of each process, in the order of the case's processes.</param>
internal sealed record Round(IReadOnlyList<double> Micros, double BytesPerRequest, double RequestsPerSecond)
{
    public double Total => Micros.Sum();
}
