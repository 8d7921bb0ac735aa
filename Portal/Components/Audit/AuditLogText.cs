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
        AuditOutcomeKinds.Made => "Done",
        AuditOutcomeKinds.NotMade => "Not done",
        _ => "Intended",
    };

    public static (string Text, StatusKind Kind) Outcome(string outcome) => outcome.Split(':')[0] switch
    {
        RoleOutcomeStates.Done or ConsentChangeStates.Applied => ("Done", StatusKind.Good),
        AuditOutcomes.Intended => ("Intended", StatusKind.Neutral),
        AuditOutcomes.NotKnown => ("Unknown", StatusKind.Broken),
        RoleOutcomeStates.AlreadySo or ConsentChangeStates.Same => ("No change needed", StatusKind.Neutral),
        RoleOutcomeStates.Overtaken or ConsentChangeStates.Stale => ("Changed by someone else", StatusKind.Missing),
        RoleOutcomeStates.NotTried => ("Not tried", StatusKind.Waiting),
        RoleOutcomeStates.Refused => ("Refused", StatusKind.Refused),
        var other => (other, StatusKind.Neutral),
    };

    /// <summary>The problem code after the outcome, if there is one.</summary>
    public static string? Code(string outcome) => outcome.Split(": ", 2) is [_, var code] ? code : null;
}
