using System.Security.Claims;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>Finds out from the directory who consented to the portal calling an API on behalf of the caller.</summary>
internal sealed class ConsentSources(GraphClient graph)
{
    /// <summary>
    /// One of <see cref="Contracts.Tokens.ConsentSource"/> for each of <paramref name="scopes"/>, in the same order.
    /// </summary>
    /// <param name="client">The portal's client id.</param>
    /// <param name="resource">The API's client id.</param>
    /// <param name="scopes">Scopes of that API without the resource, such as <c>access_as_user</c>.</param>
    /// <exception cref="Problems.ProblemException">The directory cannot be read, or not by this user.</exception>
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
                .. await ReadConsentsAsync(portal, $"consentType eq '{PermissionGrant.Everyone}'", user, cancellationToken),
                .. await ReadConsentsAsync(portal, $"principalId eq '{user.FindFirstValue("oid")}'", user, cancellationToken),
            ]);
        return [.. scopes.Select(given.SourceOf)];
    }

    private Task<ServicePrincipal> FindAsync(Guid app, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        graph.GetAsync<ServicePrincipal>(
            GraphPurpose.ReadConsents,
            $"servicePrincipals(appId='{app:D}')?$select=id,appId,displayName,oauth2PermissionScopes",
            user,
            cancellationToken);

    private async Task<IReadOnlyList<PermissionGrant>> ReadConsentsAsync(
        ServicePrincipal portal, string condition, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var filter = Uri.EscapeDataString($"clientId eq '{portal.Id}' and {condition}");
        var grants = await graph.GetAsync<GraphPage<PermissionGrant>>(
            GraphPurpose.ReadConsents, $"oauth2PermissionGrants?$filter={filter}", user, cancellationToken);
        return grants.Value;
    }
}
