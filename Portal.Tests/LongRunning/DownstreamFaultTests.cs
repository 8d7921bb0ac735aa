using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>The portal, as a process of its own, under load while an API fails or is slow.</summary>
[Collection(LoadGroup.Name)]
public sealed class DownstreamFaultTests : IAsyncLifetime
{
    private const string Contract = """
        { "openapi": "3.1.0", "info": { "title": "Shaky", "version": "1" }, "paths": { "/rows": { "get": {
          "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
            "type": "array", "items": { "type": "object", "properties": { "id": { "type": "integer" } } } } } } } } } } } }
        """;

    // The load is that of many users, each of whom makes few calls.
    private const int Users = 50;

    private const int Rounds = 4;
    private const double MaxRatio = 1.2;

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(8);

    // Refusing calls costs more of the two processors than forwarding them, and the load is made on the same ones.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan MedianTolerance = TimeSpan.FromMilliseconds(0.5);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _tokens = [];
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 });
    private TestAuthority _authority = null!;
    private StubHost _api = null!;
    private PortalProcess _portal = null!;
    private int _calls;
    private Func<HttpContext, Task<IResult>> _respond = _ => Task.FromResult(StubHost.Document("[]"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);
        _api = await StubHost.StartAsync(
            app =>
            {
                app.MapGet("/openapi/v1.json", () => StubHost.Document(Contract));
                app.MapGet("/rows", (HttpContext context, CancellationToken _) => _respond(context));
            },
            Cancellation);
        _portal = await PortalProcess.StartAsync(
            AppContext.BaseDirectory,
            [
                .. ApiFixture.Settings(_authority, _folder),
                $"--Portal:DownstreamApis:Shaky:BaseUrl={_api.Address}",
                "--Portal:DownstreamApis:Shaky:Scopes:0=aaaaaaaa-0000-4000-8000-0000000000d1/read",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            ],
            Cancellation);
        _client.BaseAddress = _portal.Address;
        for (var i = 0; i < Users; i++)
        {
            _tokens.Add(_authority.User(ApiFixture.ClientId, "user_impersonation").With("oid", $"{Guid.NewGuid()}").Sign());
            Assert.Equal(200, (await CallAsync("/api/data/Shaky/rows")).Status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
        await _api.DisposeAsync();
        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Explicit = true)]
    public async Task FLT_10_half_of_the_calls_fail_for_a_minute()
    {
        var answered = 0;
        _respond = _ => Task.FromResult(
            Interlocked.Increment(ref answered) % 2 == 0 ? Results.StatusCode(500) : StubHost.Document("[]"));

        var calls = await LoadAsync("/api/data/Shaky/rows", perSecond: 50, TimeSpan.FromSeconds(60));

        var fast = calls.Where(c => c.Status == 503).ToList();
        Report("while half fail", calls);
        Assert.NotEmpty(fast);
        Assert.All(fast, c => Assert.InRange(c.RetryAfter, 1, 5));
        Assert.InRange(Percentile(fast, 0.99), TimeSpan.Zero, TimeSpan.FromMilliseconds(50));

        _respond = _ => Task.FromResult(StubHost.Document("[]"));
        var recovered = Stopwatch.GetTimestamp();
        while ((await CallAsync("/api/data/Shaky/rows")).Status != 200)
            Assert.True(Stopwatch.GetElapsedTime(recovered) < TimeSpan.FromSeconds(30));

        Write($"recovered after {Stopwatch.GetElapsedTime(recovered).TotalSeconds:0.0} s");
    }

    [Fact(Explicit = true)]
    public async Task FLT_11_slow_API_does_not_slow_what_does_not_use_it()
    {
        var (fast, slow) = (new List<Call>(), new List<Call>());
        await LoadBothAsync(Warm);

        // In turns, so that both see the same machine. The first round with the slow API also opens its connections.
        for (var round = 0; round < Rounds; round++)
        {
            _respond = _ => Task.FromResult(StubHost.Document("[]"));
            fast.AddRange(await LoadBothAsync(Round));
            _respond = RespondLateAsync;
            slow.AddRange(await LoadBothAsync(Round));
        }

        Report("unrelated calls, the API is fast", fast);
        Report("unrelated calls, the API takes 2 s", slow);
        Assert.All(slow, c => Assert.Equal(200, c.Status));
        AssertNotSlower(0.5, MedianTolerance);
        AssertNotSlower(0.99, Tolerance);

        void AssertNotSlower(double part, TimeSpan tolerance)
        {
            var (before, during) = (Percentile(fast, part), Percentile(slow, part));
            Write($"FLT-11: p{part * 100:0} with the slow API / with the fast one: {during / before:0.00}");
            Assert.InRange(during, TimeSpan.Zero, (before * MaxRatio) + tolerance);
        }
    }

    // The same load on the API in both cases; returns the calls that do not use it.
    private async Task<IReadOnlyList<Call>> LoadBothAsync(TimeSpan duration)
    {
        var api = LoadAsync("/api/data/Shaky/rows", perSecond: 300, duration);
        var unrelated = await LoadAsync("/api/trace", perSecond: 50, duration);
        await api;
        return unrelated;
    }

    private static async Task<IResult> RespondLateAsync(HttpContext context)
    {
        var waited = new TaskCompletionSource();
        await using var timer = TimeProvider.System.CreateTimer(
            _ => waited.TrySetResult(), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        await waited.Task.WaitAsync(context.RequestAborted);
        return StubHost.Document("[]");
    }

    private async Task<IReadOnlyList<Call>> LoadAsync(string path, int perSecond, TimeSpan duration)
    {
        var calls = new ConcurrentBag<Task<Call>>();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration;)
        {
            while (calls.Count < Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond)
                calls.Add(CallAsync(path));
            await ticks.WaitForNextTickAsync(Cancellation);
        }

        return await Task.WhenAll(calls);
    }

    private async Task<Call> CallAsync(string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Bearer", _tokens[Interlocked.Increment(ref _calls) % _tokens.Count]);
        using var response = await _client.SendAsync(request, Cancellation);
        return new Call(
            (int)response.StatusCode, Stopwatch.GetElapsedTime(started), response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0);
    }

    private static TimeSpan Percentile(IReadOnlyCollection<Call> calls, double part) =>
        calls.Select(c => c.Duration).Order().ElementAt((int)(part * (calls.Count - 1)));

    private static void Report(string what, IReadOnlyList<Call> calls) => Write(
        $"{what}: {string.Join(", ", calls.GroupBy(c => c.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} x {g.Key}"))}; "
        + $"p50 {Percentile(calls, 0.5).TotalMilliseconds:0.0} ms, p99 {Percentile(calls, 0.99).TotalMilliseconds:0.0} ms");

    private static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private sealed record Call(int Status, TimeSpan Duration, double RetryAfter);
}
