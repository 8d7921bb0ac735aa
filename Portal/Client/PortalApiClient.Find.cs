using Portal.Contracts.Roles;
using Portal.Contracts.SavedViews;
using Portal.Contracts.Trace;
using Portal.Contracts.UserAccess;

namespace Portal.Client;

// What the palette searches. Like the navigation's, these requests are not the content of a page.
public sealed partial class PortalApiClient
{
    public Task<SavedViewList> ListSavedViewsAsync(CancellationToken cancellationToken) =>
        GetForPortalAsync<SavedViewList>(SavedViews, cancellationToken);

    public Task<TraceList> ListTracesAsync(CancellationToken cancellationToken) =>
        GetForPortalAsync<TraceList>("api/trace", cancellationToken);

    public Task<ApiRoles> ListRolesAsync(string api, CancellationToken cancellationToken) =>
        GetForPortalAsync<ApiRoles>(Roles(api), cancellationToken);

    public Task<UserPage> ListPeopleAsync(string search, CancellationToken cancellationToken) =>
        GetForPortalAsync<UserPage>($"api/admin/people?search={Uri.EscapeDataString(search)}", cancellationToken);
}
