using Portal.Contracts.Audit;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;

namespace Portal.Audit;

/// <summary>
/// Which changes can be undone, and which were. Derived from the recorded changes in order, because a request that
/// claims to be an undo may not be one.
/// </summary>
internal sealed class UndoHistory
{
    private readonly Dictionary<long, RecordedChange> _byNumber = [];
    private readonly Dictionary<string, List<RecordedChange>> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Actor, string PreviewGroup, string Run), List<RecordedChange>> _runs = [];

    /// <summary>Adds the next row. Only for rows that the hash chain has verified.</summary>
    public void Add(AuditRow row)
    {
        if (!AuditOutcomes.IsDone(row.Entry.Outcome))
            return;

        var recorded = new RecordedChange(row.Entry, AuditChange.Read(row.Change));
        _byNumber[row.Entry.Number] = recorded;
        if (recorded.Change is not { } change)
            return;

        var current = GetOrAdd(_current, change.Subject);
        foreach (var earlier in current)
        {
            earlier.Since = row.Entry;
            if (!change.Undoes(earlier.Change!))
                continue;

            earlier.IsUndone = true;
            recorded.Undoes.Add(earlier.Entry.Number);
        }

        current.RemoveAll(e => e.IsUndone);
        current.Add(recorded);
        GetOrAdd(_runs, RunOf(recorded)).Add(recorded);
    }

    /// <summary>Whether the change of an entry can be undone; null if the entry records no completed change.</summary>
    public AuditUndo? Of(AuditEntry entry)
    {
        if (!AuditOutcomes.IsDone(entry.Outcome))
            return null;
        if (!_byNumber.TryGetValue(entry.Number, out var recorded))
            return new AuditUndo(UndoStates.Untrusted);
        if (recorded.Change is not { } change)
            return new AuditUndo(UndoStates.NotKept);

        return new AuditUndo(
            recorded.State,
            change.Role?.Api,
            recorded.Since is { } since ? new AuditEntryReference(since.Number, since.At, since.ActorName) : null,
            _runs[RunOf(recorded)].Count(m => !m.IsUndone),
            recorded.Undoes.Count > 0 ? recorded.Undoes : null);
    }

    /// <summary>The latest completed change of an assignment or consent, by <see cref="AuditChange.Subject"/>.</summary>
    public AuditEntry? LatestOf(string subject) => _current.GetValueOrDefault(subject)?.LastOrDefault()?.Entry;

    /// <summary>The changes that undo an entry.</summary>
    /// <param name="whole">Whether to undo all changes applied together with the entry, newest change first.</param>
    public UndoPlan Plan(AuditEntry entry, bool whole)
    {
        IEnumerable<RecordedChange> requested =
            !_byNumber.TryGetValue(entry.Number, out var recorded) || recorded.Change is null ? []
            : whole ? _runs[RunOf(recorded)].AsEnumerable().Reverse()
            : [recorded];
        var byUndone = requested.ToLookup(m => m.IsUndone);

        // A set of changes may contain each subject once: the last change to it is the one to undo.
        var changes = byUndone[false].Select(m => m.Change!).DistinctBy(c => c.Subject).ToList();
        return new UndoPlan(
            entry with { Undo = Of(entry) },
            recorded?.Change?.Role?.Api,
            [.. changes.Select(c => c.Role?.Inverse()).OfType<RoleChange>().Take(RoleChangeSet.MaxCount)],
            [.. changes.Select(c => c.Consent?.Inverse()).OfType<ConsentChange>().Take(ConsentChangeSet.MaxCount)],
            [.. byUndone[true].Select(m => m.Entry with { Undo = Of(m.Entry) })]);
    }

    // The page chooses the run's ID, so the actor is part of the key: a run never includes another user's changes.
    private static (string Actor, string PreviewGroup, string Run) RunOf(RecordedChange recorded) =>
        (recorded.Entry.ActorId, recorded.Change!.PreviewGroup, recorded.Change.Run);

    private static List<RecordedChange> GetOrAdd<TKey>(Dictionary<TKey, List<RecordedChange>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);

        return list;
    }

    private sealed class RecordedChange(AuditEntry entry, AuditChange? change)
    {
        public AuditEntry Entry => entry;

        public AuditChange? Change => change;

        public List<long> Undoes { get; } = [];

        /// <summary>The row that undid this change; otherwise the latest one that changed the same subject.</summary>
        public AuditEntry? Since { get; set; }

        public bool IsUndone { get; set; }

        public string State => IsUndone ? UndoStates.Undone : Since is null ? UndoStates.Open : UndoStates.Changed;
    }
}
