namespace Entra.Emulator.Tenant;

/// <summary>
/// Lists by key, each ordered by item id, so that a page can start after any id without scanning the list.
/// </summary>
internal sealed class OrderedLists<T>(Func<T, Guid> idOf)
    where T : class
{
    private readonly Dictionary<Guid, List<T>> _lists = [];
    private readonly Comparer<T> _byId = Comparer<T>.Create((a, b) => idOf(a).CompareTo(idOf(b)));

    public IReadOnlyList<T> this[Guid key] => _lists.TryGetValue(key, out var list) ? list : [];

    /// <summary>Replaces all lists. Sorting once is much faster than inserting one by one.</summary>
    public void Load(IEnumerable<T> items, Func<T, Guid> keyOf) => Load(items, keyOf, item => item);

    public void Load<TSource>(IEnumerable<TSource> items, Func<TSource, Guid> keyOf, Func<TSource, T> itemOf)
    {
        _lists.Clear();
        foreach (var group in items.GroupBy(keyOf, itemOf))
        {
            var list = group.ToList();
            list.Sort(_byId);
            _lists[group.Key] = list;
        }
    }

    /// <summary>Adds an item, or replaces the item with the same id.</summary>
    public void Put(Guid key, T item)
    {
        var list = _lists.TryGetValue(key, out var known) ? known : _lists[key] = [];
        var at = list.BinarySearch(item, _byId);
        if (at >= 0)
            list[at] = item;
        else
            list.Insert(~at, item);
    }

    public void Remove(Guid key, T item)
    {
        if (_lists.TryGetValue(key, out var list) && list.BinarySearch(item, _byId) is >= 0 and var at)
            list.RemoveAt(at);
    }

    public KeysetPage<T> Read(Guid key, KeysetQuery<T> request)
    {
        var list = this[key];
        var found = new List<T>();
        for (var at = After(list, request.After); at < list.Count; at++)
        {
            if (!request.Matches(list[at]))
                continue;
            if (found.Count == request.Take)
                return new KeysetPage<T>(found, HasMore: true);

            found.Add(list[at]);
        }

        return new KeysetPage<T>(found, HasMore: false);
    }

    private int After(IReadOnlyList<T> list, Guid? id)
    {
        var (low, high) = (0, id is null ? 0 : list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (idOf(list[middle]).CompareTo(id!.Value) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}

/// <summary>At most <c>Take</c> matching items with ids after <c>After</c>.</summary>
internal sealed record KeysetQuery<T>(Guid? After, int Take, Func<T, bool> Matches);

internal sealed record KeysetPage<T>(IReadOnlyList<T> Items, bool HasMore);
