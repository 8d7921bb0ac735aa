using System.Globalization;
using Portal.Tests.Instances;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>
/// Half an hour of load with faults, or SOAK_MINUTES: on one instance, and at the same time on three others. Both offer much
/// less than the machine can do.
/// </summary>
[Collection(LoadGroup.Name)]
public sealed class SoakTests(ProxiedApplications apps, RedisServer redis)
    : IClassFixture<ProxiedApplications>, IClassFixture<RedisServer>
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(double.Parse(
        Environment.GetEnvironmentVariable("SOAK_MINUTES") ?? "30", CultureInfo.InvariantCulture));

    [Fact(Explicit = true)]
    public Task FLT_47_load_with_faults_leaves_nothing_that_grows_or_stays_broken() => Task.WhenAll(
        SingleInstanceSoak.RunAsync(Duration), new ThreeInstanceSoak(apps, redis).RunAsync(Duration));
}
