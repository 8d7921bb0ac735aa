using System.Security.Claims;
using Portal.Contracts;

namespace Portal.Graph;

/// <summary>Where the permission to call an API for a user comes from, as the directory has it.</summary>
internal sealed class ConsentSources(GraphClient graph)
{
    /// <summary>For each of <paramref name="scopes"/>, which all belong to one API, in their order.</summary>
    /// <param name="client">The portal's client id.</param>
    /// <param name="resource">The API's client id.</param>
    /// <param name="scopes">Without the resource: <c>access_as_user</c>.</param>
    /// <exception cref="Downstream.DownstreamException">The directory cannot be read, or not by this user.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(
        Guid client, Guid resource, IReadOnlyList<string> scopes, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var portal = await FindAsync(client, user, cancellationToken);
        var api = await FindAsync(resource, user, cancellationToken);
        var everyone = await GrantedAsync($"clientId eq '{portal.Id}' and consentType eq '{PermissionGrant.Everyone}'", api, user, cancellationToken);
        var own = await GrantedAsync(
            $"clientId eq '{portal.Id}' and principalId eq '{user.FindFirstValue("oid")}'", api, user, cancellationToken);
        var preAuthorized = await PreAuthorizedAsync(client, resource, api, user, cancellationToken);

        // A tenant-wide grant outlasts a user's own: of two sources the one that stays is named.
        return [.. scopes.Select(scope =>
            preAuthorized.Contains(scope) ? ConsentSource.PreAuthorized
            : everyone.Contains(scope) ? ConsentSource.TenantWide
            : own.Contains(scope) ? ConsentSource.User
            : ConsentSource.None)];
    }

    private Task<ServicePrincipal> FindAsync(Guid app, ClaimsPrincipal user, CancellationToken cancellationToken) => graph.GetAsync<ServicePrincipal>(
        GraphPurpose.ReadConsents,
        $"servicePrincipals(appId='{app:D}')?$select=id,appId,displayName,oauth2PermissionScopes",
        user,
        cancellationToken);

    private async Task<HashSet<string>> GrantedAsync(
        string filter, ServicePrincipal api, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var grants = await graph.GetAsync<GraphPage<PermissionGrant>>(
            GraphPurpose.ReadConsents, $"oauth2PermissionGrants?$filter={Uri.EscapeDataString(filter)}", user, cancellationToken);
        return [.. grants.Value.Where(g => g.ResourceId == api.Id).SelectMany(g => g.Scopes)];
    }

    private async Task<HashSet<string>> PreAuthorizedAsync(
        Guid client, Guid resource, ServicePrincipal api, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var registration = await graph.GetAsync<ApplicationObject>(
            GraphPurpose.ReadConsents, $"applications(appId='{resource:D}')?$select=id,appId,api", user, cancellationToken);
        var ids = registration.Api?.PreAuthorizedApplications?
            .Where(a => Guid.TryParse(a.AppId, out var id) && id == client)
            .SelectMany(a => a.DelegatedPermissionIds)
            .ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        return [.. (api.Oauth2PermissionScopes ?? []).Where(s => s.Value is not null && ids.Contains(s.Id)).Select(s => s.Value!)];
    }
}
