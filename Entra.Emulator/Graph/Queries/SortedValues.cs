namespace Entra.Emulator.Graph.Queries;

/// <summary>The sorted values of one property, each with the position of its object.</summary>
internal sealed class SortedValues
{
    private readonly string[] _values;
    private readonly int[] _positions;

    public SortedValues(IEnumerable<(string Value, int Position)> entries)
    {
        var sorted = entries.OrderBy(e => e.Value, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Position).ToArray();
        _values = [.. sorted.Select(e => e.Value)];
        _positions = [.. sorted.Select(e => e.Position)];
    }

    /// <summary>The positions of all objects in the order of their values.</summary>
    public int[] Positions => _positions;

    public IEnumerable<int> StartingWith(string prefix)
    {
        for (var at = First(prefix); at < _values.Length; at++)
        {
            if (!_values[at].StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                yield break;

            yield return _positions[at];
        }
    }

    public IEnumerable<int> EqualTo(string value)
    {
        for (var at = First(value); at < _values.Length; at++)
        {
            if (!_values[at].Equals(value, StringComparison.OrdinalIgnoreCase))
                yield break;

            yield return _positions[at];
        }
    }

    private int First(string value)
    {
        var (low, high) = (0, _values.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.Compare(_values[middle], value, StringComparison.OrdinalIgnoreCase) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
