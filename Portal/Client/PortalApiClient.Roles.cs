using System.Net.Http.Json;
using Portal.Contracts.Roles;

namespace Portal.Client;

/// <summary>Roles, for administrators.</summary>
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
        GetAsync<GroupMembers>($"api/admin/groups/{Uri.EscapeDataString(group)}/members{Query(("next", next))}", cancellationToken);

    public Task<Principals> FindPrincipalsAsync(
        string kind, string? search, string? next, CancellationToken cancellationToken) =>
        GetAsync<Principals>("api/admin/principals" + Query(("kind", kind), ("search", search), ("next", next)), cancellationToken);

    /// <summary>Previews the changes without making them.</summary>
    public Task<RolePreview> PreviewRolesAsync(string api, RoleChangeSet set, CancellationToken cancellationToken) =>
        SendAsync<RolePreview>(
            new HttpRequestMessage(HttpMethod.Post, Roles(api, "/preview")) { Content = JsonContent.Create(set) }, cancellationToken);

    /// <summary>Makes changes, as many as <see cref="RoleChangeSet.MaxConcurrent"/>.</summary>
    public Task<RoleOutcomes> ChangeRolesAsync(string api, RoleChangeSet set, CancellationToken cancellationToken) =>
        SendAsync<RoleOutcomes>(
            new HttpRequestMessage(HttpMethod.Post, Roles(api, "/changes")) { Content = JsonContent.Create(set) }, cancellationToken);

    private static string Roles(string api, string rest = "") => $"api/admin/roles/{Uri.EscapeDataString(api)}{rest}";

    private static string Query(params (string Name, string? Value)[] values)
    {
        var parameters = values.Where(v => !string.IsNullOrEmpty(v.Value)).Select(v => $"{v.Name}={Uri.EscapeDataString(v.Value!)}");
        var query = string.Join('&', parameters);
        return query.Length == 0 ? "" : $"?{query}";
    }
}
