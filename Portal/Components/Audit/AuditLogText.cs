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

    public static (string Word, Tone Tone) Outcome(string outcome) => outcome.Split(':')[0] switch
    {
        RoleOutcomeStates.Done or GrantStates.Applied => ("Done", Tone.Good),
        AuditOutcomes.Intended => ("Intended", Tone.Neutral),
        AuditOutcomes.NotKnown => ("Not known", Tone.Broken),
        RoleOutcomeStates.AlreadySo or GrantStates.Same => ("Was so", Tone.Neutral),
        RoleOutcomeStates.Overtaken or GrantStates.Stale => ("Someone was quicker", Tone.Missing),
        RoleOutcomeStates.NotTried => ("Not tried", Tone.Waiting),
        RoleOutcomeStates.Refused => ("Refused", Tone.Refused),
        var other => (other, Tone.Neutral),
    };

    /// <summary>What stands behind the word, where there is more to it.</summary>
    public static string? Code(string outcome) => outcome.Split(": ", 2) is [_, var code] ? code : null;
}
