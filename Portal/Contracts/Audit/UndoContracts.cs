using Portal.Contracts.Consents;
using Portal.Contracts.Roles;

namespace Portal.Contracts.Audit;

/// <summary>Whether a change in the audit log can be undone.</summary>
/// <param name="State">One of <see cref="UndoStates"/>.</param>
/// <param name="Api">For a role change, the API that defines the role.</param>
/// <param name="By">The entry that undid the change, or changed the same thing since.</param>
/// <param name="InRun">How many of the changes applied together can still be undone, including this one.</param>
/// <param name="Undoes">The earlier entries that this change undid.</param>
public sealed record AuditUndo(
    string State, string? Api = null, AuditEntryReference? By = null, int InRun = 0, IReadOnlyList<long>? Undoes = null)
{
    public bool IsOffered => State is UndoStates.Open or UndoStates.Changed;
}

/// <summary>A reference to another entry.</summary>
public sealed record AuditEntryReference(long Number, DateTimeOffset At, string ActorName);

public static class UndoStates
{
    public const string Open = "open";

    /// <summary>
    /// A later entry changed the same thing in another way; the preview shows what an undo would do now.
    /// </summary>
    public const string Changed = "changed";

    public const string Undone = "undone";

    /// <summary>The entry was written before IDs and scopes were recorded.</summary>
    public const string NotKept = "not_kept";

    /// <summary>The audit log is broken at or before this entry, so the entry may have been altered.</summary>
    public const string Untrusted = "untrusted";
}

/// <summary>
/// The changes that undo an entry, or all changes applied together with it. They are previewed like any other change.
/// </summary>
/// <param name="Api">The API whose roles are changed; null for consents.</param>
/// <param name="Skipped">Entries of the run that were undone already.</param>
public sealed record UndoPlan(
    AuditEntry Entry,
    string? Api,
    IReadOnlyList<RoleChange> Roles,
    IReadOnlyList<ConsentChange> Consents,
    IReadOnlyList<AuditEntry> Skipped);
