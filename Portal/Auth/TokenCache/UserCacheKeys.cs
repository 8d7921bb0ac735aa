using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;

namespace Portal.Auth.TokenCache;

/// <summary>
/// The keys of the cache entries of each account, stored in the same cache. Each list is encrypted for its own account;
/// one that cannot be read is dropped.
/// </summary>
internal sealed partial class UserCacheKeys(
    IDistributedCache cache, IDataProtector protector, TimeSpan? lifetime, ILogger logger) : IDisposable
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
                Protector(account).Protect(JsonSerializer.SerializeToUtf8Bytes(keys)),
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

    private async Task<HashSet<string>> ReadAsync(string account)
    {
        if (await cache.GetAsync(Name(account)) is not { } bytes)
            return [];

        try
        {
            // Earlier versions stored a plain list. It grants nothing: it only says what a sign-out removes.
            var list = bytes.AsSpan().StartsWith("["u8) ? bytes : Protector(account).Unprotect(bytes);
            return JsonSerializer.Deserialize<HashSet<string>>(list) ?? [];
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            LogListDropped(logger, exception.Message);
            return [];
        }
    }

    private IDataProtector Protector(string account) => protector.CreateProtector(Name(account));

    private static string Name(string account) => $"keys:{account}";

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The list of a user's token cache entries could not be read and was dropped: {Reason}")]
    private static partial void LogListDropped(ILogger logger, string reason);
}
