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

    private const int MaxPrimingAttempts = 10;

    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromSeconds(1);

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

    /// <summary>
    /// Repeats one request until it succeeds: a server that has just started reads metadata and exchanges tokens first,
    /// for which a busy machine may need longer than its timeouts allow.
    /// </summary>
    public async Task PrimeAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt < MaxPrimingAttempts; attempt++)
        {
            using var response = await _http.GetAsync(_address, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
                return;

            await Task.Delay(PauseBetweenAttempts, cancellationToken);
        }

        _ = await RequestAsync(new byte[64 * 1024], cancellationToken);
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
            bytes += await RequestAsync(buffer, cancellationToken);
            requests++;
        }

        return (requests, bytes);
    }

    // Returns the size of the body, which is read whole.
    private async Task<long> RequestAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(_address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new BenchmarkException($"{_address} returned {(int)response.StatusCode}, not 200.");

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = 0L;
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            bytes += read;
        return bytes;
    }
}

internal sealed record LoadResult(int Requests, long Bytes, TimeSpan Elapsed);
