using Portal.Components.Shared;
using Portal.Contracts.Changes;

namespace Portal.Components.Changes;

/// <summary>Labels of the panel of changes, and of their states.</summary>
internal static class ChangeText
{
    public const string PreviewHeading = "Preview";
    public const string DoneHeading = "Outcome";
    public const string CancelLabel = "Cancel remaining changes";
    public const string DiscardLabel = "Discard";
    public const string BackLabel = "Back to the list";

    public static string ApplyLabel(int changes) => $"Apply {Count(changes)}";

    public static string RetryLabel(int changes) => $"Retry {Count(changes)}…";

    public static string UndoLabel(int changes) => $"Undo {Count(changes)}…";

    public static string Count(int changes) => changes == 1 ? "1 change" : $"{changes} changes";

    public static (string Label, StatusKind Kind) State(string state) => state switch
    {
        ChangeStates.Ready => ("Not applied yet", StatusKind.Neutral),
        ChangeStates.Done => ("Done", StatusKind.Good),
        ChangeStates.NoChangeNeeded => ("No change needed", StatusKind.Neutral),
        ChangeStates.ChangedByOthers => ("Changed by someone else", StatusKind.Missing),
        ChangeStates.Refused => ("Refused", StatusKind.Refused),
        ChangeStates.NotAttempted => ("Not attempted", StatusKind.Waiting),
        ChangeStates.NotKnown => ("Unknown", StatusKind.Broken),
        _ => (state, StatusKind.Neutral),
    };
}
