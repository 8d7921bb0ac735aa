using System.Collections;
using System.Collections.Concurrent;
using Entra.Emulator.Graph.Model;

namespace Entra.Emulator.Graph.Queries;

/// <summary>
/// Objects that do not change while the emulator runs, ordered by name. Filters are evaluated as bit sets of
/// positions, built from sorted values.
/// </summary>
internal sealed class DirectoryList<T>
    where T : class
{
    private readonly ObjectType<T> _type;
    private readonly T[] _items;
    private readonly int[] _byName;
    private readonly ConcurrentDictionary<string, SortedValues> _values = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SortedValues> _words = new(StringComparer.Ordinal);

    public DirectoryList(ObjectType<T> type, IEnumerable<T> items)
    {
        _type = type;
        _items = [.. items
            .OrderBy(i => FilterNode.Text(type.Value(i, "displayName")), StringComparer.OrdinalIgnoreCase)
            .ThenBy(i => FilterNode.Text(type.Value(i, "id")), StringComparer.Ordinal)];
        _byName = [.. Enumerable.Range(0, _items.Length)];
    }

    public Page<T> Read(QueryOptions options)
    {
        var matching = options.Where is null ? null : Matching(Checked(options.Where));
        var order = Order(options.OrderBy);
        var page = new List<T>(options.Top);
        for (var at = PageToken.Position(options.SkipToken, order.Length); at < order.Length; at++)
        {
            var position = order[options.OrderBy is { Descending: true } ? order.Length - 1 - at : at];
            if (matching is not null && !matching[position])
                continue;
            if (page.Count == options.Top)
                return new Page<T>(page, PageToken.Of(at), CountOf(options, matching));

            page.Add(_items[position]);
        }

        return new Page<T>(page, null, CountOf(options, matching));
    }

    public int Count(FilterNode? where) => where is null ? _items.Length : CountOf(Matching(Checked(where)));

    private int? CountOf(QueryOptions options, BitArray? matching) =>
        !options.IncludeCount ? null : matching is null ? _items.Length : CountOf(matching);

    private static int CountOf(BitArray set)
    {
        var words = new int[(set.Length + 31) / 32];
        set.CopyTo(words, 0);
        return words.Sum(w => int.PopCount(w));
    }

    private FilterNode Checked(FilterNode node)
    {
        foreach (var property in node.Properties)
            _type.RequireFilterable(property);

        return node;
    }

    private int[] Order((string Property, bool)? orderBy)
    {
        if (orderBy is not var (property, _) || property == "displayName")
            return _byName;

        _type.RequireFilterable(property);
        return Values(property).Positions;
    }

    private BitArray Matching(FilterNode node) => node switch
    {
        FilterNode.Both both => Matching(both.Left).And(Matching(both.Right)),
        FilterNode.Either either => Matching(either.Left).Or(Matching(either.Right)),
        FilterNode.Not not => Matching(not.Inner).Not(),
        FilterNode.EqualTo { Value: { } value } equal => Set(Values(equal.Property).EqualTo(value)),
        FilterNode.StartsWith starts => Set(Values(starts.Property).StartingWith(starts.Value)),
        FilterNode.HasWords has => has.Words.Select(w => Set(Words(has.Property).StartingWith(w)))
            .DefaultIfEmpty(new BitArray(_items.Length))
            .Aggregate((a, b) => a.And(b)),
        _ => Set(Enumerable.Range(0, _items.Length).Where(p => node.Matches(name => _type.Value(_items[p], name)))),
    };

    private SortedValues Values(string property) => _values.GetOrAdd(property, name => new SortedValues(
        _items.Select((item, position) => (FilterNode.Text(_type.Value(item, name)) ?? "", position))));

    private SortedValues Words(string property) => _words.GetOrAdd(property, name => new SortedValues(
        from position in Enumerable.Range(0, _items.Length)
        from word in FilterNode.HasWords.Split(FilterNode.Text(_type.Value(_items[position], name)) ?? "")
        select (word, position)));

    private BitArray Set(IEnumerable<int> positions)
    {
        var set = new BitArray(_items.Length);
        foreach (var position in positions)
            set[position] = true;

        return set;
    }
}

/// <summary>A page of objects, the token of the next page, and the total count if requested.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next, int? Count);
