using Portal.Contracts.Consents;
using Portal.Contracts.Roles;

namespace Portal.Contracts.Audit;

/// <summary>A page of the audit trail, newest first.</summary>
/// <param name="Total">How many rows there are.</param>
/// <param name="Fitting">How many of them fit what was asked for.</param>
/// <param name="BrokenAt">The first row that is not as it was written; null when the whole trail is.</param>
/// <param name="Next">The number before which the following ones lie; null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long Total, long Fitting, long? BrokenAt, string? Next);

/// <summary>One thing that an administrator was about to do, or how it ended.</summary>
/// <param name="Outcome"><c>intended</c> before it was tried, then what came of it.</param>
/// <param name="Undo">Of a change that was made: whether it can be taken back.</param>
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
    AuditUndo? Undo = null);

/// <summary>Who did it: by the token, never by what a request says.</summary>
public sealed record AuditActor(string Id, string Name);

public static class AuditOutcomes
{
    public const string Intended = "intended";

    /// <summary>Some of it may have been made: no answer says so.</summary>
    public const string NotKnown = "not_known";

    public static bool IsMade(string outcome) => outcome is RoleOutcomeStates.Done or ConsentChangeStates.Applied;
}

/// <summary>Which rows are asked for; null is any.</summary>
/// <param name="Who">Part of the name of who did it.</param>
/// <param name="What">One of <see cref="AuditActions"/>.</param>
/// <param name="Whom">Part of what the row says of whom and what it concerns.</param>
/// <param name="Ended">One of <see cref="AuditEnds"/>.</param>
public sealed record AuditFilter(string? Who = null, string? What = null, string? Whom = null, string? Ended = null)
{
    public const int MaxTextLength = 100;
}

/// <summary>What is written down; the first of each kind stands for the whole kind.</summary>
public static class AuditActions
{
    public const string Roles = "role";
    public const string Consents = "consent";

    public static IReadOnlyList<string> All { get; } =
        [Roles, "role.assign", "role.remove", Consents, "consent.grant", "consent.change", "consent.revoke"];
}

public static class AuditEnds
{
    public const string Made = "made";
    public const string NotMade = "not_made";
    public const string Intended = "intended";

    public static IReadOnlyList<string> All { get; } = [Made, NotMade, Intended];
}
