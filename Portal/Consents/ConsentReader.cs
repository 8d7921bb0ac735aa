using System.Security.Claims;
using Portal.Contracts.Consents;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>Lists consents, page by page, with names for all that Graph gives as ids.</summary>
internal sealed class ConsentReader(ConsentDirectory directory)
{
    private const int PageSize = 50;

    /// <param name="filter">Checked: ids are GUIDs, and client and API are ones that <paramref name="world"/> covers.</param>
    public async Task<ConsentList> ReadAsync(
        ConsentContext world, ConsentFilter filter, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var page = filter.Kind == ConsentKinds.PreAuthorized
            ? new GraphPage<PermissionGrant>([])
            : await directory.ReadGrantsAsync(Conditions(world, filter), PageSize, filter.Next, user, cancellationToken);
        var resources = await ResourcesAsync(world, page.Value.Select(g => g.ResourceId), user, cancellationToken);
        var names = await directory.NameAsync(
            page.Value.SelectMany(g => (string?[])[g.ClientId, g.PrincipalId]).Append(filter.Principal).OfType<string>(),
            user,
            cancellationToken);
        return new ConsentList(
            world.Self.Party(),
            [.. world.Apis.Select(a => new ConsentApi(a.Principal.Party(), Offered(a.Principal), a.Name))],
            [.. page.Value.Select(g => new ConsentEntry(
                g.PrincipalId is null ? ConsentKinds.Everyone : ConsentKinds.User,
                names[g.ClientId],
                resources.GetValueOrDefault(g.ResourceId)?.Party() ?? GrantNames.Gone(g.ResourceId),
                g.PrincipalId is { } principal ? names[principal] : null,
                [.. g.Scopes.Select(s => resources.GetValueOrDefault(g.ResourceId).Describe(s))]))],
            await PreAuthorizedAsync(world, filter, user, cancellationToken),
            filter.Principal is { } one ? names[one] : null,
            NextPage.Of(page.NextLink));
    }

    private static List<ConsentScope> Offered(ServicePrincipal api) =>
        [.. (api.Oauth2PermissionScopes ?? []).Where(s => s.Value is not null).Select(GrantNames.Describe)];

    private static string Conditions(ConsentContext world, ConsentFilter filter) => string.Join(
        " and ",
        ((string?[])
        [
            (filter.Client ?? world.Self.Id) is var client and not ConsentFilter.AnyClient ? $"clientId eq '{client}'" : null,
            filter.Resource is { } resource ? $"resourceId eq '{resource}'" : null,
            filter.Principal is { } principal ? $"principalId eq '{principal}'" : null,
            filter.Kind switch
            {
                ConsentKinds.Everyone => $"consentType eq '{PermissionGrant.Everyone}'",
                ConsentKinds.User => $"consentType eq '{PermissionGrant.One}'",
                _ => null,
            },
        ]).OfType<string>());

    private async Task<Dictionary<string, ServicePrincipal>> ResourcesAsync(
        ConsentContext world, IEnumerable<string> ids, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ServicePrincipal>(StringComparer.Ordinal);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if ((world.FindApi(id)?.Principal ?? await directory.FindAppAsync(id, user, cancellationToken)) is { } app)
                found[id] = app;
        }

        return found;
    }

    private async Task<List<ConsentEntry>> PreAuthorizedAsync(
        ConsentContext world, ConsentFilter filter, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var found = new List<ConsentEntry>();
        if (filter.Next is not null || filter.Kind is ConsentKinds.User or ConsentKinds.Everyone)
            return found;

        foreach (var api in world.Apis.Select(a => a.Principal).Where(a => filter.Resource is null || a.Id == filter.Resource))
        {
            var preAuthorized = await directory.ReadPreAuthorizedAsync(api, user, cancellationToken);
            foreach (var id in preAuthorized.Ids)
            {
                var client = world.Self.AppId == $"{id:D}"
                    ? world.Self
                    : filter.Client is null ? null : await directory.FindClientAsync(id, user, cancellationToken);
                if (client is not null && (filter.Client ?? world.Self.Id) is var wanted && (wanted == client.Id || wanted == ConsentFilter.AnyClient))
                    found.Add(new(ConsentKinds.PreAuthorized, client.Party(), api.Party(), null, [.. preAuthorized.Scopes(id, api).Select(s => api.Describe(s))]));
            }
        }

        return found;
    }
}
