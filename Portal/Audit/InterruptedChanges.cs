using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>
/// Finds intended changes without an outcome: the portal stopped in between, or could not record the outcome. Whether
/// they were made is not known.
/// </summary>
internal sealed class InterruptedChanges(DateTimeOffset now)
{
    // Longer than a change can take; until then it may still be in progress.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, AuditEntry> _open = new(StringComparer.Ordinal);

    public void Add(AuditRow row)
    {
        var entry = row.Entry;
        var change = string.Join('\n', entry.ActorId, entry.Action, entry.Target, entry.Detail, row.Change);
        if (entry.Outcome == AuditOutcomes.Intended)
            _open[change] = entry;
        else
            _open.Remove(change);
    }

    public IReadOnlySet<long> Numbers() =>
        _open.Values.Where(entry => now - entry.At > MaxDuration).Select(entry => entry.Number).ToHashSet();
}
