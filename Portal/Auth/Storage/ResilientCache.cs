using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;

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
internal sealed partial class ResilientCache : IDistributedCache, IDisposable
{
    private const int MaxUnstored = 50_000;
    private const long MaxMemoryBytes = 32 * 1024 * 1024;
    private const long MaxFileBytes = 256 * 1024 * 1024;
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PendingRemovals _removals;
    private readonly ITimer _timer;

    // While another process has locked the file, callers wait for at most a second together: the first call that fails
    // closes the file, and the others then use the copies.
    private readonly Lock _gate = new();
    private readonly MemoryCache _copies = new(new MemoryCacheOptions { SizeLimit = MaxMemoryBytes });
    private readonly HashSet<string> _unstored = new(StringComparer.Ordinal);
    private CacheFile? _file;
    private DateTimeOffset _swept;
    private bool _isFileOutdated;
    private bool _isDisposed;
    private int _isChecking;

    public ResilientCache(CachePath path, TimeProvider time, ILogger<ResilientCache> logger)
    {
        (_path, _time, _logger) = (path.Value, time, logger);
        _removals = new PendingRemovals($"{_path}.removed");
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
            Copy(key, entry);
            if (!TryUse(file => file.Set(key, entry)))
                MarkUnstored(key);
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
            if (TryUse(file => file.RemoveForGood(key)))
                return;

            MarkUnstored(key);
            if (!_removals.TryAdd(key))
                LogRemovalNotStored(_logger, _path);
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

    /// <summary>Reopens the file if it could not be used or was deleted; otherwise removes expired entries from time to time.</summary>
    internal void Check()
    {
        if (Interlocked.Exchange(ref _isChecking, 1) == 1)
            return;

        if (!Maintain())
            Open();

        Volatile.Write(ref _isChecking, 0);
    }

    private byte[]? Read(string key)
    {
        var now = _time.GetUtcNow();
        CacheEntry? entry = null;
        if (!TryUse(file => entry = file.Get(key)))
            entry = _copies.Get<CacheEntry>(key);

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

        Copy(key, entry);
        return entry.Value;
    }

    private void Copy(string key, CacheEntry entry)
    {
        var lifetime = entry.Expiry - _time.GetUtcNow();
        if (lifetime <= TimeSpan.Zero)
        {
            _copies.Remove(key);
            return;
        }

        _copies.Set(key, entry, new MemoryCacheEntryOptions
        {
            AbsoluteExpirationRelativeToNow = lifetime,
            Size = entry.Value.Length + (key.Length * sizeof(char)),
        });
    }

    private void MarkUnstored(string key)
    {
        if (_unstored.Count < MaxUnstored)
            _unstored.Add(key);
        else
            _isFileOutdated = true;
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
            var (file, isNew) = OpenOrReplace();
            lock (_gate)
                Use(file, isNew);
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            lock (_gate)
                Report(exception);
        }
    }

    private (CacheFile File, bool IsNew) OpenOrReplace()
    {
        try
        {
            var isNew = !File.Exists(_path);
            return (CacheFile.Open(_path, _time.GetUtcNow()), isNew);
        }
        catch (InvalidDataException exception)
        {
            LogDamaged(_logger, DamagedFiles.SetAside(_path, _time.GetUtcNow()), exception.Message);
            return (CacheFile.Open(_path, _time.GetUtcNow()), IsNew: true);
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
            file.Atomically(() => StoreChanges(file, isNew));
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file = file;
        _unstored.Clear();
        _isFileOutdated = false;
        _removals.TryClear();
        if (Fault is not null)
            LogStoredAgain(_logger, _path);

        Fault = null;
    }

    private void StoreChanges(CacheFile file, bool isNew)
    {
        foreach (var removed in _removals.Select(file.Keys))
            file.Remove(removed);

        if (_isFileOutdated)
            file.RemoveAll();

        foreach (var key in isNew || _isFileOutdated ? [.. _copies.Keys.Cast<string>()] : _unstored)
        {
            if (_copies.Get<CacheEntry>(key) is { } entry)
                file.Set(key, entry);
            else
                file.Remove(key);
        }
    }

    private void Report(Exception exception)
    {
        var fault = StorageFault.Of(exception, _path);
        if (Fault is null)
            LogMemoryOnly(_logger, _path, fault.Cause, fault.Fix);

        Fault = fault with { Since = Fault?.Since ?? _time.GetUtcNow() };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sessions and tokens are kept in memory only, because {File} cannot be used. {Cause} {Fix}")]
    private static partial void LogMemoryOnly(ILogger logger, string file, string cause, string fix);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sessions and tokens are stored in {File} again")]
    private static partial void LogStoredAgain(ILogger logger, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file of sessions and tokens was damaged ({Reason}). It is now {File}, and a new one was created")]
    private static partial void LogDamaged(ILogger logger, string file, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A removed entry, such as that of a sign-out, could not be noted in {File} or next to it. It comes back if the portal stops before the file can be used")]
    private static partial void LogRemovalNotStored(ILogger logger, string file);
}

/// <summary>The path of the cache's file.</summary>
internal sealed record CachePath(string Value);
