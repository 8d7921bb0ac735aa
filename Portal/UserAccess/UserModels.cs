using Portal.Contracts.UserAccess;

namespace Portal.UserAccess;

// The parts of Graph's objects that a lookup of one user reads, by their names in Graph.

internal sealed record DirectoryUser(
    string Id, string? DisplayName = null, string? UserPrincipalName = null, bool? AccountEnabled = null)
{
    public static string Select => "$select=id,displayName,userPrincipalName,accountEnabled";

    public string Name => DisplayName is { Length: > 0 } name ? name : UserPrincipalName ?? Id;

    public UserSummary Summary => new(Id, Name, UserPrincipalName ?? "");
}

internal sealed record DirectoryGroup(string Id, string? DisplayName = null)
{
    public string Name => DisplayName ?? Id;

    /// <summary>The groups of <paramref name="all"/> that the user is in only through another group.</summary>
    public static IReadOnlyList<DirectoryGroup> Nested(IReadOnlyList<DirectoryGroup> all, IReadOnlyList<DirectoryGroup> direct)
    {
        var own = direct.Select(g => g.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. all.Where(g => !own.Contains(g.Id))];
    }
}

/// <param name="PrincipalId">The user, or a group that the user is a direct member of.</param>
/// <param name="ResourceId">The API's service principal.</param>
internal sealed record HeldRole(string AppRoleId, string PrincipalId, string ResourceId);
