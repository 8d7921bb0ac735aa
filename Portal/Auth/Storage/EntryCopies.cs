using Microsoft.Extensions.Caching.Memory;

namespace Portal.Auth.Storage;

/// <summary>The entries that were used last, in memory, as far as they fit.</summary>
internal sealed class EntryCopies(TimeProvider time, long maxBytes) : IDisposable
{
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = maxBytes });

    public IReadOnlyList<string> Keys => [.. _cache.Keys.Cast<string>()];

    public CacheEntry? Get(string key) => _cache.Get<CacheEntry>(key);

    public void Set(string key, CacheEntry entry)
    {
        var lifetime = entry.Expiry - time.GetUtcNow();
        if (lifetime <= TimeSpan.Zero)
        {
            Remove(key);
            return;
        }

        _cache.Set(key, entry, new MemoryCacheEntryOptions
        {
            AbsoluteExpirationRelativeToNow = lifetime,
            Size = entry.Value.Length + (key.Length * sizeof(char)),
        });
    }

    public void Remove(string key) => _cache.Remove(key);

    public void Dispose() => _cache.Dispose();
}
