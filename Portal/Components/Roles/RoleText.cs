using MudBlazor;
using Portal.Components.Shared;
using Portal.Contracts.Roles;

namespace Portal.Components.Roles;

/// <summary>Words and shapes for kinds, effects and outcomes.</summary>
internal static class RoleText
{
    public static string Kind(string kind) => kind switch
    {
        PrincipalKinds.Group => "Group",
        PrincipalKinds.Application => "Application",
        PrincipalKinds.User => "User",
        _ => kind,
    };

    public static string KindIcon(string kind) => kind switch
    {
        PrincipalKinds.Group => Icons.Material.Rounded.Groups,
        PrincipalKinds.Application => Icons.Material.Rounded.SmartToy,
        _ => Icons.Material.Rounded.Person,
    };

    public static string For(OfferedRole role) => (role.Allows(PrincipalKinds.User), role.Allows(PrincipalKinds.Application)) switch
    {
        (true, true) => "For users, groups and applications",
        (true, false) => "For users and groups",
        _ => "For applications",
    };

    public static (string Word, Tone Tone) Effect(string effect) => effect switch
    {
        RoleEffects.Gains => ("Gains", Tone.Good),
        RoleEffects.Loses => ("Loses", Tone.Missing),
        RoleEffects.Same => ("Stays", Tone.Neutral),
        RoleEffects.Impossible => ("Not possible", Tone.Refused),
        _ => ("Nothing to do", Tone.Neutral),
    };

    public static (string Word, Tone Tone) Outcome(string state) => state switch
    {
        RoleOutcomeStates.Done => ("Done", Tone.Good),
        RoleOutcomeStates.AlreadySo => ("Was so", Tone.Neutral),
        RoleOutcomeStates.Overtaken => ("Someone was quicker", Tone.Missing),
        RoleOutcomeStates.NotTried => ("Not tried", Tone.Waiting),
        _ => ("Refused", Tone.Refused),
    };

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
