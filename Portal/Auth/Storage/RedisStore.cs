using System.Buffers.Binary;
using Portal.Redis;
using StackExchange.Redis;

namespace Portal.Auth.Storage;

/// <summary>
/// Cache entries in Redis, which instances share. Redis may lose them: after a restart it is empty, and when its memory is
/// full it drops some. An instance then stores its copies again, except those that <see cref="RedisRemovals"/> names.
/// </summary>
/// <remarks>
/// Microsoft.Extensions.Caching.StackExchangeRedis cannot tell an entry that was removed from one that was lost, waits
/// seconds for a Redis that does not respond, and stores keys in clear.
/// </remarks>
internal sealed class RedisStore(RedisConnection redis, string removalsPath, TimeProvider time) : ICacheStore
{
    // Renewal and latest expiry come before the value; the expiry is that of the Redis key.
    private const int HeaderLength = 2 * sizeof(long);
    private const long None = -1;
    private const string Prefix = "obo:cache:";
    private const string CheckKey = "obo:cache-check";

    // Its value changes when Redis has lost everything.
    private const string ContentKey = "obo:cache-content";

    private readonly RedisRemovals _removals = new(redis, time);
    private string? _content;

    public string Name => $"Redis at {redis.Address}";

    public string RemovalsPath => removalsPath;

    public TimeSpan CheckInterval => TimeSpan.FromSeconds(1);

    // MSAL's own copies are switched off.
    public long MaxCopyBytes => 96 * 1024 * 1024;

    public async Task<CacheEntry?> GetAsync(string key, CacheEntry? copy)
    {
        var hash = SharedName.Of(key);
        var stored = await redis.UseAsync(d => d.StringGetWithExpiryAsync(Place(hash)));
        if (!stored.Value.IsNull)
            return Read(stored);
        if (copy is null || copy.IsExpired(time.GetUtcNow()))
            return null;

        return await RestoreHashAsync(hash, copy) ? copy : null;
    }

    public Task SetAsync(string key, CacheEntry entry) => StoreAsync(SharedName.Of(key), entry, When.Always);

    public Task RenewAsync(string key, CacheEntry entry) => redis.UseAsync(
        d => d.KeyExpireAsync(Place(SharedName.Of(key)), Lifetime(entry)));

    public Task RemoveAsync(string key) => RemoveHashAsync(SharedName.Of(key));

    public async Task RemoveHashesAsync(IReadOnlySet<string> hashes)
    {
        foreach (var hash in hashes)
            await RemoveHashAsync(hash);
    }

    public async Task RemoveAllAsync()
    {
        await _removals.AddAsync(PendingRemovals.Everything);
        try
        {
            foreach (var server in redis.Multiplexer.GetServers().Where(s => s is { IsConnected: true, IsReplica: false }))
            {
                await foreach (var key in server.KeysAsync(pattern: $"{Prefix}*", pageSize: 1_000))
                    await redis.UseAsync(d => d.KeyDeleteAsync(key));
            }
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw new RedisUnavailableException(RedisFault.Of(exception));
        }
    }

    public Task RestoreAsync(string key, CacheEntry copy) => RestoreHashAsync(SharedName.Of(key), copy);

    public async Task<bool> CheckAsync(Func<IReadOnlySet<string>, Task> onRemoved)
    {
        var content = await ContentAsync();
        var isNew = _content is not null && content != _content;
        if (isNew)
            await _removals.RepeatAsync();

        await _removals.ReadAsync(onRemoved);
        _content = content;

        // Redis may respond, but accept no changes.
        await redis.UseAsync(d => d.StringSetAsync(CheckKey, "1", TimeSpan.FromMinutes(1)));
        return isNew;
    }

    public StorageFault FaultOf(Exception exception) => StorageFault.Of(exception, Name);

    public void Dispose()
    {
        // The connection belongs to the container.
    }

    private async Task<string> ContentAsync()
    {
        if ((string?)await redis.UseAsync(d => d.StringGetAsync(ContentKey)) is { } known)
            return known;

        await redis.UseAsync(d => d.StringSetAsync(ContentKey, $"{Guid.NewGuid()}", when: When.NotExists));
        return $"{await redis.UseAsync(d => d.StringGetAsync(ContentKey))}";
    }

    private Task<bool> StoreAsync(string hash, CacheEntry entry, When when)
    {
        var bytes = new byte[HeaderLength + entry.Value.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, entry.Renewal?.Ticks ?? None);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long)), entry.Latest?.UtcTicks ?? None);
        entry.Value.CopyTo(bytes, HeaderLength);
        return redis.UseAsync(d => d.StringSetAsync(Place(hash), bytes, Lifetime(entry), when: when));
    }

    /// <returns>False if another instance has removed the entry.</returns>
    private async Task<bool> RestoreHashAsync(string hash, CacheEntry copy)
    {
        if (await _removals.ContainsUnreadAsync(hash))
            return false;

        await StoreAsync(hash, copy, When.NotExists);
        if (!await _removals.ContainsUnreadAsync(hash))
            return true;

        // It was removed in between, perhaps before it was stored here.
        await redis.UseAsync(d => d.KeyDeleteAsync(Place(hash)));
        return false;
    }

    // In this order: an instance that misses the entry then finds the removal.
    private async Task RemoveHashAsync(string hash)
    {
        try
        {
            await _removals.AddAsync(hash);
        }
        finally
        {
            // Also if Redis has no memory for the former.
            await redis.UseAsync(d => d.KeyDeleteAsync(Place(hash)));
        }
    }

    private CacheEntry? Read(RedisValueWithExpiry stored)
    {
        if ((byte[]?)stored.Value is not { Length: >= HeaderLength } bytes)
            return null;

        var renewal = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var latest = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(sizeof(long)));
        return CacheEntry.Read(
            bytes[HeaderLength..],
            (time.GetUtcNow() + stored.Expiry)?.UtcTicks,
            renewal == None ? null : renewal,
            latest == None ? null : latest);
    }

    // Redis refuses a lifetime of zero.
    private TimeSpan? Lifetime(CacheEntry entry) => entry.Expiry is { } expiry
        ? TimeSpan.FromMilliseconds(Math.Max(1, (expiry - time.GetUtcNow()).TotalMilliseconds))
        : null;

    private static string Place(string hash) => $"{Prefix}{hash}";
}
