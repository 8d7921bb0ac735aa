using System.Threading.RateLimiting;

namespace Portal.Hosting.Limits;

/// <summary>Token buckets that a partitioned limiter refills together and drops when they are full and unused.</summary>
internal static class Buckets
{
    /// <summary>Refuses what exceeds the limit.</summary>
    public static Func<TKey, RateLimiter> Refusing<TKey>(RateLimit limit) => _ => Create(limit, queue: 0);

    /// <summary>Delays what exceeds the limit.</summary>
    public static Func<TKey, RateLimiter> Delaying<TKey>(RateLimit limit) => _ => Create(limit, int.MaxValue);

    /// <summary>Whole seconds until the request can be repeated.</summary>
    public static int RetryAfterSeconds(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Max(1, Math.Ceiling(wait.TotalSeconds)) : 1;

    internal static TokenBucketRateLimiter Create(RateLimit limit, int queue) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = limit.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / limit.PerMinute,
        QueueLimit = queue,
        AutoReplenishment = false,
    });
}
