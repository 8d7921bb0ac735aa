using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Portal.Auth.Storage;
using Portal.Redis;

namespace Portal.Auth.TokenCache;

/// <summary>
/// The keys of the cache entries of each account, stored in the same cache. Each list is encrypted for its own account;
/// one that cannot be read is dropped.
/// </summary>
internal sealed partial class UserCacheKeys(
    IDistributedCache cache, SharedLocks locks, IDataProtector protector, TimeSpan? lifetime, ILogger logger)
{
    // A list is read and written in two steps; meanwhile, no other request and no other instance may change it. A key that
    // was lost would leave tokens in the cache after a sign-out.
    private static readonly TimeSpan MaxLockWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LockLifetime = TimeSpan.FromSeconds(3);

    private readonly KeyLocks _writing = new();

    public async Task AddAsync(string account, string cacheKey)
    {
        using var entered = await _writing.EnterAsync(account, CancellationToken.None);
        await using var shared = await EnterSharedAsync(account);
        var keys = await ReadAsync(account);
        if (!keys.Add(cacheKey))
            return;

        await cache.SetAsync(
            Name(account),
            Protector(account).Protect(JsonSerializer.SerializeToUtf8Bytes(keys)),
            new DistributedCacheEntryOptions { SlidingExpiration = lifetime });
    }

    /// <summary>Returns and removes the keys of <paramref name="account"/>.</summary>
    public async Task<IReadOnlyCollection<string>> TakeAsync(string account)
    {
        using var entered = await _writing.EnterAsync(account, CancellationToken.None);
        await using var shared = await EnterSharedAsync(account);
        var keys = await ReadAsync(account);
        await cache.RemoveAsync(Name(account));
        return keys;
    }

    private Task<IAsyncDisposable?> EnterSharedAsync(string account) =>
        locks.EnterAsync("token-list", account, MaxLockWait, LockLifetime);

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
