using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;

namespace Portal.Exports;

/// <summary>
/// Whether an export holds each row of the result once: notices pages and rows that repeat, pages without an end, and a
/// number of rows that is not the API's count. It remembers the keys of the last rows only, so that its memory is limited.
/// </summary>
internal sealed class CompletenessCheck(string api, ContractView view)
{
    private const int MaxEmptyPages = 100;
    private const int KeysAtATime = 50_000;

    private readonly string? _key = view.View.Row?.Key
        ?? view.View.Columns.FirstOrDefault(c => c.Name.Equals("id", StringComparison.OrdinalIgnoreCase))?.Name;

    private readonly HashSet<ulong> _pages = [];
    private HashSet<ulong> _keys = [];
    private HashSet<ulong> _earlierKeys = [];
    private int _emptyPages;
    private long _repeatedRows;
    private long? _counted;
    private string? _incomplete;
    private bool _viewHasChanged;

    /// <summary>Not null if the page must not be written: it was written before, or no end is in sight.</summary>
    public ApiProblem? Begin(RowsPage page)
    {
        _incomplete = page.Incomplete;
        if (page.Count < (view.Protocol.CountBound ?? long.MaxValue))
            _counted = Math.Max(_counted ?? 0, page.Count.Value);

        _emptyPages = page.RowCount == 0 ? _emptyPages + 1 : 0;
        if (_emptyPages > MaxEmptyPages)
            return ExportProblems.EmptyPages(api, MaxEmptyPages);

        return page.RowCount == 0 || _pages.Add(Hash(page.Rows.Span))
            ? null
            : ExportProblems.NotAllRows(api, IncompleteReasons.PageRepeats);
    }

    public void Add(JsonElement row)
    {
        if (_key is null || !row.TryGetProperty(_key, out var value) || value.ValueKind == JsonValueKind.Null)
            return;

        var hash = Hash(JsonMarshal.GetRawUtf8Value(value));
        if (_earlierKeys.Contains(hash) || !_keys.Add(hash))
            _repeatedRows++;

        if (_keys.Count >= KeysAtATime)
        {
            (_earlierKeys, _keys) = (_keys, _earlierKeys);
            _keys.Clear();
        }
    }

    /// <summary>No page follows, because the API has changed the view.</summary>
    public void EndOfView() => _viewHasChanged = true;

    /// <summary>Null if the file is complete.</summary>
    public ApiProblem? End(long rows)
    {
        if (_viewHasChanged)
            return ExportProblems.ViewChanged(api, view.View.Title);
        if (_incomplete is { } reason)
            return ExportProblems.NotAllRows(api, reason);
        if (_repeatedRows > 0)
            return ExportProblems.RepeatedRows(api, _key ?? "", _repeatedRows);

        // With keys, no row is there twice: rows beyond the count were added meanwhile.
        var isOther = _key is null ? rows != _counted : rows < _counted;
        return _counted is { } counted && isOther ? ExportProblems.OtherCount(api, counted, rows) : null;
    }

    // Of 64 bits, from two of 32 bits: among 100 000 keys, equal ones by chance would be one case in a billion.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var (first, second) = (new HashCode(), new HashCode());
        first.AddBytes(bytes);
        second.Add(bytes.Length);
        second.AddBytes(bytes);
        return ((ulong)(uint)first.ToHashCode() << 32) | (uint)second.ToHashCode();
    }
}
