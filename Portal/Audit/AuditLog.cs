using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>
/// What administrators changed, in a file that only grows: each row carries the hash of the one before, so that what is
/// done to the file behind its back shows when it is read.
/// </summary>
internal sealed partial class AuditLog(AuditFile file, TimeProvider time, ILogger<AuditLog> logger) : IDisposable
{
    private const int PageSize = 25;
    private const int MaxTextLength = 512;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private AuditTable? _table;

    // What this process wrote last: rows that are missing from the end cannot be told by the chain alone.
    private (long Number, string Hash) _newest;

    /// <summary>On disk when it returns. Whoever is about to change something does not, where this fails.</summary>
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

    /// <summary>Newest first; the whole trail is verified each time, since it may have been touched since.</summary>
    public Task<AuditPage> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var page = new Queue<AuditEntry>();
        var (fitting, older) = (0L, false);
        return ReadAsync(
            entry =>
            {
                if (!query.Fits(entry))
                    return;

                fitting++;
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
                return new AuditPage(entries, chain.Count, fitting, chain.BrokenAt, next);
            },
            cancellationToken);
    }

    /// <summary>What takes a row back; null where there is no such row.</summary>
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
        Action<AuditEntry> see, Func<AuditChain, UndoHistory, T> conclude, CancellationToken cancellationToken)
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

                see(row.Entry);
            }

            chain.End(_newest.Number, _newest.Hash);
            return conclude(chain, undo);
        }
        finally
        {
            _gate.Release();
        }
    }

    private AuditTable Open() => _table ??= AuditTable.Open(file.Path);

    private static string Short(string text) => text.Length > MaxTextLength ? text[..MaxTextLength] + "…" : text;

    // The hash in the log is a second witness, in a place that the file's own does not reach.
    [LoggerMessage(Level = LogLevel.Information, Message = "Audit row {Number} written, {Hash}")]
    private static partial void LogAppended(ILogger logger, long number, string hash);
}

/// <summary>The path of the audit database.</summary>
internal sealed record AuditFile(string Path);
