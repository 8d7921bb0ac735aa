using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>Which rows a page shows.</summary>
/// <param name="Before">Only rows with a smaller number; null starts at the newest.</param>
/// <param name="Since">Only rows that are not older.</param>
internal sealed record AuditQuery(AuditFilter Filter, long? Before = null, DateTimeOffset? Since = null)
{
    public int PageSize { get; init; } = 25;

    public bool Matches(AuditEntry entry) =>
        (Since is not { } since || entry.At >= since)
        && Has(entry.ActorName, Filter.Actor)
        && (Filter.Action is not { } action || $"{entry.Action}.".StartsWith($"{action}.", StringComparison.Ordinal))
        && (Has(entry.Target, Filter.Subject) || Has(entry.Detail, Filter.Subject))
        && (Filter.Outcome is not { } outcome || outcome == KindOf(entry));

    private static string KindOf(AuditEntry entry) =>
        entry.Outcome == AuditOutcomes.Intended ? AuditOutcomeKinds.Intended
        : AuditOutcomes.IsDone(entry.Outcome) ? AuditOutcomeKinds.Done
        : AuditOutcomeKinds.NotDone;

    private static bool Has(string text, string? part) =>
        part is null || text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
