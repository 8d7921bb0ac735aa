using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using Portal.Contracts.Problems;

namespace Portal.Tests.Instances;

/// <summary>
/// Requests to <c>/api</c> at a steady rate, as far as the machine can: reads of rows, and one in ten a POST, which proxies
/// do not repeat.
/// </summary>
internal sealed class RequestLoad : IDisposable
{
    private const int PostEvery = 10;
    private const int MaxConcurrent = 64;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http;
    private readonly IReadOnlyList<string> _tokens;
    private readonly ConcurrentDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<double> _milliseconds = [];
    private readonly ConcurrentQueue<string> _firstFailures = new();
    private int _sent;

    public RequestLoad(Uri address, IReadOnlyList<string> tokens)
    {
        _tokens = tokens;
        _http = new HttpClient(ProxyCertificate.CreateHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public int Sent => Volatile.Read(ref _sent);

    public int Failed => _outcomes.Where(outcome => outcome.Key != "OK").Sum(outcome => outcome.Value);

    public TimeSpan Duration { get; private set; }

    /// <summary>Sends <paramref name="count"/> requests, or until it is cancelled.</summary>
    public async Task RunAsync(int count, int perSecond, CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        using var slots = new SemaphoreSlim(MaxConcurrent);
        using var timer = new PeriodicTimer(Tick);
        var running = new ConcurrentDictionary<int, Task>();
        try
        {
            while (_sent < count && await timer.WaitForNextTickAsync(cancellationToken))
            {
                var due = Math.Min(count, started.Elapsed.TotalSeconds * perSecond);
                while (_sent < due && slots.CurrentCount > 0)
                {
                    await slots.WaitAsync(cancellationToken);
                    var number = _sent++;
                    running[number] = SendAsync(number, slots, running);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }

        await Task.WhenAll(running.Values);
        Duration = started.Elapsed;
    }

    /// <summary>One row of a table, with the outcomes that are not OK.</summary>
    public string Summary()
    {
        double[] sorted = [.. _milliseconds.Order()];
        var outcomes = string.Join(", ", _outcomes.Where(o => o.Key != "OK").Select(o => $"{o.Value} × {o.Key}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Sent} requests in {Duration.TotalSeconds:0} s ({Sent / Duration.TotalSeconds:0} per second), {Failed} lost; "
            + $"p50 {At(sorted, 0.5):0} ms, p99 {At(sorted, 0.99):0} ms, max {At(sorted, 1):0} ms")
            + (outcomes.Length == 0 ? "" : $"; {outcomes}; first: {string.Join(" | ", _firstFailures.Take(3))}");
    }

    /// <summary>One read, to find out whether the service works.</summary>
    public async Task<bool> TryAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            using var request = Read(token);
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private static double At(double[] sorted, double part) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];

    private static HttpRequestMessage Read(string token) => With(token, new HttpRequestMessage(HttpMethod.Get, "api/data/AppB/orders?top=5"));

    private static HttpRequestMessage With(string token, HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static HttpRequestMessage Post(string token) => With(token, new HttpRequestMessage(HttpMethod.Post, "api/tokens/decode")
    {
        Content = JsonContent.Create(new { token = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhIn0.c2lnbmF0dXJl" }),
    });

    private async Task SendAsync(int number, SemaphoreSlim slots, ConcurrentDictionary<int, Task> running)
    {
        await Task.Yield();
        var started = Stopwatch.GetTimestamp();
        var token = _tokens[number % _tokens.Count];
        using var request = number % PostEvery == 0 ? Post(token) : Read(token);
        try
        {
            using var response = await _http.SendAsync(request, CancellationToken.None);
            Count(response.StatusCode == HttpStatusCode.OK ? "OK" : await OutcomeAsync(response), request);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            Count(exception.GetType().Name, request);
        }

        _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        slots.Release();
        running.TryRemove(number, out _);
    }

    // The portal's responses have a code, those of the proxy have none.
    private static async Task<string> OutcomeAsync(HttpResponseMessage response)
    {
        var isProblem = response.Content.Headers.ContentType?.MediaType == MediaTypeNames.Application.ProblemJson;
        var code = isProblem ? (await response.Content.ReadFromJsonAsync<ApiProblem>(CancellationToken.None))?.Code : "by the proxy";
        return $"{(int)response.StatusCode} {code}";
    }

    private void Count(string outcome, HttpRequestMessage request)
    {
        _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        if (outcome != "OK")
            _firstFailures.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {request.Method} {outcome}");
    }
}
