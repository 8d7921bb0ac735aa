namespace Portal.Auth.Storage;

/// <summary>
/// Where <see cref="ResilientCache"/> stores entries. Any method may throw an exception for which
/// <see cref="StorageFault.IsStorage"/> is true; the cache then works from memory and tries again later.
/// </summary>
internal interface ICacheStore : IDisposable
{
    /// <summary>For texts: a path or an address.</summary>
    string Name { get; }

    /// <summary>The file that keeps removals which could not be stored; see <see cref="PendingRemovals"/>.</summary>
    string RemovalsPath { get; }

    /// <summary>How often <see cref="CheckAsync"/> is due.</summary>
    TimeSpan CheckInterval { get; }

    /// <summary>How much of it is kept in memory.</summary>
    long MaxCopyBytes { get; }

    /// <param name="key">The entry's key.</param>
    /// <param name="copy">What this process has in memory, if anything.</param>
    Task<CacheEntry?> GetAsync(string key, CacheEntry? copy);

    Task SetAsync(string key, CacheEntry entry);

    /// <summary>Extends the life of an entry that still exists.</summary>
    Task RenewAsync(string key, CacheEntry entry);

    Task RemoveAsync(string key);

    /// <summary>Removes the entries whose keys have these hashes, see <see cref="Redis.SharedName"/>.</summary>
    Task RemoveHashesAsync(IReadOnlySet<string> hashes);

    Task RemoveAllAsync();

    /// <summary>Stores the copy of an entry after the store has lost its content.</summary>
    Task RestoreAsync(string key, CacheEntry copy);

    /// <summary>Proves that the store can be used, and maintains it.</summary>
    /// <param name="onRemoved">Gets the hashes of the keys that other instances have removed.</param>
    /// <returns>Whether the store was created or lost its content since the last check.</returns>
    Task<bool> CheckAsync(Func<IReadOnlySet<string>, Task> onRemoved);

    /// <summary>What an exception of this store means.</summary>
    StorageFault FaultOf(Exception exception);
}
