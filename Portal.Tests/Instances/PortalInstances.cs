using System.Diagnostics;
using System.Globalization;
using Portal.Tests.LongRunning;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>
/// Several portals, each a process with a data directory of its own, behind a proxy. The emulator and AppB are those of
/// <see cref="ApplicationFixture"/>.
/// </summary>
internal sealed class PortalInstances : IAsyncDisposable
{
    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(60);

    private readonly ApplicationFixture _apps;
    private readonly string[] _settings;
    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports;
    private readonly PortalProcess?[] _running;
    private ReverseProxy? _proxy;

    private PortalInstances(ApplicationFixture apps, int count, string[] settings)
    {
        (_apps, _settings) = (apps, settings);
        _ports = [.. Enumerable.Range(0, count).Select(_ => ServerPrograms.FreePort())];
        _running = new PortalProcess?[count];
    }

    /// <summary>The public address.</summary>
    public Uri Address => _proxy!.Address;

    public int Count => _ports.Length;

    public string ProxyOutput => _proxy!.Output;

    /// <param name="apps">The emulator and AppB.</param>
    /// <param name="kind">The proxy.</param>
    /// <param name="count">How many portals.</param>
    /// <param name="settings">Additional settings of each, such as what they share.</param>
    public static async Task<PortalInstances> StartAsync(
        ApplicationFixture apps, string kind, int count, params string[] settings)
    {
        var instances = new PortalInstances(apps, count, settings);
        try
        {
            instances._proxy = await ReverseProxy.StartAsync(kind, [.. instances._ports.Select(AddressOf)]);
            for (var number = 0; number < count; number++)
                await instances.StartAsync(number);

            return instances;
        }
        catch
        {
            await instances.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts an instance and waits until it is ready.</summary>
    public async Task StartAsync(int number)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var portal = await PortalProcess.StartAsync(AppContext.BaseDirectory, Settings(number), cancellation);
        _running[number] = portal;
        var started = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await IsReadyAsync(portal) && await poll.WaitForNextTickAsync(cancellation))
            Assert.True(started.Elapsed < MaxStart, $"Instance {number} is not ready: {portal.Output}");
    }

    /// <summary>Stops an instance as a service manager does, and starts it again.</summary>
    public async Task RestartAsync(int number)
    {
        var portal = _running[number]!;
        portal.Terminate();
        var code = await portal.WaitForExitAsync(TestContext.Current.CancellationToken);
        await portal.DisposeAsync();
        Assert.True(code == 0, $"Instance {number} ended with {code}: {portal.Output}");
        await StartAsync(number);
    }

    /// <summary>Ends an instance with SIGKILL.</summary>
    public async Task KillAsync(int number)
    {
        await _running[number]!.DisposeAsync();
        _running[number] = null;
    }

    public long MemoryMiB(int number) => _running[number]!.MemoryMiB;

    /// <summary>How many of the running instances are ready.</summary>
    public async Task<int> CountReadyAsync()
    {
        var ready = 0;
        foreach (var portal in _running.OfType<PortalProcess>())
        {
            if (await IsReadyAsync(portal))
                ready++;
        }

        return ready;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in _running.OfType<PortalProcess>())
            await portal.DisposeAsync();

        if (_proxy is not null)
            await _proxy.DisposeAsync();

        _folder.Dispose();
    }

    private static Uri AddressOf(int port) => new($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");

    private static async Task<bool> IsReadyAsync(PortalProcess portal)
    {
        using var response = await portal.Http.GetAsync(
            new Uri("health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode;
    }

    // Development, because only then a loopback authority is trusted; with the delay that production has.
    private string[] Settings(int number) =>
    [
        "--environment=Development",
        "--StopDelaySeconds=1",
        "--Logging:LogLevel:Default=Warning",
        "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
        $"--DataDirectory={DataDirectory(number)}",
        $"--AzureAd:Instance={_apps.Demo.Authority.BackChannel}",
        $"--Portal:Urls={AddressOf(_ports[number])}",
        $"--Portal:DownstreamApis:AppB:BaseUrl={_apps.Demo.AppB}",
        .. ProxiedPortal.Settings,
        .. _settings,
    ];

    // Nothing in it is shared, except the certificate of the emulator, which each instance pins.
    private string DataDirectory(int number)
    {
        var folder = Path.Combine(_folder.Path, $"{number}");
        var certificate = Directory.CreateDirectory(Path.Combine(folder, "certificate"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_apps.DataDirectory, "certificate"), "*.cer"))
            File.Copy(file, Path.Combine(certificate.FullName, Path.GetFileName(file)), overwrite: true);

        return folder;
    }
}
