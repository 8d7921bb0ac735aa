using Microsoft.Extensions.Caching.Distributed;

namespace Portal.Auth.Storage;

/// <summary>A value of the cache, and how long it may be used.</summary>
/// <param name="Expiry">When it expires; null if never.</param>
/// <param name="Renewal">How long each use extends it; null if uses do not extend it.</param>
/// <param name="Latest">When it expires however often it is used; null if there is no such limit.</param>
internal sealed record CacheEntry(byte[] Value, DateTimeOffset? Expiry, TimeSpan? Renewal, DateTimeOffset? Latest)
{
    // A use that would extend it by less than this part of its renewal is not worth a write.
    private const int RenewalSteps = 20;

    private const long MaxRenewal = 10 * 365 * TimeSpan.TicksPerDay;

    public static CacheEntry Create(byte[] value, DistributedCacheEntryOptions options, DateTimeOffset now)
    {
        var latest = options.AbsoluteExpiration ?? now + options.AbsoluteExpirationRelativeToNow;
        return new CacheEntry(value, Earlier(now + options.SlidingExpiration, latest), options.SlidingExpiration, latest);
    }

    /// <summary>Null if a number cannot be a time: the row is damaged.</summary>
    public static CacheEntry? Read(byte[] value, long? expiry, long? renewal, long? latest) =>
        IsTime(expiry) && IsTime(latest) && renewal is null or (> 0 and <= MaxRenewal)
            ? new CacheEntry(value, Time(expiry), renewal is { } ticks ? new TimeSpan(ticks) : null, Time(latest))
            : null;

    public bool IsExpired(DateTimeOffset now) => Expiry < now;

    /// <summary>The entry after a use; null if the use changes nothing that must be stored.</summary>
    public CacheEntry? Renew(DateTimeOffset now) =>
        Renewal is { } renewal
        && Earlier(now + renewal, Latest) is { } expiry
        && expiry - Expiry >= renewal / RenewalSteps
            ? this with { Expiry = expiry }
            : null;

    private static bool IsTime(long? ticks) => ticks is null || (ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks);

    private static DateTimeOffset? Time(long? ticks) =>
        ticks is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? first, DateTimeOffset? second) =>
        first is null || second < first ? second : first;
}
