using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Authorize;

/// <summary>Front-channel logout in a real browser: the frames load, then the page continues.</summary>
public sealed class FrontChannelInChromiumTests(BrowserFixture chromium)
{
    [Fact]
    public async Task Apps_are_notified_and_the_browser_continues()
    {
        using var data = new TemporaryFolder();
        await using var host = await EmulatorHost.StartAsync(data.Path, arguments: TenantFile.Write(
            data.Path, tenant => tenant.App("Portal")["logoutUri"] = "http://localhost/signout-oidc"));
        var notifications = new ConcurrentQueue<string>();
        await using var client = await StartClientAsync(notifications);
        var port = new Uri(client.Urls.Single()).Port;
        using var sender = host.NewBrowser();
        var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(sender.AuthorizeUrl(
            ("redirect_uri", $"http://localhost:{port}/signin-oidc"), ("response_mode", "query")));
        await page.GetByRole(AriaRole.Button, new() { Name = "alice@contoso.example" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Signed in.")).ToBeVisibleAsync();
        var target = Uri.EscapeDataString($"http://localhost:{port}/");
        var logout = $"{TestTenant.Id}/oauth2/v2.0/logout?post_logout_redirect_uri={target}";
        await page.GotoAsync(new Uri(host.Addresses.Browser, logout).AbsoluteUri);

        await Assertions.Expect(page.GetByText("At home.")).ToBeVisibleAsync();
        Assert.Contains("sid=", Assert.Single(notifications), StringComparison.Ordinal);
        await context.DisposeAsync();
    }

    private static async Task<WebApplication> StartClientAsync(ConcurrentQueue<string> notifications)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/signin-oidc", () => Page("Signed in."));
        app.MapGet("/", () => Page("At home."));
        app.MapGet("/signout-oidc", (HttpRequest request) =>
        {
            notifications.Enqueue(request.QueryString.Value ?? "");
            return Page("Signed out.");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static IResult Page(string text) =>
        Results.Content($"<!DOCTYPE html><title>{text}</title><link rel=icon href=data:,><p>{text}</p>", "text/html");
}
