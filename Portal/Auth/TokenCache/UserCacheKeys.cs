using System.Text.Json;
using Microsoft.Extensions.Caching.Distributed;

namespace Portal.Auth.TokenCache;

/// <summary>Which cache entries belong to an account, kept beside them.</summary>
internal sealed class UserCacheKeys(IDistributedCache cache, TimeSpan? kept) : IDisposable
{
    // One instance writes at a time; with several portals on one cache a lost update leaves an entry to its expiry.
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
                new DistributedCacheEntryOptions { SlidingExpiration = kept });
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The keys of <paramref name="account"/>, which are then forgotten.</summary>
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
