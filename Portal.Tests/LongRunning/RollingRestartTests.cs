using System.Globalization;
using Portal.Tests.Instances;

namespace Portal.Tests.LongRunning;

/// <summary>Three instances restart one after another, again and again, while requests run.</summary>
[Collection(LoadGroup.Name)]
public sealed class RollingRestartTests(ProxiedApplications apps) : IClassFixture<ProxiedApplications>
{
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
        await using var instances = await PortalInstances.StartAsync(apps, kind, count: 3);
        using var load = new RequestLoad(instances.Address, tokens);

        var run = load.RunAsync(Requests, PerSecond, cancellation);
        var restarts = 0;
        while (!run.IsCompleted)
            await instances.RestartAsync(restarts++ % instances.Count);

        await run;
        TestContext.Current.TestOutputHelper!.WriteLine($"FLT-26 {kind}: {restarts} restarts; {load.Summary()}");
        Assert.True(load.Failed == 0, $"{load.Summary()}\n{instances.ProxyOutput}");
        Assert.True(restarts >= instances.Count, $"Only {restarts} restarts.");
    }
}
