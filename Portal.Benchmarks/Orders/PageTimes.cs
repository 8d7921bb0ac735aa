using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Orders;

/// <summary>
/// The CPU time of the same pages with a small and with a large database, measured in turn. A page waits for nothing, so
/// its CPU time is its time on a machine that does nothing else.
/// </summary>
internal sealed class PageTimes(AppBClient small, AppBClient large)
{
    private const int RequestsPerRound = 10;
    private const int WarmRequests = 1_000;
    private const int WorstPages = 5;

    /// <summary>Until .NET has optimized the code of both.</summary>
    public async Task WarmAsync(string address, CancellationToken cancellationToken)
    {
        await small.RunAsync(address, WarmRequests, cancellationToken);
        await large.RunAsync(address, WarmRequests, cancellationToken);
    }

    /// <summary>
    /// The page whose time grows most. The worst pages are measured again, longer: among so many, one always seems to grow.
    /// </summary>
    public async Task<PageTime> WorstAsync(
        IReadOnlyDictionary<string, string> smallPages,
        IReadOnlyDictionary<string, string> largePages,
        int rounds,
        CancellationToken cancellationToken)
    {
        var times = await MeasureAsync(smallPages, largePages, rounds, cancellationToken);
        var worst = times.OrderByDescending(time => time.Ratio).Take(WorstPages).Select(time => time.Page)
            .ToDictionary(page => page, page => smallPages[page]);
        return (await MeasureAsync(worst, largePages, rounds * 4, cancellationToken)).MaxBy(time => time.Ratio)!;
    }

    /// <summary>Measures the pages that both have.</summary>
    public async Task<IReadOnlyList<PageTime>> MeasureAsync(
        IReadOnlyDictionary<string, string> smallPages,
        IReadOnlyDictionary<string, string> largePages,
        int rounds,
        CancellationToken cancellationToken)
    {
        var times = new List<PageTime>();
        foreach (var (name, address) in smallPages)
        {
            if (!largePages.TryGetValue(name, out var other))
                continue;

            // Prepares the statement.
            await small.RunAsync(address, RequestsPerRound, cancellationToken);
            await large.RunAsync(other, RequestsPerRound, cancellationToken);
            var (few, many) = (new List<double>(rounds), new List<double>(rounds));
            for (var round = 0; round < rounds; round++)
            {
                few.Add(await small.RunAsync(address, RequestsPerRound, cancellationToken));
                many.Add(await large.RunAsync(other, RequestsPerRound, cancellationToken));
            }

            times.Add(new(
                name, Sample.Of(few), Sample.Of(many), Sample.Of(many.Zip(few, (above, below) => above / below)).Median));
        }

        return times;
    }
}

/// <param name="Ratio">The median of the rounds' ratios.</param>
internal sealed record PageTime(string Page, Sample Small, Sample Large, double Ratio);

/// <summary>Sends requests to one AppB, one after the other.</summary>
internal sealed class AppBClient(ServerProcess server, int orders, string token) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = server.Address,
        DefaultRequestHeaders = { Authorization = new("Bearer", token) },
    };

    public int Orders => orders;

    /// <summary>The CPU µs per request of AppB's process.</summary>
    public async Task<double> RunAsync(string address, int requests, CancellationToken cancellationToken)
    {
        var before = server.CpuTime;
        for (var i = 0; i < requests; i++)
            (await GetAsync(address, cancellationToken)).Dispose();

        return (server.CpuTime - before).TotalMicroseconds / requests;
    }

    /// <exception cref="BenchmarkException">The response is not 200.</exception>
    public async Task<HttpResponseMessage> GetAsync(string address, CancellationToken cancellationToken)
    {
        var response = await _http.GetAsync(address, cancellationToken);
        return response.IsSuccessStatusCode
            ? response
            : throw new BenchmarkException($"AppB returned {(int)response.StatusCode} for {address}.");
    }

    public void Dispose() => _http.Dispose();
}
