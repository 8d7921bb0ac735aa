using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Portal.Redis;

namespace Portal.Hosting;

/// <summary>
/// Where the framework stores the state of circuits whose browser has not come back, so that another instance can resume
/// them: encrypted in Redis. The framework's keys contain the circuits' secrets, which must not be readable there.
/// </summary>
internal sealed class CircuitStateCache(EncryptedEntries entries) : IDistributedCache
{
    private const string Kind = "circuit-state";

    // As long as the framework accepts what it has stored.
    private static readonly TimeSpan Retention = TimeSpan.FromHours(2);

    public byte[]? Get(string key) => throw new NotSupportedException("The framework reads asynchronously.");

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        (await entries.ReadAsync(Kind, key)).Content;

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        throw new NotSupportedException("The framework writes asynchronously.");

    public Task SetAsync(
        string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        entries.WriteAsync(Kind, key, value, options.AbsoluteExpirationRelativeToNow ?? Retention);

    public void Refresh(string key)
    {
        // Nothing has a sliding expiration.
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public void Remove(string key) => throw new NotSupportedException("The framework removes asynchronously.");

    public Task RemoveAsync(string key, CancellationToken token = default) => entries.RemoveAsync(Kind, key);

    /// <summary>Without Redis, the framework keeps the state in memory.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        if (!builder.UsesRedis())
            return;

        builder.Services.AddKeyedSingleton<IDistributedCache, CircuitStateCache>(Kind);
        builder.Services.AddHybridCache(options => options.DistributedCacheServiceKey = Kind);
        builder.Services.Configure<CircuitOptions>(options => options.PersistedCircuitDistributedRetentionPeriod = Retention);
    }
}
