using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Audit;
using Portal.Database;

namespace Portal.Audit;

/// <summary>The rows of the audit log, whatever storage they are in.</summary>
internal static class AuditTable
{
    // A batch is read at once. Longer reads would keep SQLite's writers waiting, and rows are never changed in between.
    private const int BatchSize = 2_000;

    /// <summary>All rows, oldest first.</summary>
    public static async IAsyncEnumerable<AuditRow> ReadAuditRowsAsync(
        this PortalDatabase database, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in database.ReadStoredBatchesAsync(cancellationToken))
        {
            foreach (var stored in batch)
                yield return Read(stored);
        }
    }

    /// <summary>All rows as stored, oldest first.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<StoredEntry>> ReadStoredBatchesAsync(
        this PortalDatabase database, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = long.MinValue;
        while (true)
        {
            var batch = await database.Entries
                .Where(e => e.Number > last)
                .OrderBy(e => e.Number)
                .Take(BatchSize)
                .ToListAsync(cancellationToken);
            if (batch.Count > 0)
                yield return batch;

            if (batch.Count < BatchSize)
                yield break;

            last = batch[^1].Number;
        }
    }

    /// <summary>The last row's number and hash; 0 and no hash if there is no row.</summary>
    public static async Task<(long Number, string Hash)> LastAuditRowAsync(
        this PortalDatabase database, CancellationToken cancellationToken) =>
        await database.Entries.OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancellationToken) is { } last
            ? (last.Number, last.Hash)
            : (0, "");

    public static StoredEntry Write(AuditRow row) => new()
    {
        Number = row.Entry.Number,
        At = WriteTime(row.Entry.At),
        ActorId = row.Entry.ActorId,
        ActorName = row.Entry.ActorName,
        Action = row.Entry.Action,
        Target = row.Entry.Target,
        Detail = row.Entry.Detail,
        Outcome = row.Entry.Outcome,
        Trace = row.Entry.TraceId,
        Hash = row.Hash,
        Change = row.Change,
    };

    public static string WriteTime(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static AuditRow Read(StoredEntry stored) => new(
        new AuditEntry(
            stored.Number,
            ReadTime(stored.At),
            stored.ActorId,
            stored.ActorName,
            stored.Action,
            stored.Target,
            stored.Detail,
            stored.Outcome,
            stored.Trace),
        stored.Change,
        stored.Hash);

    // An invalid time becomes the default: the hash chain reports the row, and the page still shows the others.
    private static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : default;
}
