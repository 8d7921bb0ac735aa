using System.Security.Cryptography;
using System.Text;
using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>
/// Through which groups somebody has a role once some changes are made. What a dry run says rests on it, so it is
/// compared again before the change is made.
/// </summary>
internal static class GroupInheritance
{
    private const int MarkLength = 32;

    public static string Names(HolderFacts holder, string role, IEnumerable<RoleChange> made) =>
        Names([.. Groups(holder, role, made).Select(g => g.Name)]);

    /// <summary>The same for the same groups, and of one length for any number of them: ten changes travel in one request.</summary>
    /// <returns>Null where there are more groups than were looked at.</returns>
    public static string? Mark(HolderFacts holder, string role, IEnumerable<RoleChange> made)
    {
        if (holder.Unread)
            return null;

        var ids = Groups(holder, role, made).Select(g => g.Id.ToUpperInvariant()).Order(StringComparer.Ordinal).ToList();
        return ids.Count == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', ids))))[..MarkLength];
    }

    public static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        <= 3 => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}",
        _ => $"{names[0]}, {names[1]} and {names.Count - 2} other groups",
    };

    // A change may take the role from a group, or give it: it then says more than what was read before it.
    private static IEnumerable<Principal> Groups(HolderFacts holder, string role, IEnumerable<RoleChange> made) => holder.Groups
        .Where(g => made.FirstOrDefault(c => AppRoles.Same(c.PrincipalId, g.Principal.Id) && AppRoles.Same(c.RoleId, role)) is { } own
            ? own.Action == RoleActions.Assign
            : g.Holds(role) is not null)
        .Select(g => g.Principal);
}
