using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>A row as stored in the file.</summary>
/// <param name="Change">An <see cref="AuditChange"/> as JSON; null in rows written before changes were stored.</param>
internal sealed record AuditRow(AuditEntry Entry, string? Change, string Hash);

/// <summary>An entry to append; the audit log adds number, time, actor and trace ID.</summary>
internal sealed record AuditNote(string Action, string Target, string Detail, string Outcome, AuditChange Change);
