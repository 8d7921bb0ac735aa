using Portal.Contracts.Changes;

namespace Portal.Contracts.Audit;

/// <summary>A page of the audit log, newest first.</summary>
/// <param name="Total">The number of entries in the audit log.</param>
/// <param name="Matching">The number of entries that match the filter.</param>
/// <param name="BrokenAt">The number of the first entry that was altered or removed; null if there is none.</param>
/// <param name="Next">Pass this to get the next, older page; null on the last page.</param>
/// <param name="KeyedFrom">
/// The number of the first entry whose hash was verified with a key; null if there is none. Earlier entries have plain
/// hashes.
/// </param>
/// <param name="UnverifiedFrom">The number of the first entry whose key cannot be decrypted; null if there is none.</param>
/// <param name="Unrecorded">Outcomes of changes that could not be recorded yet.</param>
public sealed record AuditPage(
    IReadOnlyList<AuditEntry> Entries,
    long Total,
    long Matching,
    long? BrokenAt,
    string? Next,
    long? KeyedFrom = null,
    long? UnverifiedFrom = null,
    int Unrecorded = 0);

/// <summary>A change that an administrator was about to make, or its outcome.</summary>
/// <param name="Outcome"><c>intended</c> before the attempt, then the result, with a problem code if it failed.</param>
/// <param name="Undo">Whether the change can be undone; null if nothing was changed.</param>
/// <param name="IsInterrupted">
/// Whether the change was intended, but has no outcome: it may have been made.
/// </param>
public sealed record AuditEntry(
    long Number,
    DateTimeOffset At,
    string ActorId,
    string ActorName,
    string Action,
    string Target,
    string Detail,
    string Outcome,
    string TraceId,
    AuditUndo? Undo = null,
    bool IsInterrupted = false);

/// <summary>The administrator, as named by the token, never by the request body.</summary>
public sealed record AuditActor(string Id, string Name);

/// <summary>How the audit log stores the outcome of a change.</summary>
public static class AuditOutcomes
{
    public const string Intended = "intended";

    private const string CodeSeparator = ": ";

    // The file has always had other words for the outcomes of consents. They are kept, so that its rows read alike.
    private static readonly (string State, string Stored)[] ConsentWords =
    [
        (ChangeStates.Done, "applied"), (ChangeStates.NoChangeNeeded, "same"), (ChangeStates.ChangedByOthers, "stale"),
    ];

    /// <summary>The state, with the problem's code if there is one.</summary>
    public static string Write(string action, IChangeOutcome outcome)
    {
        var isConsent = action.StartsWith($"{AuditActions.Consents}.", StringComparison.Ordinal);
        var ownWord = isConsent ? Array.Find(ConsentWords, w => w.State == outcome.State).Stored : null;
        var word = ownWord ?? outcome.State;
        return outcome.Problem is { } problem ? word + CodeSeparator + problem.Code : word;
    }

    /// <summary><see cref="Intended"/>, or one of <see cref="ChangeStates"/>.</summary>
    public static string StateOf(string stored)
    {
        var word = stored.Split(CodeSeparator)[0];
        return Array.Find(ConsentWords, w => w.Stored == word).State ?? word;
    }

    /// <summary>The problem code after the state, if there is one.</summary>
    public static string? CodeOf(string stored) => stored.Split(CodeSeparator, 2) is [_, var code] ? code : null;

    public static bool IsDone(string stored) => StateOf(stored) == ChangeStates.Done;
}

/// <summary>A filter of entries; a null member does not filter.</summary>
/// <param name="Actor">Part of the administrator's name.</param>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="Subject">Part of the entry's target or detail.</param>
/// <param name="Outcome">One of <see cref="AuditOutcomeKinds"/>.</param>
/// <param name="Days">Only entries that are at most so many days old; one of <see cref="AuditPeriods"/>.</param>
public sealed record AuditFilter(
    string? Actor = null, string? Action = null, string? Subject = null, string? Outcome = null, string? Days = null)
{
    public const int MaxTextLength = 100;

    /// <summary>The most entries of one page.</summary>
    public const int MaxPageSize = 2_500;
}

/// <summary>The periods of the filter, in days.</summary>
public static class AuditPeriods
{
    public const string Day = "1";

    public static IReadOnlyList<string> All { get; } = [Day, "2", "7", "30", "365"];
}

/// <summary>
/// The recorded actions. <see cref="Roles"/> and <see cref="Consents"/> are filters that match all actions of their
/// kind.
/// </summary>
public static class AuditActions
{
    public const string Roles = "role";
    public const string Consents = "consent";

    public static IReadOnlyList<string> All { get; } =
        [Roles, "role.assign", "role.remove", Consents, "consent.grant", "consent.change", "consent.revoke"];
}

public static class AuditOutcomeKinds
{
    public const string Done = "made";
    public const string NotDone = "not_made";
    public const string Intended = "intended";

    public static IReadOnlyList<string> All { get; } = [Done, NotDone, Intended];
}
