using Portal.Components.Changes;
using Portal.Components.Shared;
using Portal.Contracts.Audit;

namespace Portal.Components.Audit;

/// <summary>Labels for the codes in the audit log.</summary>
internal static class AuditLogText
{
    public static string Action(string action) => action switch
    {
        AuditActions.Roles => "Roles",
        "role.assign" => "Assign role",
        "role.remove" => "Remove role",
        AuditActions.Consents => "Consents",
        "consent.grant" => "Grant consent",
        "consent.change" => "Change consent",
        "consent.revoke" => "Revoke consent",
        _ => action,
    };

    public static string OutcomeKind(string kind) => kind switch
    {
        AuditOutcomeKinds.Done => "Done",
        AuditOutcomeKinds.NotDone => "Not done",
        _ => "Intended",
    };

    public static string Period(string days) => days == AuditPeriods.Day ? "Last 24 hours" : $"Last {days} days";

    public static (string Text, StatusKind Kind) Outcome(string outcome) => AuditOutcomes.StateOf(outcome) switch
    {
        AuditOutcomes.Intended => ("Intended", StatusKind.Neutral),
        var state => ChangeText.State(state),
    };
}
