using Microsoft.Extensions.Caching.Distributed;

namespace Portal.Auth.Storage;

/// <summary>
/// The cache on disk. While its file cannot be used, it works from memory, and afterwards stores what has changed
/// meanwhile. Entries that were removed stay removed in any case. No call fails because of the file.
/// </summary>
/// <remarks>
/// FusionCache has no sliding expiration, and forgets what it still has to store when the process ends.
/// NeoSmart.Caching.Sqlite waits 30 seconds for locks, deletes a file that it cannot read, and ends the process if its
/// cleanup fails.
/// </remarks>
internal sealed class ResilientCache : IDistributedCache, IDisposable
{
    private const long MaxFileBytes = 256 * 1024 * 1024;
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;

    // While another process has locked the file, callers wait for at most a second together: the first call that fails
    // closes the file, and the others then use the copies.
    private readonly Lock _gate = new();
    private readonly EntryCopies _copies;
    private readonly UnstoredChanges _unstored;
    private CacheFile? _file;
    private DateTimeOffset _swept;
    private bool _isDisposed;
    private int _isChecking;

    public ResilientCache(CachePath path, TimeProvider time, ILogger<ResilientCache> logger)
    {
        (_path, _time, _logger) = (path.Value, time, logger);
        (_copies, _unstored) = (new EntryCopies(time), new UnstoredChanges($"{_path}.removed"));
        Open();
        _timer = time.CreateTimer(_ => Check(), state: null, CheckInterval, CheckInterval);
    }

    /// <summary>Why the cache works from memory, and since when; null if it does not.</summary>
    public StorageFault? Fault { get; private set; }

    public byte[]? Get(string key)
    {
        lock (_gate)
            return Read(key);
    }

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Task.FromResult(Get(key));

    public void Refresh(string key) => Get(key);

    public Task RefreshAsync(string key, CancellationToken token = default)
    {
        Refresh(key);
        return Task.CompletedTask;
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
    {
        var entry = CacheEntry.Create(value, options, _time.GetUtcNow());
        lock (_gate)
        {
            _copies.Set(key, entry);
            if (!TryUse(file => file.Set(key, entry)))
                _unstored.AddSet(key);
        }
    }

    public Task SetAsync(
        string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        Set(key, value, options);
        return Task.CompletedTask;
    }

    public void Remove(string key)
    {
        lock (_gate)
        {
            _copies.Remove(key);
            if (!TryUse(file => file.RemoveForGood(key)) && !_unstored.TryAddRemoval(key))
                _logger.LogRemovalNotStored(_path);
        }
    }

    public Task RemoveAsync(string key, CancellationToken token = default)
    {
        Remove(key);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _isDisposed = true;
            _file?.Dispose();
            _file = null;
            _copies.Dispose();
        }
    }

    /// <summary>
    /// Reopens the file if it could not be used or was deleted; otherwise removes expired entries from time to time.
    /// </summary>
    internal void Check()
    {
        if (Interlocked.Exchange(ref _isChecking, 1) == 1)
            return;

        try
        {
            if (!Maintain())
                Open();
        }
        finally
        {
            Volatile.Write(ref _isChecking, 0);
        }
    }

    private byte[]? Read(string key)
    {
        var now = _time.GetUtcNow();
        CacheEntry? entry = null;
        if (!TryUse(file => entry = file.Get(key)))
            entry = _copies.Get(key);

        if (entry is null || entry.IsExpired(now))
        {
            _copies.Remove(key);
            return null;
        }

        // A renewal that cannot be stored is not stored later: by then, another process may have removed the entry.
        if (entry.Renew(now) is { } renewed)
        {
            entry = renewed;
            TryUse(file => file.Set(key, renewed));
        }

        _copies.Set(key, entry);
        return entry.Value;
    }

    private bool TryUse(Action<CacheFile> use)
    {
        if (_file is null)
            return false;

        try
        {
            use(_file);
            return true;
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            _file.Dispose();
            _file = null;
            Report(exception);
            return false;
        }
    }

    // SQLite would continue to write to a deleted file.
    private bool Maintain()
    {
        lock (_gate)
        {
            if (_isDisposed || (_file is not null && File.Exists(_path) && Sweep()))
                return true;

            _file?.Dispose();
            _file = null;
            return false;
        }
    }

    private bool Sweep()
    {
        var now = _time.GetUtcNow();
        if (now - _swept < SweepInterval)
            return true;

        _swept = now;
        return TryUse(file => file.Sweep(now, MaxFileBytes));
    }

    // Outside the lock, so that no caller waits while another process has locked the file.
    private void Open()
    {
        try
        {
            var (file, isNew, damaged) = CacheFile.OpenOrReplace(_path, _time.GetUtcNow());
            if (damaged is not null)
                _logger.LogDamagedStorage(damaged);

            lock (_gate)
                Use(file, isNew);
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            lock (_gate)
                Report(exception);
        }
    }

    private void Use(CacheFile file, bool isNew)
    {
        if (_isDisposed)
        {
            file.Dispose();
            return;
        }

        try
        {
            file.Atomically(() => _unstored.StoreIn(file, isNew, _copies));
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file = file;
        _unstored.Clear();
        if (Fault is not null)
            _logger.LogStoredAgain(_path);

        Fault = null;
    }

    private void Report(Exception exception)
    {
        var fault = StorageFault.Of(exception, _path);
        if (Fault is null)
            _logger.LogMemoryOnly(_path, fault.Cause, fault.Fix);

        Fault = fault with { Since = Fault?.Since ?? _time.GetUtcNow() };
    }
}

/// <summary>The path of the cache's file.</summary>
internal sealed record CachePath(string Value);
