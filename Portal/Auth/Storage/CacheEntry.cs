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

    public static CacheEntry Create(byte[] value, DistributedCacheEntryOptions options, DateTimeOffset now)
    {
        var latest = options.AbsoluteExpiration ?? now + options.AbsoluteExpirationRelativeToNow;
        return new CacheEntry(value, Earlier(now + options.SlidingExpiration, latest), options.SlidingExpiration, latest);
    }

    public bool IsExpired(DateTimeOffset now) => Expiry < now;

    /// <summary>The entry after a use; null if the use changes nothing that must be stored.</summary>
    public CacheEntry? Renew(DateTimeOffset now) =>
        Renewal is { } renewal
        && Earlier(now + renewal, Latest) is { } expiry
        && expiry - Expiry >= renewal / RenewalSteps
            ? this with { Expiry = expiry }
            : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? first, DateTimeOffset? second) =>
        first is null || second < first ? second : first;
}
