using System.Net;
using System.Net.Sockets;
using Demo;
using Portal.Tests.Support;

namespace Portal.Tests.Demos;

public sealed class DemoHostTests
{
    [Theory]
    [InlineData("Emulator:BrowserUrl", "Entra.Emulator")]
    [InlineData("AppB:Urls", "AppB.Sample")]
    [InlineData("Portal:Urls", "Portal")]
    public async Task Taken_port_stops_startup_and_names_port_app_and_setting(string setting, string app)
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var options = DemoOptions.OnFreePorts(
            folder.Path, "--AppB:Orders=10", "--Logging:LogLevel:Default=None", $"--{setting}=http://127.0.0.1:{port}");

        var refused = await Assert.ThrowsAsync<DemoStartException>(
            () => DemoHost.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.StartsWith($"{app} cannot start: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains($":{port} ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
