using Microsoft.Playwright;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>A user with a browser, between which and the portal is a proxy with TLS.</summary>
public sealed class ProxyJourneys(BrowserFixture browser, ProxiedApplications apps) : IClassFixture<ProxiedApplications>
{
    [Theory]
    [InlineData(ReverseProxy.Nginx, "alice")]
    [InlineData(ReverseProxy.HAProxy, "dave")]
    public async Task User_signs_in_and_works_with_the_orders(string kind, string user)
    {
        await using var proxy = await ReverseProxy.StartAsync(kind, apps.Demo.Portal);
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(new Uri(proxy.Address, "data/AppB/orders").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = $"{user}@contoso.example" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main[data-live]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();

        await Assertions.Expect(new OrderScreen(page).Drawer).ToBeVisibleAsync();
    }
}
