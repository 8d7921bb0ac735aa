using System.Threading.RateLimiting;
using Portal.Redis;
using RedisRateLimiting;

namespace Portal.Hosting.Limits;

/// <summary>
/// A token bucket for all instances together. The first eighth of the limit each instance gives out by itself, so that
/// ordinary use of the pages costs no round trip to Redis; what exceeds it is taken from the bucket in Redis. While Redis
/// does not respond, each instance applies the whole limit by itself.
/// </summary>
internal sealed class SharedBucket : ReplenishingRateLimiter
{
    private const int OwnShare = 8;

    private readonly RedisConnection _redis;
    private readonly TokenBucketRateLimiter _own;
    private readonly TokenBucketRateLimiter _alone;
    private readonly RedisTokenBucketRateLimiter<string> _shared;

    private SharedBucket(RateLimit limit, string name, RedisConnection redis)
    {
        _redis = redis;
        _own = Buckets.Create(
            new RateLimit { Burst = Math.Max(1, limit.Burst / OwnShare), PerMinute = Math.Max(1, limit.PerMinute / OwnShare) },
            queue: 0);
        _alone = Buckets.Create(limit, queue: 0);
        _shared = new RedisTokenBucketRateLimiter<string>(name, new RedisTokenBucketRateLimiterOptions
        {
            ConnectionMultiplexerFactory = () => redis.Multiplexer,
            TokenLimit = limit.Burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / limit.PerMinute,
        });
    }

    public override TimeSpan ReplenishmentPeriod => _alone.ReplenishmentPeriod;

    public override bool IsAutoReplenishing => false;

    // The partition can be dropped when both buckets are full; the one in Redis expires by itself.
    public override TimeSpan? IdleDuration =>
        _own.IdleDuration is { } own && _alone.IdleDuration is { } alone ? (own < alone ? own : alone) : null;

    /// <summary>Refuses what exceeds the limit.</summary>
    public static Func<LimitKey, RateLimiter> Refusing(RateLimit limit, RedisConnection redis) =>
        key => new SharedBucket(limit, SharedName.Of($"{key.Kind} {key.Id} {key.Tenant}"), redis);

    public override bool TryReplenish() => _own.TryReplenish() | _alone.TryReplenish();

    public override RateLimiterStatistics? GetStatistics() => _alone.GetStatistics();

    // The middleware asks here first, and then, if it gets nothing, AcquireAsync.
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => _own.AttemptAcquire(permitCount);

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        var (succeeded, lease) = await _redis.TryUseAsync(_ => _shared.AcquireAsync(permitCount, cancellationToken).AsTask());
        return succeeded && lease is not null ? lease : _alone.AttemptAcquire(permitCount);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _own.Dispose();
            _alone.Dispose();
            _shared.Dispose();
        }
    }
}
