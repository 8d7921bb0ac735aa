using Portal.Benchmarks.Hop.Peers;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Hop;

/// <summary>
/// The emulator in this process, and AppB, the portal and the peers in theirs, configured to use one another.
/// </summary>
internal sealed class HopServers : IAsyncDisposable
{
    private readonly BenchmarkOptions _options;
    private readonly Stack<IAsyncDisposable> _running = new();

    private HopServers(BenchmarkOptions options) => _options = options;

    public EmulatorHost Emulator { get; private set; } = null!;

    public ServerProcess AppB { get; private set; } = null!;

    public ServerProcess Portal { get; private set; } = null!;

    public ServerProcess PortalWithSlowCache { get; private set; } = null!;

    public ServerProcess Yarp { get; private set; } = null!;

    public ServerProcess Sample { get; private set; } = null!;

    public ServerProcess Least { get; private set; } = null!;

    public ServerProcess Floor { get; private set; } = null!;

    /// <summary>Null if nginx is not installed.</summary>
    public ServerProcess? Nginx { get; private set; }

    public static async Task<HopServers> StartAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var servers = new HopServers(options);
        try
        {
            await servers.StartAsync(cancellationToken);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var running))
            await running.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        Emulator = await EmulatorHost.StartAsync(_options.DataDirectory, cancellationToken);
        _running.Push(Emulator);
        var authority = $"--AzureAd:Instance={Emulator.Addresses.BackChannel}";
        AppB = await StartAsync("appb", [authority, "--AppB:Urls=http://127.0.0.1:0"], cancellationToken);
        Floor = await StartAsync("floor", [authority, "--AppB:Urls=http://127.0.0.1:0"], cancellationToken);

        // A busy machine may need longer than the portal's default of three seconds. One user makes many calls.
        string[] portal =
        [
            authority,
            "--Portal:Urls=http://127.0.0.1:0",
            $"--Portal:DownstreamApis:AppB:BaseUrl={AppB.Address}",
            "--Portal:DownstreamApis:AppB:TimeoutSeconds=100",
            .. ServerProcess.WithoutRateLimits,
        ];
        Portal = await StartAsync("portal", portal, cancellationToken);
        PortalWithSlowCache = await StartAsync("portal-slow-cache", portal, cancellationToken);
        Yarp = await StartAsync("yarp", portal, cancellationToken);
        Sample = await StartAsync("sample", portal, cancellationToken);
        Least = await StartAsync("least", portal, cancellationToken);

        Nginx = await Peers.Nginx.StartAsync(
            AppB.Address, new Uri(Floor.Address, FloorServer.CheckToken), _options, cancellationToken);
        if (Nginx is { } nginx)
            _running.Push(nginx);

        foreach (var app in new[] { AppB, Portal, PortalWithSlowCache })
            await app.WaitUntilReadyAsync(cancellationToken);
    }

    private async Task<ServerProcess> StartAsync(string server, string[] settings, CancellationToken cancellationToken)
    {
        // In Development, routing would look for each path among the files of wwwroot. No published server does.
        string[] common = ["--environment=Development", "--ReloadStaticAssetsAtRuntime=false", $"--DataDirectory={_options.DataDirectory}"];
        var started = await ServerProcess.StartAsync(server, _options, [.. common, .. settings], cancellationToken);
        _running.Push(started);
        return started;
    }
}
