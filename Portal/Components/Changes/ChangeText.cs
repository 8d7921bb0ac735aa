using System.Security.Cryptography;
using System.Text.Json;
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

    /// <summary>Identifies changes and their effects: equal only for the same preview.</summary>
    public static string Fingerprint<TPlanned>(IReadOnlyList<TPlanned> plan) =>
        Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(plan)));

    public static string Returned(ReturnedApply returned) => returned switch
    {
        ReturnedApply.Continued => "You chose Apply before you left for the sign-in service. The preview is unchanged, so the portal continued.",
        _ => "You chose Apply before you left for the sign-in service. The preview has changed since then, so nothing was applied. "
            + "Check it, then choose Apply again.",
    };

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

/// <summary>What became of an interrupted Apply when the user returned with the consent.</summary>
internal enum ReturnedApply
{
    /// <summary>The preview was the same, so it was applied.</summary>
    Continued,

    /// <summary>The preview differs: the user decides again.</summary>
    Changed,
}
