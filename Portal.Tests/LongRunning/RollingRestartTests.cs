using System.Globalization;
using Portal.Tests.Instances;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>Three instances restart one after another, again and again, while requests run and pages are open.</summary>
[Collection(LoadGroup.Name)]
public sealed class RollingRestartTests(BrowserFixture browser, ProxiedApplications apps, RedisServer redis)
    : IClassFixture<ProxiedApplications>, IClassFixture<RedisServer>
{
    private const int Pages = 300;
    private const int PerSecond = 300;

    // Half of the requests for each proxy; with as many as the default the two take about six minutes on two cores.
    private static readonly int Requests = int.Parse(
        Environment.GetEnvironmentVariable("PORTAL_LONG_REQUESTS") ?? "100000", CultureInfo.InvariantCulture) / 2;

    [Theory(Explicit = true)]
    [InlineData(ReverseProxy.Nginx)]
    [InlineData(ReverseProxy.HAProxy)]
    public async Task FLT_26_no_request_is_lost_while_instances_restart(string kind)
    {
        var cancellation = TestContext.Current.CancellationToken;
        string[] tokens = [await apps.TokenAsync("alice"), await apps.TokenAsync("carol"), await apps.TokenAsync("dave")];
        await using var instances = await PortalInstances.StartAsync(
            apps,
            kind,
            count: 3,
            $"--ConnectionStrings:redis={redis.ConnectionString}",
            $"--Portal:Session:MaxOpenPages={2 * Pages}",
            "--Portal:RateLimits:Circuits:PerMinute=100000",
            "--Portal:DownstreamApis:AppB:TimeoutSeconds=15");
        using var load = new RequestLoad(instances.Address, tokens);
        var pages = new OpenPages(instances.Address, await SignInAsync(instances.Address));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        var open = pages.RunAsync(Pages, end.Token);
        var run = load.RunAsync(Requests, PerSecond, cancellation);
        var restarts = 0;
        while (!run.IsCompleted)
            await instances.RestartAsync(restarts++ % instances.Count);

        await run;
        await end.CancelAsync();
        await open;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"FLT-26 {kind}: {restarts} restarts\n  {load.Summary()}\n  {Pages} open pages; {pages.Summary()}");
        Assert.True(load.Failed == 0, $"{load.Summary()}\n{instances.ProxyOutput}");
        Assert.True(restarts >= instances.Count, $"Only {restarts} restarts.");
        Assert.True(pages.Continued >= pages.Ended * 0.99 && pages.Ended > 0, pages.Summary());
    }

    // The cookies of a session, without the one that chooses an instance: each page is then sent to any of them.
    private async Task<string> SignInAsync(Uri portal)
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await PublicSignIn.OpenAsync(page, new Uri(portal, "tokens"), "alice");
        var cookies = await context.CookiesAsync([portal.AbsoluteUri]);
        var ofSession = cookies.Where(c => c.Name.StartsWith("__Host-", StringComparison.Ordinal));
        return string.Join("; ", ofSession.Select(c => $"{c.Name}={c.Value}"));
    }
}
