using System.Diagnostics;
using System.Text;
using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>A row as stored.</summary>
/// <param name="Change">An <see cref="AuditChange"/> as JSON; null in rows written before changes were stored.</param>
internal sealed record AuditRow(AuditEntry Entry, string? Change, string Hash);

/// <summary>A row before it is appended, which gives it its number and hash.</summary>
internal sealed record AuditDraft(AuditEntry Entry, string? Change)
{
    private const int MaxTextLength = 512;

    public static AuditDraft Create(AuditActor actor, AuditNote note, DateTimeOffset at) => new(
        new AuditEntry(
            Number: 0,
            at,
            Plain(actor.Id),
            Short(actor.Name),
            note.Action,
            Short(note.Target),
            Short(note.Detail),
            Short(note.Outcome),
            Activity.Current?.TraceId.ToString() ?? ""),
        note.Change.Write());

    private static string Short(string text) =>
        Plain(text.Length > MaxTextLength ? text[..MaxTextLength] + "…" : text);

    // The text must be the same when it is read again, because the hash covers it: databases store no half of a surrogate
    // pair, and PostgreSQL no U+0000.
    private static string Plain(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}

/// <summary>An entry to append; the audit log adds number, time, actor and trace ID.</summary>
internal sealed record AuditNote(string Action, string Target, string Detail, string Outcome, AuditChange Change);
