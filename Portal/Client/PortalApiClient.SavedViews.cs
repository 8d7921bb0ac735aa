using System.Net.Http.Json;
using Portal.Contracts.SavedViews;

namespace Portal.Client;

// The user's own saved views.
public sealed partial class PortalApiClient
{
    private const string SavedViews = "api/views/saved";

    public Task<SavedViewList> GetSavedViewsAsync(CancellationToken cancellationToken) =>
        GetAsync<SavedViewList>(SavedViews, cancellationToken);

    public Task<SavedView> SaveViewAsync(SavedViewDraft draft, CancellationToken cancellationToken) =>
        PostAsync<SavedView>(SavedViews, draft, cancellationToken);

    public Task RenameSavedViewAsync(string id, string name, CancellationToken cancellationToken) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Put, SavedViewAddress(id)) { Content = JsonContent.Create(new SavedViewName(name)) },
            Nothing,
            cancellationToken);

    public Task DeleteSavedViewAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Delete, SavedViewAddress(id)), Nothing, cancellationToken);

    private static string SavedViewAddress(string id) => $"{SavedViews}/{Uri.EscapeDataString(id)}";

    private static Task<bool> Nothing(HttpResponseMessage response, CancellationToken cancellationToken) => Task.FromResult(true);
}
