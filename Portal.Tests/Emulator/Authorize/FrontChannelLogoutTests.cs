using System.Text.Json.Nodes;
using Entra.Emulator.Tenant;

namespace Portal.Tests.Emulator.Authorize;

/// <summary>Signing out notifies every app of the session.</summary>
public sealed class FrontChannelLogoutTests : EmulatorContext
{
    [Fact]
    public async Task Each_app_is_notified_in_a_frame_with_issuer_and_session()
    {
        using var browser = NewBrowser();
        var session = await SignInToBothAsync(browser);

        var page = await browser.OpenAsync("~/oauth2/v2.0/logout", []);
        var again = await browser.OpenAsync("~/oauth2/v2.0/logout", []);

        var issuer = Uri.EscapeDataString($"{Host.Authority}v2.0");
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
        using var browser = NewBrowser();
        await SignInToBothAsync(browser);

        var page = await browser.OpenAsync(
            "~/oauth2/v2.0/logout",
            ("client_id", TestTenant.Portal),
            ("post_logout_redirect_uri", "http://localhost:7100/"),
            ("state", "s"));

        Assert.StartsWith("https://app.example:8443/bye", Assert.Single(Frames(page)), StringComparison.Ordinal);
        Assert.Equal("http://localhost:7100/?state=s", page.Document.QuerySelector("#continue")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Apps_of_a_session_survive_a_restart()
    {
        using var browser = NewBrowser();
        var session = await SignInToBothAsync(browser);

        await Host.DisposeAsync();
        using var database = new TenantDatabase(
            new Entra.Emulator.Hosting.StateFiles(Path.Combine(Host.DataDirectory, "emulator")));
        var apps = new Sessions(database, TimeProvider.System).End(session);

        Assert.Equal(2, apps.Count);
    }

    private static async Task<string> SignInToBothAsync(EmulatorBrowser browser)
    {
        await browser.SignInAsync("alice");
        var result = await browser.SignInAsync(
            "alice",
            ("client_id", TestTenant.CommandLine),
            ("redirect_uri", "http://localhost:5000"),
            ("scope", "openid"));
        return result.ClientResponse["session_state"];
    }

    private static IEnumerable<string> Frames(EmulatorPage page) =>
        page.Document.QuerySelectorAll("iframe").Select(f => f.GetAttribute("src")!);

    protected override void ChangeTenant(JsonObject tenant)
    {
        tenant.App("Portal")["logoutUri"] = "http://localhost/signout-oidc";
        tenant.App("Command line")["logoutUri"] = "https://app.example:8443/bye?x=1";
    }
}
