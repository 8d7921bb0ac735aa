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
    private readonly TimeProvider _time;
    private readonly TokenBucketRateLimiter _own;
    private readonly TokenBucketRateLimiter _alone;
    private readonly RedisTokenBucketRateLimiter<string> _shared;

    // The latest refusal of the bucket in Redis.
    private Refusal? _refusal;

    private SharedBucket(RateLimit limit, string name, RedisConnection redis, TimeProvider time)
    {
        (_redis, _time) = (redis, time);
        _own = Buckets.Create(
            new RateLimit { Burst = Math.Max(1, limit.Burst / OwnShare), PerMinute = Math.Max(1, limit.PerMinute / OwnShare) },
            queue: 0);
        _alone = Buckets.Create(limit, queue: 0);
        _shared = new RedisTokenBucketRateLimiter<string>(name, new RedisTokenBucketRateLimiterOptions
        {
            ConnectionMultiplexerFactory = () => redis.Multiplexer,
            TokenLimit = limit.Burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = _alone.ReplenishmentPeriod,
        });
    }

    public override TimeSpan ReplenishmentPeriod => _alone.ReplenishmentPeriod;

    public override bool IsAutoReplenishing => false;

    // The partition can be dropped when both buckets are full; the one in Redis expires by itself.
    public override TimeSpan? IdleDuration =>
        _own.IdleDuration is { } own && _alone.IdleDuration is { } alone ? (own < alone ? own : alone) : null;

    /// <summary>Refuses what exceeds the limit.</summary>
    public static Func<LimitKey, RateLimiter> Refusing(RateLimit limit, RedisConnection redis, TimeProvider time) =>
        key => new SharedBucket(limit, SharedName.Of($"{key.Kind} {key.Id} {key.Tenant}"), redis, time);

    public override bool TryReplenish() => _own.TryReplenish() | _alone.TryReplenish();

    public override RateLimiterStatistics? GetStatistics() => _alone.GetStatistics();

    // The middleware asks here first, and then, if it gets nothing, AcquireAsync. Without permits, the question is whether
    // the limit is reached; that is known without a round trip.
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        var lease = _own.AttemptAcquire(permitCount);
        if (lease.IsAcquired || permitCount > 0)
            return lease;

        return _redis.IsAvailable ? new Lease(Volatile.Read(ref _refusal)?.Remaining(_time)) : _alone.AttemptAcquire(permitCount);
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        var (succeeded, lease) = await _redis.TryUseAsync(_ => _shared.AcquireAsync(permitCount, cancellationToken).AsTask());
        if (!succeeded || lease is null)
            return _alone.AttemptAcquire(permitCount);
        if (lease.IsAcquired)
            return lease;

        var refusal = new Refusal(WaitOf(lease), _time.GetTimestamp());
        Volatile.Write(ref _refusal, refusal);
        return new Lease(refusal.Wait);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _own.Dispose();
            _alone.Dispose();
            _shared.Dispose();
        }

        base.Dispose(disposing);
    }

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

    /// <summary>Acquired if there is nothing to wait for.</summary>
    private sealed class Lease(TimeSpan? wait) : RateLimitLease
    {
        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
