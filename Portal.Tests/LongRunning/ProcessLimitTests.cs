using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>The portal as a process that may not use, or does not get, what it usually has.</summary>
[Collection(LoadGroup.Name)]
public sealed class ProcessLimitTests : IAsyncLifetime
{
    // .NET itself keeps two open for each of about 230 assemblies.
    private const int Descriptors = 1024;
    private const int Connections = 1500;
    private const int HeapMiB = 300;
    private const int PagesPerVisitor = 20;
    private const int MaxVisitors = 100;
    private const string NoResponse = "no response";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private TestAuthority _authority = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Explicit = true)]
    public async Task FLT_46_requests_and_the_stop_do_not_wait_for_a_log_that_nobody_reads()
    {
        await using var portal = await StartAsync(limit: null, "Logging__LogLevel__Microsoft.AspNetCore=Debug");
        portal.StopReadingOutput();
        var slowest = TimeSpan.Zero;

        for (var i = 0; i < 5_000; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(portal, "health/live").WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
        }

        var stop = Stopwatch.GetTimestamp();
        portal.Terminate();
        var code = await portal.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Write($"FLT-46: 5000 requests, the slowest {slowest.TotalMilliseconds:0} ms; stopped in "
            + $"{Stopwatch.GetElapsedTime(stop).TotalSeconds:0.0} s");
        Assert.Equal(0, code);
    }

    [Fact(Explicit = true)]
    public async Task FLT_40_portal_without_file_descriptors_refuses_new_clients_at_once_and_recovers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no limit of this kind.");
        await using var portal = await StartAsync($"ulimit -n {Descriptors}");
        using var visitor = await Visitor.SignInAsync(portal.Address, _authority, "alice", "/trace");
        using var flood = new Flood();
        await flood.OpenAsync(portal.Address, Connections);

        var (processor, started) = (portal.ProcessorTime, Stopwatch.GetTimestamp());
        var outcomes = new HashSet<string>();
        for (var i = 0; i < 20; i++)
            outcomes.Add(await OutcomeAsync(portal));
        var busy = (portal.ProcessorTime - processor) / Stopwatch.GetElapsedTime(started);
        var known = await visitor.LoadAsync();
        flood.Dispose();
        var recovered = await WaitAsync(async () => await OutcomeAsync(portal) == "OK");

        Write($"FLT-40: {Descriptors} descriptors, {Connections} connections: new clients get {string.Join(", ", outcomes)}, a known "
            + $"one {known}; {busy:0.00} processors busy; recovered after {recovered.TotalSeconds:0.0} s");
        Assert.DoesNotContain(NoResponse, outcomes);
        Assert.Equal(HttpStatusCode.OK, known);
        await AssertWorksAsync(portal, visitor);
    }

    [Fact(Explicit = true)]
    public async Task FLT_41_portal_with_little_memory_refuses_pages_and_damages_nothing()
    {
        await using var portal = await StartAsync(limit: null, $"DOTNET_GCHeapHardLimit={HeapMiB << 20:x}");
        var visitors = new List<Visitor>();
        var pages = new List<Visitor.OpenPage>();
        var isRefused = false;
        while (visitors.Count < MaxVisitors && !isRefused)
        {
            var (visitor, page) = await Visitor.TrySignInAsync(portal.Address, _authority, $"user-{visitors.Count}", "/trace");
            visitors.Add(visitor);
            if (page == HttpStatusCode.ServiceUnavailable)
                break;

            Assert.Equal(HttpStatusCode.OK, page);
            var opened = await Task.WhenAll(Enumerable.Range(0, PagesPerVisitor).Select(_ => visitor.OpenAsync().WaitAsync(Patience, Cancellation)));
            pages.AddRange(opened.OfType<Visitor.OpenPage>());
            isRefused = opened.Contains(null);
        }

        Write($"FLT-41: heap of {HeapMiB} MiB: {pages.Count} pages open, then refused; {portal.MemoryMiB} MiB resident");
        Assert.InRange(visitors.Count, 1, MaxVisitors - 1);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await visitors[^1].LoadAsync());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(portal, "health/ready"));

        await Task.WhenAll(pages.Select(page => page.CloseAsync()));
        var recovered = await WaitAsync(async () => await visitors[0].LoadAsync() == HttpStatusCode.OK);
        Write($"FLT-41: {pages.Count} pages closed; recovered after {recovered.TotalSeconds:0.0} s");
        Assert.DoesNotContain("OutOfMemoryException", portal.Output, StringComparison.Ordinal);
        await AssertWorksAsync(portal, visitors[0]);
        visitors.ForEach(visitor => visitor.Dispose());
    }

    private Task<PortalProcess> StartAsync(string? limit, params string[] environment) => PortalProcess.StartAsync(
        AppContext.BaseDirectory,
        [
            .. ApiFixture.Settings(_authority, _folder),
            "--Portal:RateLimits:SignIn:Burst=1000000",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
        ],
        Cancellation,
        limit,
        environment);

    private static async Task<HttpStatusCode> StatusAsync(PortalProcess portal, string path)
    {
        using var response = await portal.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return response.StatusCode;
    }

    // What a new client gets within two seconds.
    private static async Task<string> OutcomeAsync(PortalProcess portal)
    {
        using var client = new HttpClient { BaseAddress = portal.Address, Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var response = await client.GetAsync(new Uri("health/live", UriKind.Relative), Cancellation);
            return $"{response.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return exception is HttpRequestException { HttpRequestError: var error } ? $"{error}" : NoResponse;
        }
    }

    private static async Task<TimeSpan> WaitAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "The portal did not recover.");
            await timer.WaitForNextTickAsync(Cancellation);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    // Opens a page, stops, and looks at the databases.
    private async Task AssertWorksAsync(PortalProcess portal, Visitor visitor)
    {
        Assert.Equal(HttpStatusCode.OK, await visitor.LoadAsync());
        var page = await visitor.OpenAsync();
        Assert.NotNull(page);
        await page.CloseAsync();
        portal.Terminate();
        Assert.Equal(0, await portal.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation));
        foreach (var path in Directory.GetFiles(_folder.Path, "*.db", SearchOption.AllDirectories))
        {
            await using var database = new SqliteConnection($"Data Source={path};Pooling=False");
            await database.OpenAsync(Cancellation);
            await using var check = database.CreateCommand();
            check.CommandText = "PRAGMA integrity_check";
            Assert.Equal("ok", await check.ExecuteScalarAsync(Cancellation));
        }
    }

    private static void Write(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    /// <summary>Connections that send nothing.</summary>
    private sealed class Flood : IDisposable
    {
        private readonly List<TcpClient> _connections = [];

        public async Task OpenAsync(Uri server, int count)
        {
            for (var i = 0; i < count; i++)
            {
                var client = new TcpClient();
                _connections.Add(client);
                await client.ConnectAsync(server.Host, server.Port, Cancellation);
            }
        }

        public void Dispose() => _connections.ForEach(connection => connection.Dispose());
    }
}
