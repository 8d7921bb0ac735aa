using Portal.Components.Roles;
using Portal.Components.Shared;
using Portal.Contracts.Audit;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;

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

    public static (string Text, StatusKind Kind) Outcome(string outcome) => outcome.Split(':')[0] switch
    {
        AuditOutcomes.Intended => ("Intended", StatusKind.Neutral),
        AuditOutcomes.NotKnown => ("Unknown", StatusKind.Broken),
        ConsentChangeStates.Applied => RoleText.Outcome(RoleOutcomeStates.Done),
        ConsentChangeStates.Same => RoleText.Outcome(RoleOutcomeStates.NoChangeNeeded),
        ConsentChangeStates.Stale => RoleText.Outcome(RoleOutcomeStates.ChangedByOthers),
        var state => RoleText.Outcome(state),
    };

    /// <summary>The problem code after the outcome, if there is one.</summary>
    public static string? Code(string outcome) => outcome.Split(": ", 2) is [_, var code] ? code : null;
}
