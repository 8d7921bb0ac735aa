using Portal.Contracts.Roles;

namespace Portal.Components.Roles;

/// <summary>What the role assignments are grouped by: the value in the address of the page.</summary>
internal static class HolderGrouping
{
    public const string ByPerson = "person";
    public const string ByRole = "role";

    /// <summary>By person, unless the address says otherwise.</summary>
    public static string Of(string? value) => value == ByRole ? ByRole : ByPerson;

    /// <summary>
    /// The assignments by their person, group or application, or by their role; each group once, in the order in which the
    /// first assignment of it came.
    /// </summary>
    public static IEnumerable<IGrouping<string, RoleHolder>> Group(IEnumerable<RoleHolder> holders, string grouping) =>
        holders.GroupBy(h => grouping == ByRole ? h.RoleId : h.PrincipalId, StringComparer.Ordinal);
}
