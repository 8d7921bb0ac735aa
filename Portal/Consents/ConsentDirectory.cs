using System.Security.Claims;
using Portal.Contracts.Consents;
using Portal.Downstream;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>What the directory says of apps, people and single consents, as whoever asks may read it.</summary>
internal sealed class ConsentDirectory(GraphClient graph, DownstreamApis apis, OnBehalfOf onBehalfOf)
{
    private const string AppFields = "$select=id,appId,displayName,oauth2PermissionScopes";

    /// <param name="portal">The portal's client id.</param>
    /// <exception cref="ProblemException">The directory cannot be read, or not by this user.</exception>
    public async Task<ConsentContext> ReadWorldAsync(Guid portal, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var app = await GetAsync<ServicePrincipal>($"servicePrincipals(appId='{portal:D}')?{AppFields}", user, cancellationToken);
        var known = new List<KnownApi>();
        foreach (var name in apis.Names)
        {
            // One app may be settings' target twice; the directory has it once.
            foreach (var ofOne in onBehalfOf.Scopes(name).GroupBy(s => ScopeName.Parse(s).ResourceId))
            {
                if (ofOne.Key is { } id
                    && await FindAsync<ServicePrincipal>($"servicePrincipals(appId='{id:D}')?{AppFields}", user, cancellationToken) is { } api
                    && known.TrueForAll(k => k.Principal.Id != api.Id))
                {
                    known.Add(new KnownApi(name, api, [.. ofOne]));
                }
            }
        }

        return new ConsentContext(app, known);
    }

    public Task<ServicePrincipal?> FindAppAsync(string id, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        FindAsync<ServicePrincipal>($"servicePrincipals/{id}?{AppFields}", user, cancellationToken);

    public Task<GraphPage<PermissionGrant>> ReadGrantsAsync(
        string filter, int top, string? next, ClaimsPrincipal user, CancellationToken cancellationToken) => GetAsync<GraphPage<PermissionGrant>>(
            NextPage.From($"oauth2PermissionGrants?$filter={Uri.EscapeDataString(filter)}&$top={top}", next), user, cancellationToken);

    /// <summary>The consent that a step is about, as it is now; null where there is none.</summary>
    public async Task<PermissionGrant?> FindGrantAsync(
        string client, string resource, string? principal, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var whose = principal is null ? $"consentType eq '{PermissionGrant.Everyone}'" : $"principalId eq '{principal}'";
        var page = await ReadGrantsAsync(
            $"clientId eq '{client}' and resourceId eq '{resource}' and {whose}", 1, next: null, user, cancellationToken);
        return page.Value.Count == 0 ? null : page.Value[0];
    }

    /// <summary>Names for ids, all in one call.</summary>
    public async Task<IReadOnlyDictionary<string, ConsentParty>> NameAsync(
        IEnumerable<string> ids, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
            return new Dictionary<string, ConsentParty>(StringComparer.Ordinal);

        var found = await graph.PostAsync<GraphPage<DirectoryObject>>(
            GraphPurpose.ReadConsents,
            "directoryObjects/getByIds",
            new { ids = wanted, types = (string[])["user", "servicePrincipal"] },
            user,
            cancellationToken);
        var parties = found.Value.ToDictionary(o => o.Id, o => o.AsPrincipal().Party(), StringComparer.Ordinal);
        return wanted.ToDictionary(id => id, id => parties.GetValueOrDefault(id) ?? GrantNames.Gone(id), StringComparer.Ordinal);
    }

    /// <summary>How many people the tenant has.</summary>
    public async Task<int?> CountPeopleAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        (await GetAsync<GraphPage<DirectoryObject>>("users?$count=true&$top=1&$select=id", user, cancellationToken)).Count;

    public async Task<PreAuthorizedClients> ReadPreAuthorizedAsync(
        ServicePrincipal api, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        new(await FindAsync<ApplicationObject>(PreAuthorizedClients.Address(api.AppId), user, cancellationToken));

    public Task<ServicePrincipal?> FindClientAsync(Guid app, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        FindAsync<ServicePrincipal>($"servicePrincipals(appId='{app:D}')?$select=id,appId,displayName", user, cancellationToken);

    private Task<T> GetAsync<T>(string path, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class => graph.GetAsync<T>(GraphPurpose.ReadConsents, path, user, cancellationToken);

    private Task<T?> FindAsync<T>(string path, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class => graph.FindAsync<T>(GraphPurpose.ReadConsents, path, user, cancellationToken);
}
