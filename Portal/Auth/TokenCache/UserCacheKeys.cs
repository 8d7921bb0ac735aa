using System.Text.Json;
using Microsoft.Extensions.Caching.Distributed;

namespace Portal.Auth.TokenCache;

/// <summary>The keys of the cache entries of each account, stored in the same cache.</summary>
internal sealed class UserCacheKeys(IDistributedCache cache, TimeSpan? lifetime) : IDisposable
{
    // Serializes the updates of one process. If several portals share a cache, a lost update leaves an entry until it expires.
    private readonly SemaphoreSlim _writing = new(1);

    public async Task AddAsync(string account, string cacheKey)
    {
        await _writing.WaitAsync();
        try
        {
            var keys = await ReadAsync(account);
            if (!keys.Add(cacheKey))
                return;

            await cache.SetAsync(
                Name(account),
                JsonSerializer.SerializeToUtf8Bytes(keys),
                new DistributedCacheEntryOptions { SlidingExpiration = lifetime });
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Returns and removes the keys of <paramref name="account"/>.</summary>
    public async Task<IReadOnlyCollection<string>> TakeAsync(string account)
    {
        await _writing.WaitAsync();
        try
        {
            var keys = await ReadAsync(account);
            await cache.RemoveAsync(Name(account));
            return keys;
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task<HashSet<string>> ReadAsync(string account) =>
        await cache.GetAsync(Name(account)) is { } bytes ? JsonSerializer.Deserialize<HashSet<string>>(bytes) ?? [] : [];

    private static string Name(string account) => $"keys:{account}";
}
