namespace Portal.Auth.Storage;

/// <summary>What changed while the cache file could not be used. Removals also survive the end of the process.</summary>
internal sealed class UnstoredChanges(string removalsPath)
{
    private const int MaxCount = 50_000;

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly PendingRemovals _removals = new(removalsPath);

    // More has changed than is remembered: only the copies in memory are certain to be up to date.
    private bool _isFileOutdated;

    public void AddSet(string key)
    {
        if (_keys.Count < MaxCount)
            _keys.Add(key);
        else
            _isFileOutdated = true;
    }

    /// <returns>Whether the removal survives the end of the process.</returns>
    public bool TryAddRemoval(string key)
    {
        AddSet(key);
        return _removals.TryAdd(key);
    }

    /// <summary>Brings the file up to date. Includes removals by an earlier process.</summary>
    /// <param name="isNew">Whether the file was just created: it then gets every entry in memory.</param>
    public void StoreIn(CacheFile file, bool isNew, EntryCopies copies)
    {
        foreach (var removed in _removals.Select(file.Keys))
            file.Remove(removed);

        if (_isFileOutdated)
            file.RemoveAll();

        IEnumerable<string> changed = isNew || _isFileOutdated ? copies.Keys : _keys;
        foreach (var key in changed)
        {
            if (copies.Get(key) is { } entry)
                file.Set(key, entry);
            else
                file.Remove(key);
        }
    }

    public void Clear()
    {
        _keys.Clear();
        _isFileOutdated = false;

        // If this fails, the same keys are removed once more at the next start, which costs at most a sign-in.
        _removals.TryClear();
    }
}
