using Portal.Components.Shared;
using Portal.Contracts.Changes;

namespace Portal.Components.Changes;

/// <summary>Labels for the states of a change.</summary>
internal static class ChangeText
{
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
