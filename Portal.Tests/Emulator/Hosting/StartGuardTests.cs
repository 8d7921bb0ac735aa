using Entra.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Hosting;

public sealed class StartGuardTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("production")]
    [InlineData("PRODUCTION")]
    [InlineData("Staging")]
    [InlineData("Prod")]
    [InlineData("Production ")]
    [InlineData("development")]
    [InlineData("Development ")]
    [InlineData("")]
    public void EMU_01_Other_environments_are_refused_in_one_line(string environment)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Build($"--environment={environment}"));

        Assert.Contains($"\"{environment}\"", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("http://0.0.0.0:7101")]
    [InlineData("http://[::]:7101")]
    [InlineData("http://*:7101")]
    [InlineData("http://+:7101")]
    [InlineData("http://192.168.1.10:7101")]
    [InlineData("http://unix:/tmp/emulator.sock")]
    [InlineData("http://localhost:7101;http://0.0.0.0:7105")]
    public void EMU_02_Non_loopback_urls_are_refused(string urls)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Build("--environment=Test", $"--urls={urls}"));

        Assert.Contains("this machine only", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EMU_02_Kestrel_endpoints_are_refused()
    {
        var refusal = Assert.Throws<StartRefusedException>(
            () => Build("--environment=Test", "--Kestrel:Endpoints:Lan:Url=http://0.0.0.0:7101"));

        Assert.Contains("Kestrel:Endpoints", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BrowserUrl", "http://0.0.0.0:7101")]
    [InlineData("BrowserUrl", "http://example.org:7101")]
    [InlineData("BrowserUrl", "https://localhost:7101")]
    [InlineData("BackChannelUrl", "http://localhost:7102")]
    [InlineData("BackChannelUrl", "https://192.168.1.10:7102")]
    [InlineData("BackChannelUrl", "https://localhost:7102/path")]
    public void EMU_02_Non_loopback_listener_stops_startup_and_names_the_key(string key, string url)
    {
        using var data = new TemporaryFolder();

        var refusal = Assert.Throws<OptionsValidationException>(
            () => Build("--environment=Test", $"--Emulator:{key}={url}", $"--DataDirectory={data.Path}"));

        Assert.StartsWith($"Emulator:{key} is {url}.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EMU_01_Main_fails()
    {
        var result = await Entra.Emulator.Program.Main(["--environment=Production"]);

        Assert.Equal(1, result);
    }

    private static WebApplication Build(params string[] args) =>
        Entra.Emulator.Program.Build(args);
}
