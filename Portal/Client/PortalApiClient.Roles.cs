using Portal.Contracts.Roles;

namespace Portal.Client;

// App roles and their assignments, for administrators.
public sealed partial class PortalApiClient
{
    public Task<ApiRoles> GetRolesAsync(string api, CancellationToken cancellationToken) =>
        GetAsync<ApiRoles>(Roles(api), cancellationToken);

    /// <param name="role">Only its holders.</param>
    /// <param name="search">The beginning of the holder's name.</param>
    public Task<RoleHolders> GetHoldersAsync(
        string api, string? role, string? search, string? next, CancellationToken cancellationToken) =>
        GetAsync<RoleHolders>(
            Roles(api, "/assignments") + Query(("role", role), ("search", search), ("next", next)), cancellationToken);

    public Task<GroupMembers> GetGroupMembersAsync(string group, string? next, CancellationToken cancellationToken) =>
        GetAsync<GroupMembers>(
            $"api/admin/groups/{Uri.EscapeDataString(group)}/members{Query(("next", next))}", cancellationToken);

    public Task<Principals> FindPrincipalsAsync(
        string kind, string? search, string? next, CancellationToken cancellationToken) =>
        GetAsync<Principals>(
            "api/admin/principals" + Query(("kind", kind), ("search", search), ("next", next)), cancellationToken);

    /// <summary>Previews the changes without making them.</summary>
    public Task<RolePreview> PreviewRolesAsync(string api, RoleChangeSet set, CancellationToken cancellationToken) =>
        PostAsync<RolePreview>(Roles(api, "/preview"), set, cancellationToken);

    /// <summary>Applies up to <see cref="RoleChangeSet.MaxApplied"/> changes.</summary>
    public Task<RoleOutcomes> ChangeRolesAsync(string api, RoleChangeSet set, CancellationToken cancellationToken) =>
        PostAsync<RoleOutcomes>(Roles(api, "/changes"), set, cancellationToken);

    private static string Roles(string api, string rest = "") => $"api/admin/roles/{Uri.EscapeDataString(api)}{rest}";
}
