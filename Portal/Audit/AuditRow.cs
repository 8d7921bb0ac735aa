using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>A row as it lies in the file.</summary>
/// <param name="Change">An <see cref="AuditChange"/> as it was written; null in rows from before there was one.</param>
internal sealed record AuditRow(AuditEntry Entry, string? Change, string Hash);

/// <summary>What is to be written down; number, time and trace come with the row.</summary>
internal sealed record AuditNote(string Action, string Target, string Detail, string Outcome, AuditChange Change);
