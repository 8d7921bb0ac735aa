using Portal.Components.Shared;
using Portal.Contracts.Audit;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;

namespace Portal.Components.Audit;

/// <summary>Words for what stands in the audit trail as codes.</summary>
internal static class AuditLogText
{
    public static string Action(string action) => action switch
    {
        AuditActions.Roles => "Roles",
        "role.assign" => "Assign role",
        "role.remove" => "Remove role",
        AuditActions.Consents => "Consents",
        "consent.grant" => "Give consent",
        "consent.change" => "Change consent",
        "consent.revoke" => "Revoke consent",
        _ => action,
    };

    public static string End(string end) => end switch
    {
        AuditEnds.Made => "Done",
        AuditEnds.NotMade => "Not done",
        _ => "Intended",
    };

    public static (string Word, StatusKind Kind) Outcome(string outcome) => outcome.Split(':')[0] switch
    {
        RoleOutcomeStates.Done or ConsentChangeStates.Applied => ("Done", StatusKind.Good),
        AuditOutcomes.Intended => ("Intended", StatusKind.Neutral),
        AuditOutcomes.NotKnown => ("Not known", StatusKind.Broken),
        RoleOutcomeStates.AlreadySo or ConsentChangeStates.Same => ("Was so", StatusKind.Neutral),
        RoleOutcomeStates.Overtaken or ConsentChangeStates.Stale => ("Someone was quicker", StatusKind.Missing),
        RoleOutcomeStates.NotTried => ("Not tried", StatusKind.Waiting),
        RoleOutcomeStates.Refused => ("Refused", StatusKind.Refused),
        var other => (other, StatusKind.Neutral),
    };

    /// <summary>What stands behind the word, where there is more to it.</summary>
    public static string? Code(string outcome) => outcome.Split(": ", 2) is [_, var code] ? code : null;
}
