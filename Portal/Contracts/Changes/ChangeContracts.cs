using Portal.Contracts.Problems;

namespace Portal.Contracts.Changes;

/// <summary>A change of one kind, such as role assignments, that an administrator previews and applies.</summary>
public interface IChange<out TSelf>
{
    /// <summary>Identifies what is changed; a set of changes contains it once.</summary>
    object Subject { get; }

    /// <summary>The change that undoes this one.</summary>
    TSelf Inverse();
}

/// <summary>A change with its effects, as previewed.</summary>
public interface IPlannedChange<out TChange>
    where TChange : IChange<TChange>
{
    TChange Change { get; }

    bool CanApply { get; }
}

/// <summary>The outcome of a change.</summary>
public interface IChangeOutcome
{
    /// <summary>One of <see cref="ChangeStates"/>.</summary>
    string State { get; }

    /// <summary>Why the change was not applied.</summary>
    ApiProblem? Problem { get; }
}

/// <summary>The states of a change, from its preview to its outcome.</summary>
public static class ChangeStates
{
    /// <summary>Previewed, and can be applied.</summary>
    public const string Ready = "ready";

    public const string Done = "done";
    public const string NoChangeNeeded = "already_so";

    /// <summary>Someone else made another change since the preview; nothing was done.</summary>
    public const string ChangedByOthers = "overtaken";

    public const string Refused = "refused";

    /// <summary>An earlier change failed for a reason that also affects this one, or the run was cancelled.</summary>
    public const string NotAttempted = "not_tried";

    /// <summary>No response confirmed the result: the change may have been made.</summary>
    public const string NotKnown = "not_known";

    public static bool CanRetry(string state) => state is ChangedByOthers or Refused or NotAttempted or NotKnown;
}
