using Microsoft.EntityFrameworkCore;
using Portal.Database;

namespace Portal.Audit;

/// <summary>
/// Appends rows. Number and hash are assigned in a transaction during which no other process appends, so several instances
/// write one chain without a gap.
/// </summary>
internal sealed partial class AuditAppender(IPortalStorage storage, AuditKeys keys, NewestRow newest, ILogger logger)
{
    private const int MaxTries = 3;

    /// <summary>Returns once the row is on disk.</summary>
    public async Task AppendAsync(AuditDraft draft, CancellationToken cancellationToken)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                await AppendOnceAsync(draft, isRecordedPerhaps: false, cancellationToken);
                return;
            }
            catch (Exception exception) when (i < MaxTries && storage.IsConflict(exception))
            {
                // Somebody appended past the lock. The transaction was undone.
            }
        }
    }

    /// <summary>Appends a row again, unless the attempt that failed was stored after all.</summary>
    public Task AppendAgainAsync(AuditDraft draft, CancellationToken cancellationToken) =>
        AppendOnceAsync(draft, isRecordedPerhaps: true, cancellationToken);

    /// <summary>Fails if no row can be appended.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await using var database = await storage.OpenAsync(cancellationToken);
        await storage.ProbeAsync(database, cancellationToken);
        await keys.ReadAsync(database, cancellationToken);
    }

    private async Task AppendOnceAsync(AuditDraft draft, bool isRecordedPerhaps, CancellationToken cancellationToken)
    {
        var known = newest.Value;
        await using var database = await storage.OpenAsync(cancellationToken);
        await using var transaction = await storage.BeginAppendAsync(database, cancellationToken);
        if (isRecordedPerhaps && await IsRecordedAsync(database, draft, cancellationToken))
            return;

        var (last, previous) = await database.LastAuditRowAsync(cancellationToken);
        var entry = draft.Entry with { Number = last + 1 };
        var key = await keys.GetOrCreateAsync(database, entry.Number, cancellationToken);
        var row = new AuditRow(entry, draft.Change, AuditChain.Link(key, previous, entry, draft.Change));
        database.Add(AuditTable.Write(row));
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        newest.Append(entry.Number, row.Hash, known);
        LogAppended(logger, entry.Number, row.Hash);
    }

    // The connection can break after the server committed, and before it said so. Times are precise to 100 nanoseconds.
    private static Task<bool> IsRecordedAsync(PortalDatabase database, AuditDraft draft, CancellationToken cancellationToken)
    {
        var at = AuditTable.WriteTime(draft.Entry.At);
        return database.Entries.AnyAsync(
            e => e.At == at && e.Outcome == draft.Entry.Outcome && e.Change == draft.Change, cancellationToken);
    }

    // The hash in the application log still proves the row if the storage is replaced.
    [LoggerMessage(Level = LogLevel.Information, Message = "Audit row {Number} written, {Hash}")]
    private static partial void LogAppended(ILogger logger, long number, string hash);
}
