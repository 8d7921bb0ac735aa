using System.Diagnostics;
using System.Globalization;
using Entra.Emulator.OAuth.Tokens;
using Portal.Tests.Instances;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>Several things fail at once, with three instances behind a proxy.</summary>
[Collection(LoadGroup.Name)]
public sealed class InstanceFaultTests(ProxiedApplications apps, RedisServer redis)
    : IClassFixture<ProxiedApplications>, IClassFixture<RedisServer>
{
    private const int InARow = 30;
    private static readonly TimeSpan MaxOutage = TimeSpan.FromSeconds(60);

    [Theory(Explicit = true)]
    [InlineData(ReverseProxy.Nginx)]
    [InlineData(ReverseProxy.HAProxy)]
    public async Task New_keys_no_Redis_and_a_killed_instance_at_once_are_survived(string kind)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var instances = await PortalInstances.StartAsync(
            apps, kind, count: 3, $"--ConnectionStrings:redis={redis.ConnectionString}");
        using var load = new RequestLoad(instances.Address, []);
        var before = await apps.TokenAsync("alice");
        Assert.True(await load.TryAsync(before, cancellation));

        redis.Pause();
        TimeSpan outage;
        try
        {
            apps.Service<SigningKeyRing>().Replace();
            await instances.KillAsync(0);
            outage = await OutageAsync(load, await apps.TokenAsync("alice"), cancellation);
            Assert.False(await load.TryAsync(before, cancellation), "A token with a withdrawn key is accepted.");
        }
        finally
        {
            redis.Resume();
        }

        await instances.StartAsync(0);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Key rollover, Redis stopped and an instance killed at once, {kind}: back after {outage.TotalSeconds:0.0} s"));
        Assert.True(outage < MaxOutage, $"{outage}");
        Assert.Equal(instances.Count, await instances.CountReadyAsync());
    }

    // Until many calls in a row succeed, whichever instance they reach.
    private static async Task<TimeSpan> OutageAsync(RequestLoad load, string token, CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        var (end, succeeded) = (started.Elapsed, 0);
        while (succeeded < InARow && started.Elapsed < MaxOutage)
        {
            var works = await load.TryAsync(token, cancellationToken);
            succeeded = works ? succeeded + 1 : 0;
            if (!works)
                end = started.Elapsed;
        }

        return succeeded == InARow ? end : started.Elapsed;
    }
}
