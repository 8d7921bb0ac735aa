using Portal.Benchmarks.Hop;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Circuits;

/// <summary>AppB and the portal in processes of their own, and a browser that is signed in.</summary>
internal sealed class PortalStack : IAsyncDisposable
{
    public const string DataPage = "/data/appb/orders";

    private const string User = "alice@contoso.example";

    private readonly Stack<IAsyncDisposable> _running = new();

    public ServerProcess AppB { get; private set; } = null!;

    public ServerProcess Portal { get; private set; } = null!;

    public BrowserSession Browser { get; private set; } = null!;

    public static async Task<PortalStack> StartAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var stack = new PortalStack();
        try
        {
            await stack.StartServersAsync(options, cancellationToken);
            await stack.SignInAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var running))
            await running.DisposeAsync();
    }

    private async Task StartServersAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var emulator = await EmulatorHost.StartAsync(options.DataDirectory, cancellationToken);
        _running.Push(emulator);
        string[] common =
        [
            "--environment=Development",
            "--Logging:LogLevel:Default=Warning",
            $"--DataDirectory={options.DataDirectory}",
            $"--AzureAd:Instance={emulator.Addresses.BackChannel}",
        ];
        AppB = await StartAsync("appb-with-probe", [.. common, "--AppB:Urls=http://127.0.0.1:0"]);
        Portal = await StartAsync(
            "portal-with-probe",
            [
                .. common,
                "--Portal:Urls=http://127.0.0.1:0",
                $"--Portal:DownstreamApis:AppB:BaseUrl={AppB.Address}",
                .. ServerProcess.WithoutRateLimits,
            ]);

        async Task<ServerProcess> StartAsync(string server, string[] settings)
        {
            var started = await ServerProcess.StartAsync(server, options, settings, cancellationToken);
            _running.Push(started);
            await started.WaitUntilReadyAsync(cancellationToken);
            return started;
        }
    }

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        // The emulator redirects to localhost only.
        Browser = new BrowserSession(new UriBuilder(Portal.Address) { Host = "localhost" }.Uri);
        await Browser.SignInAsync(DataPage, User, cancellationToken);
        await Browser.SignInAsync($"/consent/AppB?returnUrl={Uri.EscapeDataString(DataPage)}", User, cancellationToken);
    }
}
