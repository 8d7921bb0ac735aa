using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace Portal.Redis;

/// <summary>
/// Entries in Redis for all instances, each encrypted for its own name: an entry that was changed, or copied to another
/// name, is not used. While Redis does not respond, nothing is found, and nothing is stored.
/// </summary>
internal sealed class EncryptedEntries(RedisConnection redis, IDataProtectionProvider dataProtection)
{
    private readonly IDataProtector _protector = dataProtection.CreateProtector("portal.redis");

    /// <summary>
    /// <c>Succeeded</c> is false if Redis does not respond. <c>Content</c> is null if there is no entry, or it cannot be
    /// decrypted.
    /// </summary>
    public async Task<(bool Succeeded, byte[]? Content)> ReadAsync(string kind, string id)
    {
        var name = SharedName.Key(kind, id);
        var (succeeded, stored) = await redis.TryUseAsync(db => db.StringGetAsync(name));
        return (succeeded, Decrypt(name, stored));
    }

    /// <summary>False if it was not stored.</summary>
    public async Task<bool> WriteAsync(string kind, string id, byte[] content, TimeSpan lifetime)
    {
        var name = SharedName.Key(kind, id);
        var encrypted = Encrypt(name, content);
        return (await redis.TryUseAsync(db => db.StringSetAsync(name, encrypted, lifetime))) is (true, true);
    }

    /// <summary>False if Redis does not respond: the entry may still be there.</summary>
    public async Task<bool> RemoveAsync(string kind, string id)
    {
        var name = SharedName.Key(kind, id);
        return (await redis.TryUseAsync(db => db.KeyDeleteAsync(name))).Succeeded;
    }

    /// <summary>Reads and removes an entry. Of several callers at once, on all instances, only one gets it.</summary>
    public async Task<byte[]?> TakeAsync(string kind, string id)
    {
        var name = SharedName.Key(kind, id);
        var (_, stored) = await redis.TryUseAsync(db => db.StringGetDeleteAsync(name));
        return Decrypt(name, stored);
    }

    /// <summary>Adds to the front of a list, which keeps the newest <paramref name="max"/> entries.</summary>
    public Task PushAsync(string kind, string id, byte[] content, int max, TimeSpan lifetime)
    {
        var name = SharedName.Key(kind, id);
        var encrypted = Encrypt(name, content);
        return redis.TryUseAsync(db =>
        {
            var batch = db.CreateTransaction();
            _ = batch.ListLeftPushAsync(name, encrypted);
            _ = batch.ListTrimAsync(name, 0, max - 1);
            _ = batch.KeyExpireAsync(name, lifetime);
            return batch.ExecuteAsync();
        });
    }

    /// <summary>The entries of a list, the newest first; none if Redis does not respond.</summary>
    public async Task<IReadOnlyList<byte[]>> ListAsync(string kind, string id)
    {
        var name = SharedName.Key(kind, id);
        var (_, stored) = await redis.TryUseAsync(db => db.ListRangeAsync(name));
        return [.. (stored ?? []).Select(value => Decrypt(name, value)).OfType<byte[]>()];
    }

    private byte[] Encrypt(string name, byte[] content) => _protector.CreateProtector(name).Protect(content);

    private byte[]? Decrypt(string name, RedisValue stored)
    {
        try
        {
            return (byte[]?)stored is { } bytes ? _protector.CreateProtector(name).Unprotect(bytes) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
