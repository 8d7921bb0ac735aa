using Demo;
using Microsoft.Playwright;
using Portal.Components.Exports;
using Portal.Tests.Browser;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Emulator;
using Portal.Tests.Instances;
using Portal.Tests.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>What two instances have stored in Redis after a user has worked with both.</summary>
[Collection(LoadGroup.Name)]
public sealed class RedisContentJourneys(
    BrowserFixture browser, RedisContentJourneys.WatchedApplications apps, RedisServer redis)
    : IClassFixture<RedisContentJourneys.WatchedApplications>, IClassFixture<RedisServer>
{
    private const string Status = "Cancelled";

    // What must be there, so that the test has something to prove.
    private static readonly string[] Kinds =
    [
        "obo:cache:", "obo:change:", "obo:circuit:", "obo:instance:", "obo:keys", "obo:traces:",
    ];

    private static readonly string[] Clear =
    [
        .. RedisContent.StartsOfTokens, "carol@", "\"carol", "contoso", "orders", OrderScreen.NumberPrefix, Status, "Bearer",
        "masterKey", TestTenant.Id,
    ];

    [Fact(Explicit = true)]
    public async Task LEK_05_nothing_of_a_journey_is_in_clear()
    {
        await using var instances = await PortalInstances.StartAsync(
            apps, ReverseProxy.HAProxy, count: 2, $"--ConnectionStrings:redis={redis.ConnectionString}");
        await using var monitor = await RedisMonitor.StartAsync(redis);
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var order = new OrderScreen(page);
        var orders = new Uri(instances.Address, "data/AppB/orders?filter=status%20eq%20Paid");

        await PublicSignIn.OpenAsync(page, orders, "carol");
        await ExportAsync(page);
        await page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await order.ChooseAsync(Status);
        await instances.KillAsync(0);
        await Assertions.Expect(order.Status(Status)).ToBeCheckedAsync();
        await instances.StartAsync(0);
        await instances.KillAsync(1);
        await Assertions.Expect(order.Status(Status)).ToBeCheckedAsync();

        await RedisEntryKinds.AssertAsync(redis);
        var (content, commands) = (await RedisContent.ReadAsync(redis), monitor.Read());
        RedisEntryKinds.AssertCommands(commands);
        Assert.All(Kinds, kind => Assert.Contains(kind, content, StringComparison.Ordinal));
        Assert.All(Clear, text =>
        {
            Assert.DoesNotContain(text, content, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(text, commands, StringComparison.Ordinal);
        });
        Assert.All(
            (await context.CookiesAsync()).Where(c => c.Name.StartsWith("__Host-", StringComparison.Ordinal)),
            cookie => Assert.DoesNotContain(cookie.Value, content + commands, StringComparison.Ordinal));
        Assert.True(apps.Secrets.Count >= 6, "Too few secrets were seen to prove anything.");
        Assert.True(apps.Secrets.FindIn(content + commands) is null, $"{apps.Secrets.FindIn(content + commands)} in Redis");
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"LEK-05: none of {apps.Secrets.Count} secrets in {content.Length} characters of Redis and {commands.Length} of commands\n  "
            + string.Join("\n  ", await RedisContent.SizesAsync(redis)));
    }

    private static async Task ExportAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = ExportMenu.Label, Exact = true }).ClickAsync();
        await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Group, new() { Name = ExportMenu.Label, Exact = true })
                .GetByRole(AriaRole.Link, new() { Name = "CSV" })
                .ClickAsync());
    }

    /// <summary>All apps together, of whose authority every secret is recorded.</summary>
    public sealed class WatchedApplications : ProxiedApplications
    {
        internal SecretWatch Secrets { get; } = new();

        protected override DemoOptions Configure(DemoOptions options) => options with { ConfigureEmulator = Secrets.Attach };
    }
}
