using System.Security.Cryptography;
using System.Text;
using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>
/// The groups that give a principal a role once certain changes are applied. A preview depends on them, so they are
/// compared again before a change is applied.
/// </summary>
internal static class GroupInheritance
{
    private const int HashLength = 32;

    public static string Names(HolderFacts holder, string role, IEnumerable<RoleChange> applied) =>
        Names([.. Groups(holder, role, applied).Select(g => g.Name)]);

    /// <summary>Identifies the set of groups. The length is fixed, so that ten changes fit in one request.</summary>
    /// <returns>Null if not all groups were read.</returns>
    public static string? Hash(HolderFacts holder, string role, IEnumerable<RoleChange> applied)
    {
        if (holder.HasUnreadGroups)
            return null;

        var ids = Groups(holder, role, applied).Select(g => g.Id.ToUpperInvariant()).Order(StringComparer.Ordinal).ToList();
        return ids.Count == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', ids))))[..HashLength];
    }

    public static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        <= 3 => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}",
        _ => $"{names[0]}, {names[1]} and {names.Count - 2} other groups",
    };

    // A change to a group itself overrides the assignment that was read before it.
    private static IEnumerable<Principal> Groups(HolderFacts holder, string role, IEnumerable<RoleChange> applied) => holder.Groups
        .Where(g => applied.FirstOrDefault(c => AppRoles.Same(c.PrincipalId, g.Principal.Id) && AppRoles.Same(c.RoleId, role)) is { } own
            ? own.Action == RoleActions.Assign
            : g.Holds(role) is not null)
        .Select(g => g.Principal);
}
