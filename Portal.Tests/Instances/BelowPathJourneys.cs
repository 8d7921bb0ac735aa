using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Components.Exports;
using Portal.Components.Layout;
using Portal.Contracts.SignIn;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>An administrator with a browser, and a portal below a path of the proxy's host name.</summary>
public sealed class BelowPathJourneys(BrowserFixture browser, ApplicationsBelowPath apps)
    : IClassFixture<ApplicationsBelowPath>
{
    // What a page would load or lead to, as the browser resolves it.
    private const string Addresses = """
        () => [...document.querySelectorAll('a[href], link[href], script[src], img[src], form[action]')]
            .map(element => element.href || element.src || element.action)
            .concat([...document.querySelectorAll('[data-copy^=http]')].map(element => element.dataset.copy))
        """;

    private readonly ConcurrentQueue<string> _addresses = new();

    [Theory]
    [InlineData(ReverseProxy.Nginx)]
    [InlineData(ReverseProxy.HAProxy, Explicit = true, Traits = new[] { "Run", "Long" })]
    public async Task Administrator_uses_every_page_and_nothing_leads_to_another_path(string kind)
    {
        await using var proxy = await ReverseProxy.StartBelowPathAsync(kind, apps.Demo.Portal);
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        page.Request += (_, request) => _addresses.Enqueue(request.Url);
        page.WebSocket += (_, socket) => _addresses.Enqueue(socket.Url.Replace("wss:", "https:", StringComparison.Ordinal));

        await SignInAsync(page, new Uri(proxy.Address, "data/AppB/orders"));
        await OpenOrderAsync(page);
        await ExportAsync(page);
        for (var i = 0; i < await page.Locator("#navigation a").CountAsync(); i++)
        {
            await OpenAsync(page, page.Locator("#navigation a").Nth(i));
            await Assertions.Expect(page.Locator("#navigation a").Nth(i)).ToContainClassAsync("active");
        }

        await OpenAsync(page, page.Locator("#navigation a[href='trace']"));
        await OpenAsync(page, page.Locator(".traces__page").First);
        await SkipToContentAsync(page);
        await SignOutAsync(page);

        Assert.Equal(proxy.Address.AbsoluteUri.TrimEnd('/') + SessionRoutes.SignedOut, page.Url);
        Assert.Contains(_addresses, address => address.StartsWith($"{proxy.Address}_blazor", StringComparison.Ordinal));
        Assert.Empty(_addresses.Where(address => IsOfAnotherApp(new Uri(address), proxy.Address)).Distinct());
    }

    private static bool IsOfAnotherApp(Uri address, Uri portal) =>
        address.Authority == portal.Authority
        && !address.AbsolutePath.StartsWith(portal.AbsolutePath, StringComparison.Ordinal);

    private static async Task SignInAsync(IPage page, Uri address)
    {
        await page.GotoAsync(address.AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "carol@contoso.example" }).ClickAsync();
        var accept = page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true });
        await Assertions.Expect(accept.Or(page.Locator("main[data-live]"))).ToBeVisibleAsync();
        if (await accept.IsVisibleAsync())
            await accept.ClickAsync();

        await Assertions.Expect(page.Locator("main[data-live]")).ToBeAttachedAsync();
        Assert.Equal(address.AbsoluteUri, page.Url);
    }

    private async Task OpenAsync(IPage page, ILocator link)
    {
        var address = await link.EvaluateAsync<string>("link => link.href");
        await link.ClickAsync();
        await ExpectAddressAsync(page, $"^{Regex.Escape(address)}");
        await Assertions.Expect(page.Locator("main[data-live] h1").First).ToBeVisibleAsync();
        foreach (var found in await page.EvaluateAsync<string[]>(Addresses))
            _addresses.Enqueue(found);
    }

    private static async Task OpenOrderAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(new OrderScreen(page).Drawer).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open on its own page" }).ClickAsync();
        await ExpectAddressAsync(page, "/obo/data/AppB/orders/[^/?]+$");
        await page.GoBackAsync();
    }

    private static async Task ExportAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = ExportMenu.Label, Exact = true }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".export-choice").First.ClickAsync());
        Assert.Null(await download.FailureAsync());
    }

    private static async Task SkipToContentAsync(IPage page)
    {
        var before = page.Url.Split('#')[0];
        await Assertions.Expect(page.Locator(".skip-link")).ToHaveJSPropertyAsync("href", $"{before}#content");
        await page.Locator(".skip-link").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal($"{before}#content", page.Url);
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = UserMenu.AccountLabel }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = UserMenu.SignOutLabel, Exact = true }).ClickAsync();
        await ExpectAddressAsync(page, SessionRoutes.SignedOut);
    }

    private static Task ExpectAddressAsync(IPage page, string pattern) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
}
