using System.Security.Claims;
using Portal.Contracts.Consents;
using Portal.Downstream;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>Reads apps, users and consents from the directory, on behalf of the caller.</summary>
internal sealed class ConsentDirectory(GraphClient graph, DownstreamApis apis, OnBehalfOf onBehalfOf)
{
    private const string AppFields = "$select=id,appId,displayName,oauth2PermissionScopes";

    /// <param name="portal">The portal's client id.</param>
    /// <exception cref="ProblemException">The directory cannot be read, or not by this user.</exception>
    public async Task<ConsentContext> ReadContextAsync(
        Guid portal, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var app = await GetAsync<ServicePrincipal>($"servicePrincipals(appId='{portal:D}')?{AppFields}", user, cancellationToken);
        var known = new List<KnownApi>();
        foreach (var name in apis.Names)
        {
            // Several configured APIs can be the same app; it is listed once.
            foreach (var scopes in onBehalfOf.Scopes(name).GroupBy(s => ScopeName.Parse(s).ResourceId))
            {
                if (scopes.Key is { } id
                    && await FindAsync<ServicePrincipal>($"servicePrincipals(appId='{id:D}')?{AppFields}", user, cancellationToken) is { } api
                    && known.TrueForAll(k => k.Principal.Id != api.Id))
                {
                    known.Add(new KnownApi(name, api, [.. scopes]));
                }
            }
        }

        return new ConsentContext(app, known);
    }

    public Task<ServicePrincipal?> FindAppAsync(string id, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        FindAsync<ServicePrincipal>($"servicePrincipals/{id}?{AppFields}", user, cancellationToken);

    public Task<GraphPage<PermissionGrant>> ReadConsentsAsync(
        string filter, int top, string? next, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        GetAsync<GraphPage<PermissionGrant>>(
            NextPage.From($"oauth2PermissionGrants?$filter={Uri.EscapeDataString(filter)}&$top={top}", next),
            user,
            cancellationToken);

    /// <summary>The current consent for this client, API and user, or for everyone; null if there is none.</summary>
    public async Task<PermissionGrant?> FindConsentAsync(
        string client, string resource, string? principal, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var condition = principal is null ? $"consentType eq '{PermissionGrant.Everyone}'" : $"principalId eq '{principal}'";
        var page = await ReadConsentsAsync(
            $"clientId eq '{client}' and resourceId eq '{resource}' and {condition}", 1, next: null, user, cancellationToken);
        return page.Value.Count == 0 ? null : page.Value[0];
    }

    /// <summary>Looks up the names of apps and users, all in one request.</summary>
    public async Task<IReadOnlyDictionary<string, ConsentParty>> FindNamesAsync(
        IEnumerable<string> ids, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var distinct = ids.Distinct(StringComparer.Ordinal).ToList();
        if (distinct.Count == 0)
            return new Dictionary<string, ConsentParty>(StringComparer.Ordinal);

        var found = await graph.PostAsync<GraphPage<DirectoryObject>>(
            GraphPurpose.ReadConsents,
            "directoryObjects/getByIds",
            new { ids = distinct, types = (string[])["user", "servicePrincipal"] },
            user,
            cancellationToken);
        var parties = found.Value.ToDictionary(o => o.Id, o => o.AsPrincipal().Party(), StringComparer.Ordinal);
        return distinct.ToDictionary(
            id => id, id => parties.GetValueOrDefault(id) ?? ConsentMapping.Deleted(id), StringComparer.Ordinal);
    }

    /// <summary>The number of users in the tenant; null if the directory returns no count.</summary>
    public async Task<int?> CountUsersAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        (await GetAsync<GraphPage<DirectoryObject>>("users?$count=true&$top=1&$select=id", user, cancellationToken)).Count;

    public async Task<PreAuthorizedClients> ReadPreAuthorizedAsync(
        ServicePrincipal api, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        new(await FindAsync<ApplicationObject>(PreAuthorizedClients.Address(api.AppId), user, cancellationToken));

    public Task<ServicePrincipal?> FindClientAsync(
        Guid app, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        FindAsync<ServicePrincipal>($"servicePrincipals(appId='{app:D}')?$select=id,appId,displayName", user, cancellationToken);

    private Task<T> GetAsync<T>(string path, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class => graph.GetAsync<T>(GraphPurpose.ReadConsents, path, user, cancellationToken);

    private Task<T?> FindAsync<T>(string path, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class => graph.FindAsync<T>(GraphPurpose.ReadConsents, path, user, cancellationToken);
}
