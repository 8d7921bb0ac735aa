using MudBlazor;
using Portal.Components.Shared;
using Portal.Contracts.Roles;

namespace Portal.Components.Roles;

/// <summary>Labels and icons for kinds of principals and effects.</summary>
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

    /// <summary>Which kinds of principals can hold the role.</summary>
    public static string For(OfferedRole role) => (
        role.Allows(PrincipalKinds.User), role.Allows(PrincipalKinds.Application)) switch
    {
        (true, true) => "For users, groups and applications",
        (true, false) => "For users and groups",
        _ => "For applications",
    };

    public static (string Label, StatusKind Kind) Effect(string effect) => effect switch
    {
        RoleEffects.Gains => ("Gains", StatusKind.Good),
        RoleEffects.Loses => ("Loses", StatusKind.Missing),
        RoleEffects.Same => ("Unchanged", StatusKind.Neutral),
        RoleEffects.Impossible => ("Not possible", StatusKind.Refused),
        _ => ("No change needed", StatusKind.Neutral),
    };
}
