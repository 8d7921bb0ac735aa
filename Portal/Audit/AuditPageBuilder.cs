using System.Globalization;
using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>Collects the newest rows that match a query while all rows are read, oldest first.</summary>
internal sealed class AuditPageBuilder(AuditQuery query, DateTimeOffset now)
{
    private readonly Queue<AuditEntry> _page = new();
    private readonly InterruptedChanges _interrupted = new(now);
    private long _matching;
    private bool _hasOlder;

    public void Add(AuditRow row)
    {
        _interrupted.Add(row);
        if (!query.Matches(row.Entry))
            return;

        _matching++;
        if (row.Entry.Number >= (query.Before ?? long.MaxValue))
            return;

        _page.Enqueue(row.Entry);
        if (_page.Count <= query.PageSize)
            return;

        _page.Dequeue();
        _hasOlder = true;
    }

    public AuditPage Build(AuditChain chain, UndoHistory undo, int unrecorded)
    {
        var interrupted = _interrupted.Numbers();
        var entries = _page.Reverse()
            .Select(e => e with { Undo = undo.Of(e), IsInterrupted = interrupted.Contains(e.Number) })
            .ToList();
        return new AuditPage(
            entries,
            chain.Count,
            _matching,
            chain.BrokenAt,
            _hasOlder ? entries[^1].Number.ToString(CultureInfo.InvariantCulture) : null,
            chain.KeyedFrom,
            chain.UnverifiedFrom,
            unrecorded);
    }
}
