using Entra.Emulator.Tenant;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Authorize;

/// <summary>Signing out notifies every app of the session.</summary>
public sealed class FrontChannelLogoutTests : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private EmulatorHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EmulatorHost.StartAsync(
        _data.Path, arguments: TenantFile.Write(_data.Path, tenant =>
        {
            tenant.App("Portal")["logoutUri"] = "http://localhost/signout-oidc";
            tenant.App("Command line")["logoutUri"] = "https://app.example:8443/bye?x=1";
        }));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Each_app_is_notified_in_a_frame_with_issuer_and_session()
    {
        using var browser = new EmulatorBrowser(_host);
        var session = await SignInToBothAsync(browser);

        var page = await browser.OpenAsync("~/oauth2/v2.0/logout", []);
        var again = await browser.OpenAsync("~/oauth2/v2.0/logout", []);

        var issuer = Uri.EscapeDataString($"{_host.Authority}v2.0");
        Assert.Equal(
            [
                $"http://localhost:7100/signout-oidc?iss={issuer}&sid={session}",
                $"https://app.example:8443/bye?x=1&iss={issuer}&sid={session}",
            ],
            Frames(page).Order(StringComparer.Ordinal));
        Assert.Contains("Portal, Command line", page.Text, StringComparison.Ordinal);
        Assert.Empty(Frames(again));
    }

    [Fact]
    public async Task App_that_started_the_logout_is_not_notified()
    {
        using var browser = new EmulatorBrowser(_host);
        await SignInToBothAsync(browser);

        var page = await browser.OpenAsync(
            "~/oauth2/v2.0/logout", ("client_id", TestTenant.Portal), ("post_logout_redirect_uri", "http://localhost:7100/"), ("state", "s"));

        Assert.StartsWith("https://app.example:8443/bye", Assert.Single(Frames(page)), StringComparison.Ordinal);
        Assert.Equal("http://localhost:7100/?state=s", page.Document.QuerySelector("#continue")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Apps_of_a_session_survive_a_restart()
    {
        using var browser = new EmulatorBrowser(_host);
        var session = await SignInToBothAsync(browser);

        await _host.DisposeAsync();
        using var database = new TenantDatabase(new Entra.Emulator.Hosting.StateFiles(Path.Combine(_data.Path, "emulator")));
        var apps = new Sessions(database, TimeProvider.System).End(session);

        Assert.Equal(2, apps.Count);
    }

    private static async Task<string> SignInToBothAsync(EmulatorBrowser browser)
    {
        await browser.SignInAsync("alice");
        var result = await browser.SignInAsync(
            "alice", ("client_id", TestTenant.CommandLine), ("redirect_uri", "http://localhost:5000"), ("scope", "openid"));
        return result.ClientResponse["session_state"];
    }

    private static IEnumerable<string> Frames(EmulatorPage page) =>
        page.Document.QuerySelectorAll("iframe").Select(f => f.GetAttribute("src")!);
}
