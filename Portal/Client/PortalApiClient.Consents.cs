using Portal.Contracts.Consents;

namespace Portal.Client;

// The tenant's consents, for administrators.
public sealed partial class PortalApiClient
{
    private const string Consents = "api/admin/consents";

    /// <summary>
    /// Reads the directory, which needs a separate permission: without consent, the problem requests it.
    /// </summary>
    public Task<ConsentList> GetConsentsAsync(ConsentFilter filter, CancellationToken cancellationToken)
    {
        var query = Query(
            ("client", filter.Client),
            ("resource", filter.Resource),
            ("principal", filter.Principal),
            ("kind", filter.Kind),
            ("next", filter.Next));
        return GetAsync<ConsentList>(Consents + query, cancellationToken);
    }

    public Task<ConsentUsers> FindConsentUsersAsync(string search, CancellationToken cancellationToken) =>
        GetAsync<ConsentUsers>($"{Consents}/people?search={Uri.EscapeDataString(search)}", cancellationToken);

    /// <summary>Previews the changes without making them.</summary>
    public Task<ConsentPreview> PreviewConsentsAsync(ConsentChangeSet set, CancellationToken cancellationToken) =>
        PostAsync<ConsentPreview>($"{Consents}/preview", set, cancellationToken);

    public Task<ConsentOutcomes> ChangeConsentsAsync(ConsentChangeSet set, CancellationToken cancellationToken) =>
        PostAsync<ConsentOutcomes>($"{Consents}/changes", set, cancellationToken);
}
