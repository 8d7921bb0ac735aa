using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>
/// The rows of a whole result loaded so far, in blocks. A block is requested by its offset or page number up to the
/// API's limit, and beyond it by the next link of the previous block. Only the most recently used blocks are cached;
/// all next links are kept.
/// </summary>
internal sealed class LongList
{
    private const int CachedRows = 600;

    // Browsers draw nothing beyond about 30 million pixels.
    private const int MaxRows = 500_000;

    private readonly DataPaging _paging;
    private readonly DataQuery _query;
    private readonly int _rows;
    private readonly Dictionary<int, string> _next = [];
    private readonly Dictionary<int, IReadOnlyList<JsonElement>> _blocks = [];
    private readonly List<int> _recent = [];
    private long? _counted;

    /// <param name="query">The query that returned <paramref name="first"/>: <see cref="Start"/>.</param>
    public LongList(DataPaging paging, DataQuery query, PageOfRows first)
    {
        _paging = paging;

        // Some APIs return fewer rows per page than requested.
        _rows = first.Next is not null && first.Rows.Count > 0 ? first.Rows.Count : query.Top;

        // The tokens of the next pages are valid with the order of the first one, even if that is the view's own.
        _query = query with { Top = _rows, Skip = 0, Sort = query.Sort ?? first.Next?.Sort };

        // With smaller pages the requested offset is a different position: such a list starts at the top.
        if (query.Skip % _rows == 0 && (query.Skip == 0 || _rows == query.Top))
            Add(query.Skip / _rows, first);
        else
            Extent = _rows;
    }

    /// <summary>How many rows can be scrolled over so far.</summary>
    public int Extent { get; private set; }

    /// <summary>How many rows there are; null while unknown.</summary>
    public long? Total { get; private set; }

    /// <summary>The API's count, which may be bounded.</summary>
    public long? Count => Total ?? _counted;

    private int MaxSkip => Math.Min(_paging.MaxSkip, MaxRows);

    /// <summary>The first query: its page contains the row at <c>state.At</c> if the API can start there.</summary>
    public static DataQuery Start(DataPaging paging, ViewState state)
    {
        var rows = Math.Min(ViewState.BlockRows, paging.MaxTop ?? ViewState.BlockRows);
        return state.Query with { Top = rows, Skip = Math.Min(state.At, Math.Min(paging.MaxSkip, MaxRows)) / rows * rows };
    }

    public IReadOnlyList<JsonElement> Rows(int from, int to)
    {
        var rows = new JsonElement[to - from];
        for (var i = from; i < to; i++)
        {
            if (_blocks.TryGetValue(i / _rows, out var block) && i % _rows < block.Count)
                rows[i - from] = block[i % _rows];
        }

        return rows;
    }

    /// <summary>The next block to request for these rows; null if all of them are loaded.</summary>
    public int? Missing(int from, int to)
    {
        for (var block = from / _rows; block <= (Math.Min(to, Extent) - 1) / _rows; block++)
        {
            if (_blocks.ContainsKey(block))
                MarkUsed(block);
            else
                return Reachable(block);
        }

        return null;
    }

    public DataQuery Query(int block) => _query with
    {
        Skip = block * _rows,
        After = block > 0 ? _next.GetValueOrDefault(block - 1) : null,
    };

    public void Add(int block, PageOfRows page)
    {
        _blocks[block] = page.Rows;
        MarkUsed(block);
        if (page.Next?.After is { } next)
            _next[block] = next;

        _counted = page.Count ?? _counted;
        var end = (block * _rows) + page.Rows.Count;
        Total = (page.Next, _counted) switch
        {
            (null, _) => end,
            (_, { } all) when all < (_paging.CountBound ?? long.MaxValue) => Math.Max(all, end + 1),
            _ => Total,
        };
        Extend(end);
    }

    private void Extend(int end)
    {
        var reachable = Math.Max(MaxSkip / _rows, _next.Count > 0 ? _next.Keys.Max() + 1 : 0);
        var known = Total ?? Math.Max(Math.Max((_counted ?? 1) - 1, Extent), end + _rows);
        Extent = (int)Math.Min(Math.Min(known, (long)(reachable + 1) * _rows), MaxRows);
    }

    // A block with neither a reachable offset nor a next link is reached through the blocks before it.
    private int Reachable(int block)
    {
        while (block > 0 && block * _rows > MaxSkip && !_next.ContainsKey(block - 1))
            block--;

        return block;
    }

    private void MarkUsed(int block)
    {
        _recent.Remove(block);
        _recent.Add(block);
        if (_recent.Count <= (CachedRows / _rows) + 1)
            return;

        _blocks.Remove(_recent[0]);
        _recent.RemoveAt(0);
    }
}
