using System.Security.Cryptography;
using System.Text;
using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>
/// The groups through which a user has a role after certain changes. The effect of a change depends on them, so they are
/// compared again before it is applied.
/// </summary>
internal static class GroupInheritance
{
    private const int HashLength = 32;

    /// <summary>The names of the groups, as a phrase; empty if there are none.</summary>
    /// <param name="applied">The changes after which the groups are evaluated.</param>
    public static string Names(HolderFacts holder, string role, IEnumerable<RoleChange> applied) =>
        Join([.. Groups(holder, role, applied).Select(g => g.Name)]);

    /// <summary>
    /// Identifies the set of groups in a fixed length, so that the changes of a set fit in one request.
    /// </summary>
    /// <returns>Null if not all groups were read.</returns>
    public static string? Hash(HolderFacts holder, string role, IEnumerable<RoleChange> applied)
    {
        if (holder.HasUnreadGroups)
            return null;

        var ids = Groups(holder, role, applied)
            .Select(g => g.Id.ToUpperInvariant())
            .Order(StringComparer.Ordinal)
            .ToList();
        return ids.Count == 0
            ? ""
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', ids))))[..HashLength];
    }

    public static string Join(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        <= 3 => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}",
        _ => $"{names[0]}, {names[1]} and {names.Count - 2} other groups",
    };

    private static IEnumerable<Principal> Groups(
        HolderFacts holder, string role, IEnumerable<RoleChange> applied) => holder.Groups
        .Where(g => HasRole(g, role, applied))
        .Select(g => g.Principal);

    // A change of the group itself overrides the assignment that was read before it.
    private static bool HasRole(HolderFacts group, string role, IEnumerable<RoleChange> applied)
    {
        var own = applied.FirstOrDefault(
            c => AppRoles.Same(c.PrincipalId, group.Principal.Id) && AppRoles.Same(c.RoleId, role));
        return own is null ? group.Holds(role) is not null : own.Action == RoleActions.Assign;
    }
}
