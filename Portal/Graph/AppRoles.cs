using System.Security.Claims;
using Portal.Contracts.Roles;
using Portal.Problems;

namespace Portal.Graph;

/// <summary>The app roles of an API and who holds them.</summary>
internal sealed class AppRoles(GraphClient graph)
{
    private const int PageSize = 50;

    // Graph can filter assignments by name only. Those of one role are selected here, from at most MaxPages pages.
    private const int FilteredPageSize = 200;
    private const int MaxPages = 5;

    private static GraphPurpose Reading => GraphPurpose.ReadRoles;

    /// <param name="resource">The API's client id.</param>
    /// <exception cref="ProblemException">
    /// The app does not exist, or the directory cannot be read, or not by this user.
    /// </exception>
    public Task<ServicePrincipal> FindAsync(Guid resource, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        graph.GetAsync<ServicePrincipal>(
            Reading,
            $"servicePrincipals(appId='{resource:D}')?$select=id,appId,displayName,appRoles,appRoleAssignmentRequired",
            user,
            cancellationToken);

    /// <param name="api">The API's service principal.</param>
    /// <param name="role">Limits the result to holders of this role.</param>
    /// <param name="search">The beginning of the holder's name.</param>
    public async Task<RoleHolders> ReadHoldersAsync(
        string api, string? role, string? search, string? next, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var filter = search is null ? "" : $"&$filter=startswith(principalDisplayName,{GraphText.Quoted(search)})";
        var top = role is null ? PageSize : FilteredPageSize;
        var path = $"servicePrincipals/{api}/appRoleAssignedTo?$top={top}&$count=true{filter}";
        var found = new List<RoleHolder>();
        int? total = null;
        for (var pages = 0; pages < MaxPages && found.Count < PageSize; pages++)
        {
            var page = await graph.GetAsync<GraphPage<AppRoleAssignment>>(
                Reading, NextPage.From(path, next), user, cancellationToken);
            found.AddRange(page.Value.Where(a => role is null || Same(a.AppRoleId, role)).Select(Holder));
            total = page.Count ?? total;
            next = NextPage.Of(page.NextLink);
            if (next is null || role is null)
                break;
        }

        return new RoleHolders(found, total, next);
    }

    public static OfferedRole Offered(AppRole role) => new(
        role.Id, role.Value, role.DisplayName ?? role.Value ?? role.Id, role.Description, role.AllowedMemberTypes, role.IsEnabled);

    public static bool Same(string id, string other) => id.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static RoleHolder Holder(AppRoleAssignment a) => new(
        a.Id, a.AppRoleId, a.PrincipalId, a.PrincipalType ?? "", a.PrincipalDisplayName ?? a.PrincipalId, a.CreatedDateTime);
}
