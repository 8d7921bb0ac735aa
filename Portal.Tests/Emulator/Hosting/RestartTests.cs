using System.Net;
using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Hosting;

public sealed class RestartTests
{
    [Fact]
    public async Task Keys_consents_and_refresh_tokens_survive_a_restart()
    {
        using var data = new TemporaryFolder();
        string keys, refreshToken;
        EmulatorAddresses addresses;
        await using (var first = await EmulatorHost.StartAsync(data.Path))
        {
            using var browser = first.NewBrowser();
            refreshToken = (await first.Tokens.SignInAsync(browser, "alice"))["refresh_token"]!;
            keys = await KeysAsync(first);
            addresses = first.Addresses;
        }

        await using var second = await EmulatorHost.StartAsync(data.Path, at: addresses);
        var refreshed = await second.Tokens.RefreshAsync(refreshToken);

        Assert.Equal(keys, await KeysAsync(second));
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
    }

    [Fact]
    public async Task Refresh_token_used_before_a_restart_is_refused_after_it()
    {
        using var data = new TemporaryFolder();
        string used;
        EmulatorAddresses addresses;
        await using (var first = await EmulatorHost.StartAsync(data.Path))
        {
            using var browser = first.NewBrowser();
            used = (await first.Tokens.SignInAsync(browser, "alice"))["refresh_token"]!;
            await first.Tokens.RefreshAsync(used);
            addresses = first.Addresses;
        }

        await using var second = await EmulatorHost.StartAsync(data.Path, at: addresses);
        var result = await second.Tokens.RefreshAsync(used);

        Assert.Equal(("invalid_grant", 50173), (result.Error, result.ErrorCode));
    }

    [Theory]
    [InlineData("--reset")]
    [InlineData("--Emulator:Reset=true")]
    public async Task Reset_restores_the_tenant_file(string argument)
    {
        using var data = new TemporaryFolder();
        await using (var first = await EmulatorHost.StartAsync(data.Path))
        {
            using var browser = first.NewBrowser();
            await browser.SignInAsync("alice");
            var portal = first.Service<TenantDirectory>().FindApp(TestTenant.Portal)!.Principal!;
            foreach (var seeded in first.Service<Assignments>().On(portal).ToList())
                first.Service<Assignments>().Remove(seeded.Id);
        }

        await using (var kept = await EmulatorHost.StartAsync(data.Path))
        {
            Assert.NotEmpty(kept.Service<ConsentStore>().All());
            Assert.Empty(
                kept.Service<Assignments>().On(kept.Service<TenantDirectory>().FindApp(TestTenant.Portal)!.Principal!));
        }

        await using var reset = await EmulatorHost.StartAsync(data.Path, arguments: argument);

        Assert.Empty(reset.Service<ConsentStore>().All());
        Assert.NotEmpty(
            reset.Service<Assignments>().On(reset.Service<TenantDirectory>().FindApp(TestTenant.Portal)!.Principal!));
    }

    [Fact]
    public async Task Session_survives_a_restart_but_a_code_does_not()
    {
        using var data = new TemporaryFolder();
        var first = await EmulatorHost.StartAsync(data.Path);
        using var browser = first.NewBrowser();
        var code = await browser.SignInAsync("alice");
        await first.DisposeAsync();

        await using var second = await EmulatorHost.StartAsync(data.Path);
        var redeemed = await second.Tokens.RedeemAsync(browser, code);
        var silent = await browser.MovedTo(second).AuthorizeAsync(("prompt", "none"));

        Assert.Equal("invalid_grant", redeemed.Error);
        Assert.NotEmpty(silent.ClientResponse["code"]);
    }

    [Fact]
    public async Task EMU_07_State_files_are_readable_by_this_user_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are a matter of Unix.");
            return;
        }

        using var data = new TemporaryFolder();
        await using var host = await EmulatorHost.StartAsync(data.Path);
        using var browser = host.NewBrowser();
        await browser.SignInAsync("alice");

        const UnixFileMode ForUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var folder = Path.Combine(data.Path, "emulator");
        Assert.Equal(ForUser | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            Assert.Equal(ForUser, File.GetUnixFileMode(file));
    }

    private static async Task<string> KeysAsync(EmulatorHost host) => await host.Http.GetStringAsync(
        new Uri(host.Authority, "discovery/v2.0/keys"), TestContext.Current.CancellationToken);
}
