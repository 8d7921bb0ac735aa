using System.Net;
using Entra.Emulator.Hosting;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator;

public sealed class RestartTests
{
    [Fact]
    public async Task Keys_consents_and_refresh_tokens_outlive_a_restart()
    {
        using var data = new TemporaryFolder();
        string keys, refreshToken;
        EmulatorAddresses addresses;
        await using (var first = await EmulatorHost.StartAsync(data.Path))
        {
            using var http = new HttpClient(first.CreateHandler());
            using var browser = new EmulatorBrowser(first);
            refreshToken = (await new TokenEndpoint(first, http).SignInAsync(browser, "alice"))["refresh_token"]!;
            keys = await KeysAsync(first, http);
            addresses = first.Addresses;
        }

        await using var second = await EmulatorHost.StartAsync(data.Path, at: addresses);
        using var again = new HttpClient(second.CreateHandler());
        var refreshed = await new TokenEndpoint(second, again).RefreshAsync(refreshToken);

        Assert.Equal(keys, await KeysAsync(second, again));
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
    }

    [Fact]
    public async Task A_sign_in_outlives_a_restart_but_a_code_does_not()
    {
        using var data = new TemporaryFolder();
        var first = await EmulatorHost.StartAsync(data.Path);
        using var browser = new EmulatorBrowser(first);
        var code = await browser.SignInAsync("alice");
        await first.DisposeAsync();

        await using var second = await EmulatorHost.StartAsync(data.Path);
        using var http = new HttpClient(second.CreateHandler());
        var redeemed = await new TokenEndpoint(second, http).RedeemAsync(browser, code);
        var silent = await browser.MovedTo(second).AuthorizeAsync(("prompt", "none"));

        Assert.Equal("invalid_grant", redeemed.Error);
        Assert.NotEmpty(silent.Answer["code"]);
    }

    [Fact]
    public async Task What_it_keeps_is_readable_by_this_user_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are a matter of Unix.");
            return;
        }

        using var data = new TemporaryFolder();
        await using var host = await EmulatorHost.StartAsync(data.Path);
        using var browser = new EmulatorBrowser(host);
        await browser.SignInAsync("alice");

        const UnixFileMode ForUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var folder = Path.Combine(data.Path, "emulator");
        Assert.Equal(ForUser | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            Assert.Equal(ForUser, File.GetUnixFileMode(file));
    }

    private static async Task<string> KeysAsync(EmulatorHost host, HttpClient http) => await http.GetStringAsync(
        new Uri(host.Authority, "discovery/v2.0/keys"), TestContext.Current.CancellationToken);
}
