using Microsoft.Extensions.Caching.Distributed;
using Portal.Redis;

namespace Portal.Auth.Storage;

/// <summary>
/// The cache of sessions and tokens. While its store cannot be used, it works from memory, and afterwards stores what has
/// changed meanwhile. Entries that were removed stay removed in any case. No call fails because of the store.
/// </summary>
/// <remarks>
/// FusionCache has no sliding expiration, and forgets what it still has to store when the process ends.
/// NeoSmart.Caching.Sqlite waits 30 seconds for locks, deletes a file that it cannot read, and ends the process if its
/// cleanup fails.
/// </remarks>
internal sealed class ResilientCache : IDistributedCache, IDisposable
{
    private const int MaxConcurrentWrites = 100;

    private readonly ICacheStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly KeyLocks _locks = new();
    private readonly EntryCopies _copies;
    private readonly UnstoredChanges _unstored;
    private readonly Lock _gate = new();
    private readonly Task _firstCheck;
    private Task _check = Task.CompletedTask;
    private bool _mustRestore;
    private volatile bool _isDisposed;

    public ResilientCache(ICacheStore store, TimeProvider time, ILogger<ResilientCache> logger)
    {
        (_store, _time, _logger) = (store, time, logger);
        _copies = new EntryCopies(time, store.MaxCopyBytes);
        _unstored = new UnstoredChanges(store.RemovalsPath);
        _firstCheck = CheckAsync();
        _timer = time.CreateTimer(_ => Check(), state: null, store.CheckInterval, store.CheckInterval);
    }

    /// <summary>Why the cache works from memory, and since when; null if it does not.</summary>
    public StorageFault? Fault { get; private set; }

    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        // It applies what an earlier process removed.
        await _firstCheck;
        using var entered = await _locks.EnterAsync(key, token);
        var now = _time.GetUtcNow();
        var copy = _copies.Get(key);
        var entry = _unstored.Contains(key) ? copy : await ReadAsync(key, copy);
        if (entry is null || entry.IsExpired(now))
        {
            _copies.Remove(key);
            return null;
        }

        // A renewal that cannot be stored is not stored later: by then, another process may have removed the entry.
        if (entry.Renew(now) is { } renewed)
        {
            entry = renewed;
            await TryAsync(() => _store.RenewAsync(key, renewed));
        }

        _copies.Set(key, entry);
        return entry.Value;
    }

    public void Refresh(string key) => Get(key);

    public Task RefreshAsync(string key, CancellationToken token = default) => GetAsync(key, token);

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        SetAsync(key, value, options).GetAwaiter().GetResult();

    public async Task SetAsync(
        string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        using var entered = await _locks.EnterAsync(key, token);
        var entry = CacheEntry.Create(value, options, _time.GetUtcNow());
        _copies.Set(key, entry);
        if (await TryAsync(() => _store.SetAsync(key, entry)))
            _unstored.Remove(key);
        else
            _unstored.AddSet(key);
    }

    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        using var entered = await _locks.EnterAsync(key, CancellationToken.None);
        _copies.Remove(key);
        if (await TryAsync(() => _store.RemoveAsync(key)))
            _unstored.Remove(key);
        else if (!_unstored.TryAddRemoval(key))
            _logger.LogRemovalNotStored(_store.Name);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _isDisposed = true;
        _store.Dispose();
        _copies.Dispose();
    }

    /// <summary>Uses the store again if it can be used, and stores what has changed meanwhile.</summary>
    internal void Check() => _ = CheckAsync();

    internal Task CheckAsync()
    {
        lock (_gate)
            return _isDisposed || !_check.IsCompleted ? _check : _check = CheckNowAsync();
    }

    private async Task CheckNowAsync()
    {
        var known = Fault;
        try
        {
            _mustRestore |= await _store.CheckAsync(DropAsync);
            await StoreChangesAsync();

            // What failed meanwhile may have failed after this check.
            if (Fault != known || known is null)
                return;

            _logger.LogStoredAgain(_store.Name);
            Fault = null;
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            Report(exception);
        }
        catch (ObjectDisposedException) when (_isDisposed)
        {
            // The process ends.
        }
    }

    private async Task<CacheEntry?> ReadAsync(string key, CacheEntry? copy)
    {
        try
        {
            return await _store.GetAsync(key, copy);
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            Report(exception);
            return copy;
        }
    }

    private async Task<bool> TryAsync(Func<Task> use)
    {
        try
        {
            await use();
            return true;
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            Report(exception);
            return false;
        }
    }

    // What other instances removed.
    private async Task DropAsync(IReadOnlySet<string> hashes)
    {
        var dropsAll = hashes.Contains(PendingRemovals.Everything);
        foreach (var key in _copies.Keys.Where(key => dropsAll || hashes.Contains(SharedName.Of(key))))
        {
            using (await _locks.EnterAsync(key, CancellationToken.None))
                _copies.Remove(key);
        }
    }

    private async Task StoreChangesAsync()
    {
        _mustRestore |= await _unstored.RemoveFromAsync(_store);

        // Removals first: they are sign-outs.
        await ForEachAsync(_unstored.Keys().OrderBy(key => _copies.Get(key) is not null), StoreAsync);
        if (_mustRestore)
            await ForEachAsync(_copies.Keys, RestoreAsync);

        _mustRestore = false;
        _unstored.Clear();
    }

    private static async Task ForEachAsync(IEnumerable<string> keys, Func<string, Task> store)
    {
        foreach (var some in keys.Chunk(MaxConcurrentWrites))
            await Task.WhenAll(some.Select(store));
    }

    private async Task StoreAsync(string key)
    {
        using var entered = await _locks.EnterAsync(key, CancellationToken.None);
        await (_copies.Get(key) is { } entry ? _store.SetAsync(key, entry) : _store.RemoveAsync(key));
        _unstored.Remove(key);
    }

    private async Task RestoreAsync(string key)
    {
        using var entered = await _locks.EnterAsync(key, CancellationToken.None);
        if (_copies.Get(key) is { } copy)
            await _store.RestoreAsync(key, copy);
    }

    private void Report(Exception exception)
    {
        if (exception is StoreClosedException)
            return;

        var fault = _store.FaultOf(exception);
        if (Fault is null)
            _logger.LogMemoryOnly(_store.Name, fault.Cause, fault.Fix);

        Fault = fault with { Since = Fault?.Since ?? _time.GetUtcNow() };
    }
}

/// <summary>The store was closed by an earlier failure, which was reported, or has not been opened yet.</summary>
internal sealed class StoreClosedException : Exception;
