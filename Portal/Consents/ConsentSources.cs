using System.Security.Claims;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>Where the permission to call an API for a user comes from, as the directory has it.</summary>
internal sealed class ConsentSources(GraphClient graph)
{
    /// <summary>For each of <paramref name="scopes"/>, which all belong to one API, in their order.</summary>
    /// <param name="client">The portal's client id.</param>
    /// <param name="resource">The API's client id.</param>
    /// <param name="scopes">Without the resource: <c>access_as_user</c>.</param>
    /// <exception cref="Downstream.ProblemException">The directory cannot be read, or not by this user.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(
        Guid client, Guid resource, IReadOnlyList<string> scopes, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var portal = await FindAsync(client, user, cancellationToken);
        var api = await FindAsync(resource, user, cancellationToken);
        var registration = await graph.FindAsync<ApplicationObject>(
            GraphPurpose.ReadConsents, PreAuthorizedClients.Address($"{resource:D}"), user, cancellationToken);
        var given = new GivenConsents(
            api,
            new PreAuthorizedClients(registration).Scopes(client, api),
            [
                .. await ReadGrantsAsync(portal, $"consentType eq '{PermissionGrant.Everyone}'", user, cancellationToken),
                .. await ReadGrantsAsync(portal, $"principalId eq '{user.FindFirstValue("oid")}'", user, cancellationToken),
            ]);
        return [.. scopes.Select(given.SourceOf)];
    }

    private Task<ServicePrincipal> FindAsync(Guid app, ClaimsPrincipal user, CancellationToken cancellationToken) => graph.GetAsync<ServicePrincipal>(
        GraphPurpose.ReadConsents,
        $"servicePrincipals(appId='{app:D}')?$select=id,appId,displayName,oauth2PermissionScopes",
        user,
        cancellationToken);

    private async Task<IReadOnlyList<PermissionGrant>> ReadGrantsAsync(
        ServicePrincipal portal, string condition, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var filter = Uri.EscapeDataString($"clientId eq '{portal.Id}' and {condition}");
        var grants = await graph.GetAsync<GraphPage<PermissionGrant>>(
            GraphPurpose.ReadConsents, $"oauth2PermissionGrants?$filter={filter}", user, cancellationToken);
        return grants.Value;
    }
}
