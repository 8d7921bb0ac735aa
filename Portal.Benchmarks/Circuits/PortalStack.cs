using System.Net;
using System.Net.Sockets;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Circuits;

/// <summary>The emulator, AppB and the portal, each in a process of its own, and a browser that is signed in.</summary>
internal sealed class PortalStack : IAsyncDisposable
{
    public const string DataPage = "/data/appb/orders";

    private const string User = "alice@contoso.example";

    private readonly Stack<IAsyncDisposable> _started = new();

    public ServerProcess AppB { get; private set; } = null!;

    public ServerProcess Portal { get; private set; } = null!;

    public BrowserSession Browser { get; private set; } = null!;

    public static async Task<PortalStack> StartAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var stack = new PortalStack();
        var backChannel = $"https://localhost:{FreePort()}";
        var portal = new Uri($"http://localhost:{FreePort()}");
        var appB = new Uri($"http://localhost:{FreePort()}");
        string[] common =
        [
            "--environment=Development",
            "--Logging:LogLevel:Default=Warning",
            $"--DataDirectory={options.DataDirectory}",
            $"--AzureAd:Instance={backChannel}",
            $"--Emulator:BrowserUrl=http://localhost:{FreePort()}",
            $"--Emulator:BackChannelUrl={backChannel}",
            $"--Portal:Urls={portal}",
            $"--Portal:DownstreamApis:AppB:BaseUrl={appB}",
            $"--AppB:Urls={appB}",
        ];
        await stack.StartAsync("emulator", options, common, cancellationToken);
        stack.AppB = await stack.StartAsync("appb", options, common, cancellationToken);
        stack.Portal = await stack.StartAsync("portal", options, common, cancellationToken);
        await WaitUntilReadyAsync(appB, cancellationToken);
        await WaitUntilReadyAsync(portal, cancellationToken);

        stack.Browser = new BrowserSession(portal);
        await stack.Browser.SignInAsync(DataPage, User, cancellationToken);
        await stack.Browser.SignInAsync($"/consent/AppB?returnUrl={Uri.EscapeDataString(DataPage)}", User, cancellationToken);
        return stack;
    }

    public async ValueTask DisposeAsync()
    {
        Browser?.Dispose();
        while (_started.TryPop(out var server))
            await server.DisposeAsync();
    }

    private async Task<ServerProcess> StartAsync(
        string server, BenchmarkOptions options, string[] settings, CancellationToken cancellationToken)
    {
        var process = await ServerProcess.StartAsync(server, options.Cores, settings, cancellationToken);
        _started.Push(process);
        return process;
    }

    private static async Task WaitUntilReadyAsync(Uri server, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server };
        while (true)
        {
            using var response = await http.GetAsync("health/ready", cancellationToken);
            if (response.IsSuccessStatusCode)
                return;

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
