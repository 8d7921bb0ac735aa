using System.Diagnostics;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth.Storage;
using Portal.Hosting.Limits;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Limits;

/// <summary>Limits that two instances apply together: 7 requests at once, besides one that each gives out by itself.</summary>
public sealed class SharedLimitTests(TwoPortals portals) : IClassFixture<TwoPortals>
{
    [Fact]
    public async Task What_exceeds_the_limit_of_all_instances_together_is_refused_and_redis_away_delays_nobody()
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
            statuses.Add(await StatusAsync(i % 2 == 0 ? portals.First : portals.Second));

        Assert.Equal(7 + 2, statuses.Count(s => s == HttpStatusCode.Unauthorized));
        Assert.Equal(3, statuses.Count(s => s == HttpStatusCode.TooManyRequests));
        await AssertNoNameToGuessAsync();

        await using var hanging = await portals.PauseAsync();
        var watch = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(portals.First));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Refusal_says_when_the_bucket_of_all_instances_has_a_permit_again()
    {
        var limit = new RateLimit { Burst = 3, PerMinute = 2 };
        using var first = Bucket(portals.FirstServices, limit);
        using var second = Bucket(portals.SecondServices, limit);
        for (var i = 0; i < limit.Burst; i++)
            Assert.True((await AcquireAsync(i == 0 ? first : second)).IsAcquired);
        Assert.True(first.AttemptAcquire(1).IsAcquired);

        Assert.Equal(1, first.GetStatistics()?.CurrentAvailablePermits);
        using var refused = await AcquireAsync(first);

        Assert.False(refused.IsAcquired);
        Assert.InRange(Buckets.RetryAfterSeconds(refused), 20, 30);
        Assert.Equal(0, first.GetStatistics()?.CurrentAvailablePermits);
        using var later = await AcquireAsync(first);
        Assert.False(later.IsAcquired);
        Assert.InRange(Buckets.RetryAfterSeconds(later), 20, 30);
    }

    // An address is one of few enough that a hash without a key would be as good as the address.
    private async Task AssertNoNameToGuessAsync()
    {
        var stored = await portals.DumpAsync();
        Assert.Contains("rl:tb:", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(SharedName.Of("anonymous 127.0.0.1 "), stored, StringComparison.Ordinal);
    }

    private static RateLimiter Bucket(IServiceProvider services, RateLimit limit) => SharedBucket.Refusing(
        limit, services.GetRequiredService<RedisConnection>(), services.GetRequiredService<KeySeal>(), TimeProvider.System)(
        LimitKey.OfAddress("test", IPAddress.Parse("192.0.2.1")));

    private static ValueTask<RateLimitLease> AcquireAsync(RateLimiter bucket) =>
        bucket.AcquireAsync(1, TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode> StatusAsync(Uri portal)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(portal, "/api/views"), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
