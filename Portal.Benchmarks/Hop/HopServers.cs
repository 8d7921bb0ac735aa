using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Hop;

/// <summary>The emulator in this process, and AppB, the portal and the peers in theirs, configured to use one another.</summary>
internal sealed class HopServers : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly BenchmarkOptions _options;
    private readonly Stack<IAsyncDisposable> _running = new();

    private HopServers(BenchmarkOptions options) => _options = options;

    public EmulatorHost Emulator { get; private set; } = null!;

    public ServerProcess AppB { get; private set; } = null!;

    public ServerProcess Portal { get; private set; } = null!;

    public static async Task<HopServers> StartAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var servers = new HopServers(options);
        try
        {
            servers.Emulator = await EmulatorHost.StartAsync(options.DataDirectory, cancellationToken);
            servers._running.Push(servers.Emulator);
            servers.AppB = await servers.StartReadyAsync(
                "appb", [servers.Authority, "--AppB:Urls=http://127.0.0.1:0"], cancellationToken);
            servers.Portal = await servers.StartReadyAsync("portal", servers.PortalSettings, cancellationToken);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a server with the portal's settings: a peer, or another variant of the portal.</summary>
    public async Task<ServerProcess> StartAsync(string server, CancellationToken cancellationToken) =>
        await StartAsync(server, PortalSettings, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var running))
            await running.DisposeAsync();
    }

    private string Authority => $"--AzureAd:Instance={Emulator.Addresses.BackChannel}";

    private string[] PortalSettings =>
        [Authority, "--Portal:Urls=http://127.0.0.1:0", $"--Portal:DownstreamApis:AppB:BaseUrl={AppB.Address}"];

    private async Task<ServerProcess> StartReadyAsync(string server, string[] settings, CancellationToken cancellationToken)
    {
        var started = await StartAsync(server, settings, cancellationToken);
        using var client = new HttpClient { BaseAddress = started.Address };
        while (true)
        {
            using var response = await client.GetAsync("health/ready", cancellationToken);
            if (response.IsSuccessStatusCode)
                return started;

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private async Task<ServerProcess> StartAsync(string server, string[] settings, CancellationToken cancellationToken)
    {
        var started = await ServerProcess.StartAsync(
            server,
            _options.Cores,
            ["--environment=Development", $"--DataDirectory={_options.DataDirectory}", .. settings],
            cancellationToken);
        _running.Push(started);
        return started;
    }
}
