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

internal sealed record DirectoryGroup(string Id, string? DisplayName = null);

/// <param name="PrincipalId">The user, or a group that the user is a direct member of.</param>
/// <param name="ResourceId">The API's service principal.</param>
internal sealed record HeldRole(string AppRoleId, string PrincipalId, string ResourceId);
