using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Portal.Benchmarks.Load;

/// <summary>
/// A closed loop: each of its keep-alive connections sends the next request when the previous response was read whole.
/// </summary>
internal sealed class LoadGenerator : IDisposable
{
    public const int Connections = 8;

    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <param name="token">The bearer token of each request; null for none.</param>
    public LoadGenerator(Uri address, string? token)
    {
        _address = address;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = Connections,
        });
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Returns when every request that it started is complete.</summary>
    /// <exception cref="BenchmarkException">A response was not 200.</exception>
    public async Task<LoadResult> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var loops = Enumerable.Range(0, Connections).Select(_ => LoopAsync(started, duration, cancellationToken));
        var counts = await Task.WhenAll(loops);
        return new(counts.Sum(c => c.Requests), counts.Sum(c => c.Bytes), Stopwatch.GetElapsedTime(started));
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int Requests, long Bytes)> LoopAsync(long started, TimeSpan duration, CancellationToken cancellationToken)
    {
        var requests = 0;
        var bytes = 0L;
        var buffer = new byte[64 * 1024];
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            using var response = await _http.GetAsync(_address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new BenchmarkException($"{_address} answered {(int)response.StatusCode}, not 200.");

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
                bytes += read;
            requests++;
        }

        return (requests, bytes);
    }
}

internal sealed record LoadResult(int Requests, long Bytes, TimeSpan Elapsed);
