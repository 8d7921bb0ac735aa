using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
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
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["client"] = filter.Client,
            ["resource"] = filter.Resource,
            ["principal"] = filter.Principal,
            ["kind"] = filter.Kind,
            ["next"] = filter.Next,
        };
        return GetAsync<ConsentList>(QueryHelpers.AddQueryString(Consents, values.Where(v => v.Value is not null)), cancellationToken);
    }

    public Task<ConsentUsers> FindConsentUsersAsync(string search, CancellationToken cancellationToken) =>
        GetAsync<ConsentUsers>($"{Consents}/people?search={Uri.EscapeDataString(search)}", cancellationToken);

    /// <summary>Previews the changes without making them.</summary>
    public Task<ConsentChangeReport> PreviewConsentsAsync(IReadOnlyList<ConsentChange> steps, CancellationToken cancellationToken) =>
        PostConsentsAsync("preview", steps, cancellationToken);

    public Task<ConsentChangeReport> ChangeConsentsAsync(IReadOnlyList<ConsentChange> steps, CancellationToken cancellationToken) =>
        PostConsentsAsync("changes", steps, cancellationToken);

    private Task<ConsentChangeReport> PostConsentsAsync(
        string action, IReadOnlyList<ConsentChange> steps, CancellationToken cancellationToken) =>
        SendAsync<ConsentChangeReport>(
            new HttpRequestMessage(HttpMethod.Post, $"{Consents}/{action}") { Content = JsonContent.Create(new ConsentChangeSet(steps)) },
            cancellationToken);
}
