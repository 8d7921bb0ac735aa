using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>
/// Administrators' changes in an append-only file. Each row's hash covers the previous one, so reading detects rows that
/// were altered or removed outside the portal.
/// </summary>
internal sealed partial class AuditLog(AuditFile file, TimeProvider time, ILogger<AuditLog> logger) : IDisposable
{
    private const int PageSize = 25;
    private const int MaxTextLength = 512;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private AuditTable? _table;

    // The newest row that this process wrote: the chain alone cannot detect rows missing from the end.
    private (long Number, string Hash) _newest;

    /// <summary>Returns once the row is on disk. If it throws, the caller must not make the change.</summary>
    public async Task AppendAsync(AuditActor actor, AuditNote note, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var row = Open().Append((number, previous) =>
            {
                var entry = new AuditEntry(
                    number + 1,
                    time.GetUtcNow(),
                    actor.Id,
                    Short(actor.Name),
                    note.Action,
                    Short(note.Target),
                    Short(note.Detail),
                    Short(note.Outcome),
                    Activity.Current?.TraceId.ToString() ?? "");
                var change = note.Change.Write();
                return new AuditRow(entry, change, AuditChain.Link(previous, entry, change));
            });
            _newest = (row.Entry.Number, row.Hash);
            LogAppended(logger, row.Entry.Number, row.Hash);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// A page, newest first. Verifies the whole audit log each time, because the file may have been altered since.
    /// </summary>
    public Task<AuditPage> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var page = new Queue<AuditEntry>();
        var (matching, older) = (0L, false);
        return ReadAsync(
            entry =>
            {
                if (!query.Matches(entry))
                    return;

                matching++;
                if (entry.Number >= (query.Before ?? long.MaxValue))
                    return;

                page.Enqueue(entry);
                if (page.Count <= PageSize)
                    return;

                page.Dequeue();
                older = true;
            },
            (chain, undo) =>
            {
                var entries = page.Reverse().Select(e => e with { Undo = undo.Of(e) }).ToList();
                var next = older ? entries[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
                return new AuditPage(entries, chain.Count, matching, chain.BrokenAt, next);
            },
            cancellationToken);
    }

    /// <summary>Plans the undo of a row; null if there is no such row.</summary>
    public Task<UndoPlan?> PlanUndoAsync(long number, bool whole, CancellationToken cancellationToken)
    {
        AuditEntry? found = null;
        return ReadAsync(
            entry => found = entry.Number == number ? entry : found,
            (_, undo) => found is null ? null : undo.Plan(found, whole),
            cancellationToken);
    }

    public void Dispose()
    {
        _table?.Dispose();
        _gate.Dispose();
    }

    private async Task<T> ReadAsync<T>(
        Action<AuditEntry> visit, Func<AuditChain, UndoHistory, T> summarize, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var (chain, undo) = (new AuditChain(), new UndoHistory());
            foreach (var row in Open().Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                chain.Add(row);
                if (chain.BrokenAt is null)
                    undo.Add(row);

                visit(row.Entry);
            }

            chain.End(_newest.Number, _newest.Hash);
            return summarize(chain, undo);
        }
        finally
        {
            _gate.Release();
        }
    }

    private AuditTable Open() => _table ??= AuditTable.Open(file.Path);

    private static string Short(string text) => text.Length > MaxTextLength ? text[..MaxTextLength] + "…" : text;

    // The hash in the application log still proves the row if the file is replaced.
    [LoggerMessage(Level = LogLevel.Information, Message = "Audit row {Number} written, {Hash}")]
    private static partial void LogAppended(ILogger logger, long number, string hash);
}

/// <summary>The path of the audit database.</summary>
internal sealed record AuditFile(string Path);
