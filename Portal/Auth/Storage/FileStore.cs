using Portal.Redis;

namespace Portal.Auth.Storage;

/// <summary>
/// Cache entries in a file on this machine: the store of a single instance. After a failure the file is closed, and the next
/// check opens it again.
/// </summary>
internal sealed class FileStore(string path, TimeProvider time, ILogger<FileStore> logger) : ICacheStore
{
    private const long MaxFileBytes = 256 * 1024 * 1024;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    // While another process has locked the file, one caller waits for it, for up to a second. Callers that have a copy do
    // not wait for that caller longer than this.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _gate = new(1);
    private CacheFile? _file;
    private DateTimeOffset _swept;
    private bool _isDisposed;

    public string Name => path;

    public string RemovalsPath => $"{path}.removed";

    public TimeSpan CheckInterval => TimeSpan.FromSeconds(5);

    public long MaxCopyBytes => 32 * 1024 * 1024;

    public async Task<CacheEntry?> GetAsync(string key, CacheEntry? copy)
    {
        if (copy is null)
            await _gate.WaitAsync();
        else if (!await _gate.WaitAsync(MaxWait))
            return copy;

        CacheEntry? entry = null;
        UseAndRelease(file => entry = file.Get(key));
        return entry;
    }

    public Task SetAsync(string key, CacheEntry entry) => UseAsync(file => file.Set(key, entry));

    public Task RenewAsync(string key, CacheEntry entry) => SetAsync(key, entry);

    public Task RemoveAsync(string key) => UseAsync(file => file.RemoveForGood(key));

    public Task RemoveHashesAsync(IReadOnlySet<string> hashes) => UseAsync(file =>
    {
        foreach (var key in file.Keys().Where(key => hashes.Contains(SharedName.Of(key))))
            file.RemoveForGood(key);
    });

    public Task RemoveAllAsync() => UseAsync(file => file.RemoveAll());

    public Task RestoreAsync(string key, CacheEntry copy) => SetAsync(key, copy);

    /// <summary>
    /// Reopens the file if it could not be used or was deleted; otherwise removes expired entries from time to time.
    /// </summary>
    public async Task<bool> CheckAsync(Func<IReadOnlySet<string>, Task> onRemoved)
    {
        await _gate.WaitAsync();
        try
        {
            // SQLite would continue to write to a deleted file.
            if (_file is not null && File.Exists(path))
            {
                Sweep(_file);
                return false;
            }

            Close();
            ObjectDisposedException.ThrowIf(_isDisposed, this);
        }
        catch
        {
            Close();
            throw;
        }
        finally
        {
            _gate.Release();
        }

        return await OpenAsync();
    }

    public StorageFault FaultOf(Exception exception) => StorageFault.Of(exception, path);

    public void Dispose()
    {
        _gate.Wait();
        _isDisposed = true;
        Close();
        _gate.Release();
    }

    private async Task UseAsync(Action<CacheFile> use)
    {
        await _gate.WaitAsync();
        UseAndRelease(use);
    }

    private void UseAndRelease(Action<CacheFile> use)
    {
        try
        {
            use(_file ?? throw new StoreClosedException());
        }
        catch (Exception exception) when (exception is not StoreClosedException && StorageFault.IsStorage(exception))
        {
            Close();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Sweep(CacheFile file)
    {
        var now = time.GetUtcNow();
        if (now - _swept < SweepInterval)
            return;

        _swept = now;
        file.Sweep(now, MaxFileBytes);
    }

    // Outside the gate, so that no caller waits while another process has locked the file.
    private async Task<bool> OpenAsync()
    {
        var (file, isNew, damaged) = CacheFile.OpenOrReplace(path, time.GetUtcNow());
        if (damaged is not null)
            logger.LogDamagedStorage(damaged);

        await _gate.WaitAsync();
        if (_isDisposed)
            file.Dispose();
        else
            _file = file;

        _gate.Release();
        return isNew;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
