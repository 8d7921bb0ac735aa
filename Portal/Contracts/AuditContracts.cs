namespace Portal.Contracts;

/// <summary>A page of the audit trail, newest first.</summary>
/// <param name="Total">How many rows there are.</param>
/// <param name="BrokenAt">The first row that is not as it was written; null when the whole trail is.</param>
/// <param name="Next">The number before which the following ones lie; null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long Total, long? BrokenAt, string? Next);

/// <summary>One thing that an administrator was about to do, or how it ended.</summary>
/// <param name="Outcome"><c>intended</c> before it was tried, then what came of it.</param>
public sealed record AuditEntry(
    long Number,
    DateTimeOffset At,
    string ActorId,
    string ActorName,
    string Action,
    string Target,
    string Detail,
    string Outcome,
    string TraceId);

/// <summary>Who did it: by the token, never by what a request says.</summary>
public sealed record AuditActor(string Id, string Name);

public static class AuditOutcomes
{
    public const string Intended = "intended";
}
