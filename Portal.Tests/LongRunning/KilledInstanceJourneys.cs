using Microsoft.Playwright;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Instances;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>An instance is killed while one of its users fills in a form.</summary>
[Collection(LoadGroup.Name)]
public sealed class KilledInstanceJourneys(BrowserFixture browser, ProxiedApplications apps, RedisServer redis)
    : IClassFixture<ProxiedApplications>, IClassFixture<RedisServer>
{
    // A killed instance closes the page's connection at once, if it was its own.
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxResume = TimeSpan.FromSeconds(10);

    [Theory(Explicit = true)]
    [InlineData(ReverseProxy.Nginx)]
    [InlineData(ReverseProxy.HAProxy)]
    public async Task FLT_24_open_page_continues_elsewhere_with_its_draft(string kind)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var instances = await PortalInstances.StartAsync(
            apps, kind, count: 3, $"--ConnectionStrings:redis={redis.ConnectionString}");
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var order = new OrderScreen(page);
        await OpenAsync(page, instances.Address);
        await order.ChooseAsync("Paid");
        var moves = new List<double>();

        // Which of them the page is connected to, only the proxy knows.
        for (var number = 0; number < instances.Count; number++)
        {
            var lost = LostAsync(page, cancellation);
            await instances.KillAsync(number);
            if (await lost)
            {
                var started = TimeProvider.System.GetTimestamp();
                await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToHaveAttributeAsync(
                    "data-state", "hide", new() { Timeout = (float)MaxResume.TotalMilliseconds });
                moves.Add(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            }

            await Assertions.Expect(order.Status("Paid")).ToBeCheckedAsync();
            await instances.StartAsync(number);
        }

        await order.Save.ClickAsync();
        await order.ExpectSavedAsync("Paid");
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"FLT-24 {kind}: resumed {moves.Count} times, after at most {moves.DefaultIfEmpty().Max():0.0} s");
        Assert.NotEmpty(moves);
    }

    private static async Task OpenAsync(IPage page, Uri portal)
    {
        await page.GotoAsync(new Uri(portal, "data/AppB/orders?filter=status%20eq%20New").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "carol@contoso.example" }).ClickAsync();
        var accept = page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true });
        var rows = page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link);
        await Assertions.Expect(accept.Or(rows).First).ToBeVisibleAsync();
        if (await accept.IsVisibleAsync())
            await accept.ClickAsync();

        await Assertions.Expect(page.Locator("main[data-live]")).ToBeAttachedAsync();
        await rows.First.ClickAsync();
    }

    private static async Task<bool> LostAsync(IPage page, CancellationToken cancellationToken)
    {
        try
        {
            await page.Locator("#components-reconnect-modal:not([data-state=hide])").WaitForAsync(
                new() { Timeout = (float)Notice.TotalMilliseconds });
            return true;
        }
        catch (TimeoutException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
