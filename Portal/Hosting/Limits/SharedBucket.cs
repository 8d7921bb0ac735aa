using System.Threading.RateLimiting;
using Portal.Auth.Storage;
using Portal.Redis;
using RedisRateLimiting;

namespace Portal.Hosting.Limits;

/// <summary>
/// A token bucket for all instances together. Each instance grants the first eighth of the limit itself, so that ordinary
/// use of the pages costs no round trip to Redis; anything above it comes from the bucket in Redis. While Redis does not
/// respond, each instance applies the whole limit by itself.
/// </summary>
internal sealed class SharedBucket : ReplenishingRateLimiter
{
    private const int LocalDivisor = 8;

    private readonly RedisConnection _redis;
    private readonly TimeProvider _time;
    private readonly TokenBucketRateLimiter _local;
    private readonly TokenBucketRateLimiter _fallback;
    private readonly RedisTokenBucketRateLimiter<string> _shared;

    // The latest refusal of the bucket in Redis.
    private Refusal? _refusal;

    private SharedBucket(RateLimit limit, string name, RedisConnection redis, TimeProvider time)
    {
        (_redis, _time) = (redis, time);
        _local = Buckets.Create(
            new RateLimit { Burst = Math.Max(1, limit.Burst / LocalDivisor), PerMinute = Math.Max(1, limit.PerMinute / LocalDivisor) },
            queue: 0);
        _fallback = Buckets.Create(limit, queue: 0);
        _shared = new RedisTokenBucketRateLimiter<string>(name, new RedisTokenBucketRateLimiterOptions
        {
            ConnectionMultiplexerFactory = () => redis.Multiplexer,
            TokenLimit = limit.Burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = _fallback.ReplenishmentPeriod,
        });
    }

    public override TimeSpan ReplenishmentPeriod => _fallback.ReplenishmentPeriod;

    public override bool IsAutoReplenishing => false;

    // The partition can be dropped when both buckets are full; the one in Redis expires by itself.
    public override TimeSpan? IdleDuration =>
        _local.IdleDuration is { } local && _fallback.IdleDuration is { } fallback ? (local < fallback ? local : fallback) : null;

    /// <summary>Refuses what exceeds the limit.</summary>
    public static Func<LimitKey, RateLimiter> Refusing(RateLimit limit, RedisConnection redis, KeySeal seal, TimeProvider time) =>
        key => new SharedBucket(limit, seal.NameOf($"{key.Kind} {key.Id} {key.Tenant}"), redis, time);

    public override bool TryReplenish() => _local.TryReplenish() | _fallback.TryReplenish();

    /// <summary>Without a request to Redis: no permits are available until the wait after its latest refusal is over.</summary>
    public override RateLimiterStatistics? GetStatistics()
    {
        if (!_redis.IsAvailable)
            return _fallback.GetStatistics();

        var local = _local.GetStatistics();
        return local is { CurrentAvailablePermits: > 0 } || WaitAfterRefusal is not null
            ? local
            : new RateLimiterStatistics { CurrentAvailablePermits = 1 };
    }

    // The middleware calls this first, and AcquireAsync if it is refused.
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => _local.AttemptAcquire(permitCount);

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        if (WaitAfterRefusal is { } left && _redis.IsAvailable)
            return new RefusedLease(left);

        var (succeeded, lease) = await _redis.TryUseAsync(_ => _shared.AcquireAsync(permitCount, cancellationToken).AsTask());
        if (!succeeded || lease is null)
            return _fallback.AttemptAcquire(permitCount);
        if (lease.IsAcquired)
            return lease;

        var refusal = new Refusal(WaitOf(lease), _time.GetTimestamp());
        Volatile.Write(ref _refusal, refusal);
        return new RefusedLease(refusal.Wait);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _local.Dispose();
            _fallback.Dispose();
            _shared.Dispose();
        }

        base.Dispose(disposing);
    }

    private TimeSpan? WaitAfterRefusal => Volatile.Read(ref _refusal)?.Remaining(_time);

    // The library states seconds without their fraction, under a name of its own.
    private TimeSpan WaitOf(RateLimitLease lease)
    {
        var atMost = lease.TryGetMetadata(RateLimitMetadataName.RetryAfter, out var seconds)
            ? TimeSpan.FromSeconds(seconds + 1)
            : ReplenishmentPeriod;
        return atMost < ReplenishmentPeriod ? atMost : ReplenishmentPeriod;
    }

    private sealed record Refusal(TimeSpan Wait, long At)
    {
        /// <summary>Null when the wait is over.</summary>
        public TimeSpan? Remaining(TimeProvider time)
        {
            var remaining = Wait - time.GetElapsedTime(At);
            return remaining > TimeSpan.Zero ? remaining : null;
        }
    }

    private sealed class RefusedLease(TimeSpan wait) : RateLimitLease
    {
        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            var isKnown = metadataName == MetadataName.RetryAfter.Name;
            metadata = isKnown ? wait : null;
            return isKnown;
        }
    }
}
