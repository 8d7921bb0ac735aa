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
    private readonly Dictionary<long, Made> _made = [];
    private readonly Dictionary<string, List<Made>> _standing = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Actor, string Place, string Run), List<Made>> _runs = [];

    /// <summary>Adds the next row. Only for rows that the hash chain has verified.</summary>
    public void Add(AuditRow row)
    {
        if (!AuditOutcomes.IsMade(row.Entry.Outcome))
            return;

        var made = new Made(row.Entry, AuditChange.Read(row.Change));
        _made[row.Entry.Number] = made;
        if (made.Change is not { } change)
            return;

        var standing = In(_standing, change.Subject);
        foreach (var earlier in standing)
        {
            earlier.Since = row.Entry;
            if (!change.Undoes(earlier.Change!))
                continue;

            earlier.IsUndone = true;
            made.Undoes.Add(earlier.Entry.Number);
        }

        standing.RemoveAll(e => e.IsUndone);
        standing.Add(made);
        In(_runs, RunOf(made)).Add(made);
    }

    /// <summary>Null if the entry records no completed change.</summary>
    public AuditUndo? Of(AuditEntry entry)
    {
        if (!AuditOutcomes.IsMade(entry.Outcome))
            return null;
        if (!_made.TryGetValue(entry.Number, out var made))
            return new AuditUndo(UndoStates.Untrusted);
        if (made.Change is not { } change)
            return new AuditUndo(UndoStates.NotKept);

        return new AuditUndo(
            made.State,
            change.Role?.Api,
            made.Since is { } since ? new AuditEntryReference(since.Number, since.At, since.ActorName) : null,
            _runs[RunOf(made)].Count(m => !m.IsUndone),
            made.Undoes.Count > 0 ? made.Undoes : null);
    }

    /// <param name="whole">Whether to undo the whole run that the row belongs to, newest change first.</param>
    public UndoPlan Plan(AuditEntry entry, bool whole)
    {
        IEnumerable<Made> run = !_made.TryGetValue(entry.Number, out var made) || made.Change is null ? []
            : whole ? _runs[RunOf(made)].AsEnumerable().Reverse()
            : [made];
        var rows = run.ToLookup(m => m.IsUndone);

        // A set of changes may contain each subject once: the last change to it is the one to undo.
        var changes = rows[false].Select(m => m.Change!).DistinctBy(c => c.Subject).ToList();
        return new UndoPlan(
            entry with { Undo = Of(entry) },
            made?.Change?.Role?.Api,
            [.. changes.Select(c => c.Role?.Reversed()).OfType<RoleChange>().Take(RoleChangeSet.MaxCount)],
            [.. changes.Select(c => c.Consent?.Reversed()).OfType<ConsentChange>().Take(ConsentChangeSet.MaxCount)],
            [.. rows[true].Select(m => m.Entry with { Undo = Of(m.Entry) })]);
    }

    // The page chooses the run's ID, so the actor is part of the key: a run never includes another user's changes.
    private static (string Actor, string Place, string Run) RunOf(Made made) => (made.Entry.ActorId, made.Change!.Place, made.Change.Run);

    private static List<Made> In<TKey>(Dictionary<TKey, List<Made>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);

        return list;
    }

    private sealed class Made(AuditEntry entry, AuditChange? change)
    {
        public AuditEntry Entry => entry;

        public AuditChange? Change => change;

        public List<long> Undoes { get; } = [];

        /// <summary>The last row that changed the same subject without undoing this change, or the one that undid it.</summary>
        public AuditEntry? Since { get; set; }

        public bool IsUndone { get; set; }

        public string State => IsUndone ? UndoStates.Undone : Since is null ? UndoStates.Open : UndoStates.Changed;
    }
}
