namespace Portal.Auth.Storage;

/// <summary>What changed while the store could not be used. Removals also survive the end of the process.</summary>
internal sealed class UnstoredChanges(string removalsPath)
{
    private const int MaxCount = 50_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly PendingRemovals _removals = new(removalsPath);

    // At the start, an earlier process may have left removals.
    private bool _hasRemovals = true;
    private bool _isFirst = true;

    // More has changed than is remembered: only the copies in memory are certain to be up to date.
    private bool _isStoreOutdated;

    /// <summary>Whether the store has an older version of this entry.</summary>
    public bool Contains(string key)
    {
        lock (_gate)
            return _isStoreOutdated || _keys.Contains(key);
    }

    public void AddSet(string key)
    {
        lock (_gate)
        {
            if (_keys.Count < MaxCount)
                _keys.Add(key);
            else
                _isStoreOutdated = true;
        }
    }

    /// <returns>Whether the removal survives the end of the process.</returns>
    public bool TryAddRemoval(string key)
    {
        AddSet(key);
        lock (_gate)
        {
            _hasRemovals = true;
            return _removals.TryAdd(key);
        }
    }

    /// <summary>The entry is stored.</summary>
    public void Remove(string key)
    {
        lock (_gate)
            _keys.Remove(key);
    }

    /// <summary>
    /// Removes what an earlier process removed, and everything if the store is too old. Returns whether it now has no entry.
    /// </summary>
    public async Task<bool> RemoveFromAsync(ICacheStore store)
    {
        bool isOutdated;
        lock (_gate)
            isOutdated = _isStoreOutdated;

        var earlier = _isFirst ? _removals.Read().ToHashSet(StringComparer.Ordinal) : [];
        var removesAll = isOutdated || earlier.Contains(PendingRemovals.Everything);
        if (removesAll)
            await store.RemoveAllAsync();
        else if (earlier.Count > 0)
            await store.RemoveHashesAsync(earlier);

        _isFirst = false;
        lock (_gate)
            _isStoreOutdated &= !isOutdated;

        return removesAll;
    }

    public IReadOnlyList<string> Keys()
    {
        lock (_gate)
            return [.. _keys];
    }

    /// <summary>Forgets the removals, once everything is stored.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            // If this fails, the same keys are removed once more at the next start, which costs at most a sign-in.
            if (_hasRemovals && _keys.Count == 0)
                _hasRemovals = !_removals.TryClear();
        }
    }
}
