using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Portal.Client;
using Portal.Contracts.Audit;
using Portal.Contracts.Data;
using Portal.Exports;
using Portal.Exports.Formats;

namespace Portal.Components.Audit;

/// <summary>
/// Entries of the audit log as CSV, newest first. Times are in UTC. Text that a spreadsheet would read as a formula begins with
/// an apostrophe.
/// </summary>
internal static class AuditLogFile
{
    public const int MaxEntries = 10_000;

    private static readonly DataColumn[] Columns =
    [
        Column("entry", "Entry"), Column("at", "Time (UTC)"), Column("by", "Changed by"), Column("byId", "Object ID of changed by"),
        Column("action", "Action"), Column("target", "Change"), Column("detail", "Details"), Column("outcome", "Outcome"),
        Column("trace", "Trace ID"),
    ];

    public static string Name(DateTimeOffset now) => ExportFileName.Of(AuditLogPanel.Heading, now, ExportRoutes.Csv);

    public static async Task<MemoryStream> WriteAsync(PortalApiClient client, AuditFilter filter, CancellationToken cancellationToken)
    {
        var content = new ArrayBufferWriter<byte>();
        using var file = new CsvFile(content, Columns);
        await file.BeginAsync([], cancellationToken);
        var (written, next) = (0, (string?)null);
        AuditPage page;
        do
        {
            page = await client.GetAuditAsync(filter, next, AuditFilter.MaxPageSize, cancellationToken);
            foreach (var entry in page.Entries)
                await file.WriteAsync(Row(entry), cancellationToken);

            written += page.Entries.Count;
            next = page.Next;
        }
        while (next is not null && written < MaxEntries);

        if (next is not null)
            await file.WriteNoteAsync($"Only the newest {written} entries. Filter the audit log to export older ones.", cancellationToken);

        if (page.BrokenAt is { } broken)
            await file.WriteNoteAsync($"The audit log is broken at entry {broken}: it was altered or removed.", cancellationToken);
        if (page.UnverifiedFrom is { } unverified)
            await file.WriteNoteAsync($"The audit log could not be verified from entry {unverified}.", cancellationToken);

        await file.EndAsync(cancellationToken);
        return new MemoryStream(content.WrittenSpan.ToArray());
    }

    private static JsonElement Row(AuditEntry entry) => JsonSerializer.SerializeToElement(new
    {
        entry = entry.Number,
        at = entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        by = entry.ActorName,
        byId = entry.ActorId,
        action = entry.Action,
        target = entry.Target,
        detail = entry.Detail,
        outcome = entry.Outcome,
        trace = entry.TraceId,
    });

    private static DataColumn Column(string name, string title) => new(name, title, ColumnTypes.Text, Description: null, Sortable: false);
}
