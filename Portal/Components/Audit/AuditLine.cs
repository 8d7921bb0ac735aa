using Portal.Contracts.Audit;
using Portal.Contracts.Roles;

namespace Portal.Components.Audit;

/// <summary>One change in the audit log: the entry of its outcome, with the entry that announced it.</summary>
/// <param name="Intention">The number of the entry that announced the change; null if the list does not contain it.</param>
public sealed record AuditLine(AuditEntry Entry, long? Intention = null)
{
    private const string Arrow = " -> ";

    /// <summary>
    /// One line for each change. An intended change without an outcome in the list keeps its own line: it is being made, was
    /// interrupted, or the list shows intended changes only.
    /// </summary>
    public static IReadOnlyList<AuditLine> Read(IReadOnlyList<AuditEntry> newestFirst)
    {
        var lines = new List<AuditLine>();
        var awaited = new Dictionary<(string, string, string, string), Queue<int>>();
        foreach (var entry in newestFirst)
        {
            var change = (entry.ActorId, entry.Action, entry.Target, entry.Detail);
            if (entry.Outcome != AuditOutcomes.Intended)
            {
                if (!awaited.TryGetValue(change, out var waiting))
                    awaited.Add(change, waiting = []);

                waiting.Enqueue(lines.Count);
                lines.Add(new AuditLine(entry));
            }
            else if (!entry.IsInterrupted && awaited.TryGetValue(change, out var waiting) && waiting.TryDequeue(out var line))
            {
                lines[line] = lines[line] with { Intention = entry.Number };
            }
            else
            {
                lines.Add(new AuditLine(entry));
            }
        }

        return lines;
    }

    /// <summary>
    /// What was changed, and for whom, from the sentences that the audit log keeps. An entry with other sentences is shown as
    /// it is.
    /// </summary>
    public (string What, string Whom) Subject()
    {
        var (target, detail) = (Entry.Target, Entry.Detail);
        if (Entry.Action.StartsWith($"{AuditActions.Roles}.", StringComparison.Ordinal))
            return (target, NameIn(detail));

        // A name of a person contains a comma more often than the name of an app.
        var arrow = target.IndexOf(Arrow, StringComparison.Ordinal);
        var comma = arrow < 0 ? -1 : target.IndexOf(", ", arrow, StringComparison.Ordinal);
        return comma < 0
            ? (target, detail)
            : ($"{target[..arrow]} → {target[(arrow + Arrow.Length)..comma]}", target[(comma + 2)..]);
    }

    // “User Alice (id)”
    private static string NameIn(string detail)
    {
        var kind = PrincipalKinds.All.FirstOrDefault(k => detail.StartsWith($"{k} ", StringComparison.Ordinal));
        var name = kind is null ? detail : detail[(kind.Length + 1)..];
        var id = name.LastIndexOf(" (", StringComparison.Ordinal);
        return id > 0 && name.EndsWith(')') ? name[..id] : name;
    }
}
