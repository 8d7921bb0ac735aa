using Entra.Emulator.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Authorize;

/// <summary>The pages in a real browser, on a wide and a narrow screen.</summary>
public sealed class PagesInChromiumTests(EmulatorFixture emulator, BrowserFixture chromium)
    : IClassFixture<EmulatorFixture>, IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private IBrowserContext? _context;

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
            await _context.DisposeAsync();
    }

    [Fact]
    public async Task User_signs_in_and_stays_signed_in()
    {
        var posted = new TaskCompletionSource<IFormCollection>();
        await using var client = await StartClientAsync(posted);
        using var sender = emulator.NewBrowser();
        var port = new Uri(client.Urls.Single()).Port;
        var url = sender.AuthorizeUrl(("redirect_uri", $"http://localhost:{port}/signin-oidc"));
        var page = await NewPageAsync();

        await page.GotoAsync(url);
        await page.GetByRole(AriaRole.Button, new() { Name = "frank@contoso.example" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The client has it.")).ToBeVisibleAsync();
        var form = await posted.Task;
        await page.GotoAsync(url);

        Assert.Equal("the-state", form["state"]);
        Assert.NotEmpty(form["code"].ToString());
        await Assertions.Expect(page.GetByText("The client has it.")).ToBeVisibleAsync();
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Every_page_is_accessible_and_fits()
    {
        using var sender = emulator.NewBrowser();
        var page = await NewPageAsync();
        await page.SetViewportSizeAsync(390, 844);

        await page.GotoAsync(emulator.Host.Addresses.Browser.AbsoluteUri);
        await CheckAsync(page, "Contoso");
        await page.GotoAsync(sender.AuthorizeUrl(("claims", TestTenant.StepUpClaims), ("prompt", "consent")));
        await CheckAsync(page, PageHeadings.Accounts);
        await page.GetByRole(AriaRole.Button, new() { Name = "alice@contoso.example" }).ClickAsync();
        await CheckAsync(page, PageHeadings.Confirmation);
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await CheckAsync(page, PageHeadings.Consent("Portal"));
        await page.GotoAsync(sender.AuthorizeUrl(("scope", "openid Directory.Read.All")));
        await CheckAsync(page, PageHeadings.AdminApproval);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use another account" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "carol@contoso.example" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel(ConsentPage.EveryoneLabel)).ToBeVisibleAsync();
        await CheckAsync(page, PageHeadings.Consent("Portal"));
        await page.GotoAsync(new Uri(emulator.Host.Addresses.Browser, "device").AbsoluteUri);
        await CheckAsync(page, PageHeadings.DeviceCode);
        await page.GetByLabel("Code").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await CheckAsync(page, PageHeadings.DeviceCode);
        await page.GotoAsync(new Uri(emulator.Host.Addresses.Browser, "error?code=65001").AbsoluteUri);
        await CheckAsync(page, "AADSTS65001");
        await page.GotoAsync(sender.AuthorizeUrl(("redirect_uri", "https://evil.example/")));
        await CheckAsync(page, PageHeadings.Error);
        await page.GotoAsync(
            new Uri(emulator.Host.Addresses.Browser, $"{TestTenant.Id}/oauth2/v2.0/logout").AbsoluteUri);
        await CheckAsync(page, PageHeadings.SignedOut);

        // The browser may only report the status of the error page itself.
        Assert.All(_complaints, c => Assert.Contains("status of 400", c, StringComparison.Ordinal));
    }

    private static async Task CheckAsync(IPage page, string heading)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
        await page.ExpectCleanAsync(heading);
    }

    private async Task<IPage> NewPageAsync()
    {
        _context = await chromium.NewContextAsync();
        var page = await _context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add(message.Text);
        };
        return page;
    }

    private static async Task<WebApplication> StartClientAsync(TaskCompletionSource<IFormCollection> posted)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/signin-oidc", async (HttpRequest request) =>
        {
            posted.TrySetResult(await request.ReadFormAsync(request.HttpContext.RequestAborted));
            return Results.Content("<!DOCTYPE html><link rel=icon href=data:,><p>The client has it.</p>", "text/html");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
