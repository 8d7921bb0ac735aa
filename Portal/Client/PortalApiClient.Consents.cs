using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Consents;

namespace Portal.Client;

// Consents of the tenant, for administrators.
public sealed partial class PortalApiClient
{
    private const string Grants = "api/admin/consents";

    /// <summary>Reads the directory, which needs a separate permission: without consent, the problem requests it.</summary>
    public Task<ConsentList> GetGrantsAsync(ConsentFilter filter, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["client"] = filter.Client,
            ["resource"] = filter.Resource,
            ["principal"] = filter.Principal,
            ["kind"] = filter.Kind,
            ["next"] = filter.Next,
        };
        return GetAsync<ConsentList>(QueryHelpers.AddQueryString(Grants, values.Where(v => v.Value is not null)), cancellationToken);
    }

    public Task<ConsentUsers> FindGrantPeopleAsync(string search, CancellationToken cancellationToken) =>
        GetAsync<ConsentUsers>($"{Grants}/people?search={Uri.EscapeDataString(search)}", cancellationToken);

    /// <summary>Previews the changes without making them.</summary>
    public Task<ConsentChangeReport> PreviewGrantsAsync(IReadOnlyList<ConsentChange> steps, CancellationToken cancellationToken) =>
        PostGrantsAsync("preview", steps, cancellationToken);

    public Task<ConsentChangeReport> ChangeGrantsAsync(IReadOnlyList<ConsentChange> steps, CancellationToken cancellationToken) =>
        PostGrantsAsync("changes", steps, cancellationToken);

    private Task<ConsentChangeReport> PostGrantsAsync(string what, IReadOnlyList<ConsentChange> steps, CancellationToken cancellationToken) =>
        SendAsync<ConsentChangeReport>(
            new HttpRequestMessage(HttpMethod.Post, $"{Grants}/{what}") { Content = JsonContent.Create(new ConsentChangeSet(steps)) },
            cancellationToken);
}
