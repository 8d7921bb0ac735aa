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
    [InlineData(ReverseProxy.Nginx, "New", "Paid")]
    [InlineData(ReverseProxy.HAProxy, "Paid", "Cancelled")]
    public async Task FLT_24_open_page_continues_elsewhere_with_its_draft(string kind, string status, string next)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var instances = await PortalInstances.StartAsync(
            apps, kind, count: 3, $"--ConnectionStrings:redis={redis.ConnectionString}");
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var order = new OrderScreen(page);
        await PublicSignIn.OpenAsync(
            page, new Uri(instances.Address, $"data/AppB/orders?filter=status%20eq%20{status}"), "carol");
        await page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await order.ChooseAsync(next);
        var moves = new List<double>();

        // Which of them the page is connected to, only the proxy knows.
        for (var number = 0; number < instances.Count; number++)
        {
            await KeptAsync();
            var lost = LostAsync(page, cancellation);
            await instances.KillAsync(number);
            if (await lost)
            {
                var started = TimeProvider.System.GetTimestamp();
                await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToHaveAttributeAsync(
                    "data-state", "hide", new() { Timeout = (float)MaxResume.TotalMilliseconds });
                moves.Add(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            }

            await Assertions.Expect(order.Status(next)).ToBeCheckedAsync();
            await instances.StartAsync(number);
        }

        await order.SaveAsync();
        await order.ExpectSavedAsync(next);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"FLT-24 {kind}: resumed {moves.Count} times, after at most {moves.DefaultIfEmpty().Max():0.0} s");
        Assert.NotEmpty(moves);
    }

    // What is entered in the moment in which the instance ends is lost with it.
    private Task<TimeSpan> KeptAsync() => Poll.UntilAsync(
        async () => (await RedisContent.ReadAsync(redis)).Contains("obo:change:", StringComparison.Ordinal), MaxResume);

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
