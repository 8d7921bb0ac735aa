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

    private const string Rows = "/api/data/Shaky/rows";
    private const int Visitors = 10;
    private const int Rounds = 5;

    // How much longer than with a fast API, by percentile. The times allow for other work on the machine.
    private static readonly (double Part, double Ratio, TimeSpan More)[] Limits =
    [
        (0.5, 1.2, TimeSpan.FromMilliseconds(0.5)),
        (0.9, 1.2, TimeSpan.FromMilliseconds(5)),
        (0.99, 1.2, TimeSpan.FromMilliseconds(5)),
    ];

    // Refusing a call costs more of the two processors, which the load shares, than forwarding it.
    private static readonly (double Part, double Ratio, TimeSpan More)[] LimitsOfRefusals =
        [(0.5, 2.5, TimeSpan.Zero), (0.99, 1.2, TimeSpan.FromMilliseconds(50))];

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _tokens = [];
    private readonly List<Visitor> _visitors = [];
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
            Assert.Equal(200, (await CallAsync(Rows)).Status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _visitors.ForEach(visitor => visitor.Dispose());
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

        var calls = await LoadAsync(() => CallAsync(Rows), perSecond: 50, TimeSpan.FromSeconds(60));

        var fast = calls.Where(c => c.Status == 503).ToList();
        Report("while half fail", calls);
        Assert.NotEmpty(fast);
        Assert.All(fast, c => Assert.InRange(c.RetryAfter, 1, 5));
        Assert.InRange(fast.Percentile(0.99), TimeSpan.Zero, TimeSpan.FromMilliseconds(50));

        _respond = _ => Task.FromResult(StubHost.Document("[]"));
        var recovered = Stopwatch.GetTimestamp();
        while ((await CallAsync(Rows)).Status != 200)
            Assert.True(Stopwatch.GetElapsedTime(recovered) < TimeSpan.FromSeconds(30));

        Write($"recovered after {Stopwatch.GetElapsedTime(recovered).TotalSeconds:0.0} s");
    }

    [Fact(Explicit = true)]
    public async Task FLT_11_slow_API_does_not_slow_what_does_not_use_it()
    {
        var fast = new ApiLoad("all at once", 0);
        var late = new ApiLoad("2 of 100 after 2 s", 2);
        var slow = new ApiLoad("all after 2 s", 100); // Three times as many as the portal waits for; it refuses the others.
        ApiLoad[] loads = [fast, late, slow];
        for (var i = 0; i < Visitors; i++)
            _visitors.Add(await Visitor.SignInAsync(_portal.Address, _authority, $"visitor-{i}", "/trace"));

        // In turns, so that all see the same machine. The first turn also opens connections, so it is not counted.
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var load in loads)
            {
                if (round == 1)
                    load.Clear();
                await OfferAsync(load);
            }
        }

        foreach (var load in loads)
        {
            Report($"the API answers {load.Name}: its calls", load.Api);
            Write($"  processors that the portal used: {load.ProcessorTime / (Round * Rounds):0.00}");
            Report("  pages", load.Pages);
            Report("  unrelated calls", load.Unrelated);
        }

        List<(TimeSpan Took, TimeSpan Limit)> compared = [.. Compare(late, fast, Limits), .. Compare(slow, fast, LimitsOfRefusals)];
        Assert.All(late.Api.Concat(loads.SelectMany(l => l.Pages.Concat(l.Unrelated))), c => Assert.Equal(200, c.Status));
        Assert.InRange(late.Api.Percentile(0.99), Late, Late * 1.5);
        Assert.All(compared, c => Assert.InRange(c.Took, TimeSpan.Zero, c.Limit));
    }

    private static IEnumerable<(TimeSpan Took, TimeSpan Limit)> Compare(
        ApiLoad load, ApiLoad fast, (double Part, double Ratio, TimeSpan More)[] limits)
    {
        foreach (var (part, ratio, more) in limits)
        {
            var pages = (Took: load.Pages.Typical(part), Fast: fast.Pages.Typical(part));
            var calls = (Took: load.Unrelated.Typical(part), Fast: fast.Unrelated.Typical(part));
            Write($"FLT-11: p{part * 100:0} while the API answers {load.Name} / all at once: "
                + $"pages {pages.Took / pages.Fast:0.00}, unrelated calls {calls.Took / calls.Fast:0.00}");
            yield return (pages.Took, (pages.Fast * ratio) + more);
            yield return (calls.Took, (calls.Fast * ratio) + more);
        }
    }

    // The same number of calls, whatever the API does.
    private async Task OfferAsync(ApiLoad load)
    {
        var answered = 0;
        _respond = context => Interlocked.Increment(ref answered) % 100 < load.LatePercent
            ? RespondLateAsync(context)
            : Task.FromResult(StubHost.Document("[]"));
        var before = _portal.ProcessorTime;
        var api = LoadAsync(() => CallAsync(Rows), perSecond: 300, Round);
        var pages = LoadAsync(LoadPageAsync, perSecond: 20, Round);
        load.Unrelated.Add(await LoadAsync(() => CallAsync("/api/trace"), perSecond: 100, Round));
        load.Pages.Add(await pages);
        load.Api.AddRange(await api);
        load.ProcessorTime += _portal.ProcessorTime - before;
    }

    private async Task<Call> LoadPageAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var status = await _visitors[Interlocked.Increment(ref _calls) % _visitors.Count].LoadAsync();
        return new Call((int)status, Stopwatch.GetElapsedTime(started), 0);
    }

    private static async Task<IResult> RespondLateAsync(HttpContext context)
    {
        var waited = new TaskCompletionSource();
        await using var timer = TimeProvider.System.CreateTimer(
            _ => waited.TrySetResult(), null, Late, Timeout.InfiniteTimeSpan);
        await waited.Task.WaitAsync(context.RequestAborted);
        return StubHost.Document("[]");
    }

    private static async Task<IReadOnlyList<Call>> LoadAsync(Func<Task<Call>> call, int perSecond, TimeSpan duration)
    {
        var calls = new ConcurrentBag<Task<Call>>();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration;)
        {
            while (calls.Count < Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond)
                calls.Add(call());
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

    private static void Report(string what, IReadOnlyCollection<Call> calls) => Write(
        $"{what}: {string.Join(", ", calls.GroupBy(c => c.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} x {g.Key}"))}; "
        + $"p50 {calls.Percentile(0.5).TotalMilliseconds:0.0} ms, p99 {calls.Percentile(0.99).TotalMilliseconds:0.0} ms");

    private static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    /// <summary>How an API answers, and what was measured meanwhile.</summary>
    private sealed class ApiLoad(string name, int latePercent)
    {
        public string Name => name;

        public int LatePercent => latePercent;

        public List<Call> Api { get; } = [];

        public LoadRounds Pages { get; } = new();

        public LoadRounds Unrelated { get; } = new();

        public TimeSpan ProcessorTime { get; set; }

        public void Clear()
        {
            Api.Clear();
            Pages.Clear();
            Unrelated.Clear();
            ProcessorTime = TimeSpan.Zero;
        }
    }
}
