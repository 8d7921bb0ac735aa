using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>Which rows a page shows.</summary>
/// <param name="Before">Only rows with a smaller number; null starts at the newest.</param>
internal sealed record AuditQuery(AuditFilter Filter, long? Before = null)
{
    public bool Fits(AuditEntry entry) =>
        Has(entry.ActorName, Filter.Who)
        && (Filter.What is not { } what || entry.Action == what || entry.Action.StartsWith($"{what}.", StringComparison.Ordinal))
        && (Has(entry.Target, Filter.Whom) || Has(entry.Detail, Filter.Whom))
        && (Filter.Ended is not { } ended || ended == EndOf(entry));

    private static string EndOf(AuditEntry entry) =>
        entry.Outcome == AuditOutcomes.Intended ? AuditOutcomeKinds.Intended
        : AuditOutcomes.IsMade(entry.Outcome) ? AuditOutcomeKinds.Made
        : AuditOutcomeKinds.NotMade;

    private static bool Has(string text, string? part) => part is null || text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
