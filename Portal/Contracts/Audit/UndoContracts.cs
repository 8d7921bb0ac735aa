using Portal.Contracts.Consents;
using Portal.Contracts.Roles;

namespace Portal.Contracts.Audit;

/// <summary>Whether a change that stands in the audit trail can be taken back.</summary>
/// <param name="State">One of <see cref="UndoStates"/>.</param>
/// <param name="Api">Of a role: whose.</param>
/// <param name="By">The row that took it back, or changed it since.</param>
/// <param name="InRun">How many changes that were applied together can be taken back, this one among them.</param>
/// <param name="TakesBack">Earlier rows that this one undid.</param>
public sealed record AuditUndo(
    string State, string? Api = null, AuditMark? By = null, int InRun = 0, IReadOnlyList<long>? TakesBack = null)
{
    public bool IsOffered => State is UndoStates.Open or UndoStates.Changed;
}

/// <summary>Another row, as far as it is named beside one.</summary>
public sealed record AuditMark(long Number, DateTimeOffset At, string ActorName);

public static class UndoStates
{
    public const string Open = "open";

    /// <summary>A later row changed the same thing in another way: a dry run says what taking it back would mean now.</summary>
    public const string Changed = "changed";

    public const string Undone = "undone";

    /// <summary>It was written before ids and scopes were kept.</summary>
    public const string NotKept = "not_kept";

    /// <summary>It lies where the trail is broken, or after: what it says may not be what was done.</summary>
    public const string Untrusted = "untrusted";
}

/// <summary>What would take a row back, or the whole run that it belongs to: to be dry run like any other change.</summary>
/// <param name="Api">Whose roles are changed; null with consents.</param>
/// <param name="LeftOut">Rows of the run that cannot be taken back, or were.</param>
public sealed record UndoPlan(
    AuditEntry Row, string? Api, IReadOnlyList<RoleChange> Roles, IReadOnlyList<ConsentChange> Consents, IReadOnlyList<AuditEntry> LeftOut);
