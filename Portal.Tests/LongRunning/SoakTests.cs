using System.Globalization;
using Portal.Tests.Instances;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>
/// Half an hour of load with faults, or SOAK_MINUTES: on one instance, and at the same time on three others.
/// </summary>
[Collection(LoadGroup.Name)]
public sealed class SoakTests(ProxiedApplications apps, RedisServer redis)
    : IClassFixture<ProxiedApplications>, IClassFixture<RedisServer>
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(double.Parse(
        Environment.GetEnvironmentVariable("SOAK_MINUTES") ?? "30", CultureInfo.InvariantCulture));

    [Fact(Explicit = true)]
    public async Task FLT_47_load_with_faults_leaves_nothing_that_grows_or_stays_broken()
    {
        Assert.True(Duration >= TimeSpan.FromMinutes(1), "SOAK_MINUTES must be at least 1.");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        // The three instances choose free ports, which nothing else may take before they listen.
        var three = new ThreeInstanceSoak(apps, redis);
        await Task.WhenAll(OrEndBoth(three.RunAsync(Duration, end.Token)), OrEndBoth(RunSingleAsync()));

        async Task RunSingleAsync()
        {
            await three.Started.WaitAsync(end.Token);
            await SingleInstanceSoak.RunAsync(Duration, end.Token);
        }

        async Task OrEndBoth(Task soak)
        {
            try
            {
                await soak;
            }
            catch
            {
                await end.CancelAsync();
                throw;
            }
        }
    }
}
