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

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = Connections,
    });

    private readonly Uri _address;
    private readonly AuthenticationHeaderValue?[] _headers;
    private int _next = -1;

    /// <param name="tokens">The bearer tokens of the requests, in turn; none for requests without a token.</param>
    public LoadGenerator(Uri address, params IReadOnlyList<string> tokens)
    {
        _address = address;
        _headers = tokens.Count == 0 ? [null] : [.. tokens.Select(token => new AuthenticationHeaderValue("Bearer", token))];
    }

    /// <summary>
    /// Sends one request for each token and repeats it until it succeeds: a server that has just started reads metadata and
    /// exchanges tokens first, for which a busy machine may need longer than its timeouts allow.
    /// </summary>
    public Task PrimeAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        _headers,
        new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellationToken },
        async (header, stop) => await PrimeAsync(header, stop));

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

    private async Task<(int Requests, long Bytes)> LoopAsync(
        long started, TimeSpan duration, CancellationToken cancellationToken)
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

    private async Task PrimeAsync(AuthenticationHeaderValue? header, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _address) { Headers = { Authorization = header } };
            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
                return;
            if (attempt == MaxPrimingAttempts)
                throw Refused(response);

            await Task.Delay(PauseBetweenAttempts, cancellationToken);
        }
    }

    // Returns the size of the body, which is read whole.
    private async Task<long> RequestAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        var header = _headers[(int)((uint)Interlocked.Increment(ref _next) % (uint)_headers.Length)];
        using var request = new HttpRequestMessage(HttpMethod.Get, _address) { Headers = { Authorization = header } };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw Refused(response);

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = 0L;
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            bytes += read;
        return bytes;
    }

    private BenchmarkException Refused(HttpResponseMessage response) =>
        new($"{_address} returned {(int)response.StatusCode}, not 200. {response.Headers.WwwAuthenticate}");
}

internal sealed record LoadResult(int Requests, long Bytes, TimeSpan Elapsed);
