using System.Security.Claims;
using Portal.Contracts.Consents;
using Portal.Graph;

namespace Portal.Consents;

/// <summary>Lists consents one page at a time, with the names of apps and users.</summary>
internal sealed class ConsentReader(ConsentDirectory directory)
{
    private const int PageSize = 50;

    /// <param name="filter">Already validated: ids are GUIDs, and <paramref name="context"/> covers client and
    /// API.</param>
    public async Task<ConsentList> ReadAsync(
        ConsentContext context, ConsentFilter filter, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var page = filter.Kind == ConsentKinds.PreAuthorized
            ? new GraphPage<PermissionGrant>([])
            : await directory.ReadConsentsAsync(FilterOf(context, filter), PageSize, filter.Next, user, cancellationToken);
        var resources = await ReadResourcesAsync(context, page.Value.Select(g => g.ResourceId), user, cancellationToken);
        var names = await directory.FindNamesAsync(
            page.Value.SelectMany(g => (string?[])[g.ClientId, g.PrincipalId]).Append(filter.Principal).OfType<string>(),
            user,
            cancellationToken);
        return new ConsentList(
            context.Self.Party(),
            [.. context.Apis.Select(a => new ConsentApi(a.Principal.Party(), Offered(a.Principal), a.Name))],
            [.. page.Value.Select(g => new ConsentEntry(
                g.PrincipalId is null ? ConsentKinds.Everyone : ConsentKinds.User,
                names[g.ClientId],
                resources.GetValueOrDefault(g.ResourceId)?.Party() ?? ConsentMapping.Deleted(g.ResourceId),
                g.PrincipalId is { } principal ? names[principal] : null,
                [.. g.Scopes.Select(s => resources.GetValueOrDefault(g.ResourceId).Describe(s))]))],
            await ReadPreAuthorizedAsync(context, filter, user, cancellationToken),
            filter.Principal is { } one ? names[one] : null,
            NextPage.Of(page.NextLink));
    }

    private static List<ConsentScope> Offered(ServicePrincipal api) =>
        [.. (api.Oauth2PermissionScopes ?? []).Where(s => s.Value is not null).Select(ConsentMapping.Describe)];

    private static string FilterOf(ConsentContext context, ConsentFilter filter) => string.Join(
        " and ",
        ((string?[])
        [
            (filter.Client ?? context.Self.Id) is var client and not ConsentFilter.AnyClient ? $"clientId eq '{client}'" : null,
            filter.Resource is { } resource ? $"resourceId eq '{resource}'" : null,
            filter.Principal is { } principal ? $"principalId eq '{principal}'" : null,
            filter.Kind switch
            {
                ConsentKinds.Everyone => $"consentType eq '{PermissionGrant.Everyone}'",
                ConsentKinds.User => $"consentType eq '{PermissionGrant.One}'",
                _ => null,
            },
        ]).OfType<string>());

    private async Task<Dictionary<string, ServicePrincipal>> ReadResourcesAsync(
        ConsentContext context, IEnumerable<string> ids, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ServicePrincipal>(StringComparer.Ordinal);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if ((context.FindApi(id)?.Principal ?? await directory.FindAppAsync(id, user, cancellationToken)) is { } app)
                found[id] = app;
        }

        return found;
    }

    private async Task<List<ConsentEntry>> ReadPreAuthorizedAsync(
        ConsentContext context, ConsentFilter filter, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var found = new List<ConsentEntry>();
        if (filter.Next is not null || filter.Kind is ConsentKinds.User or ConsentKinds.Everyone)
            return found;

        var apis = context.Apis.Select(a => a.Principal);
        foreach (var api in apis.Where(a => filter.Resource is null || a.Id == filter.Resource))
        {
            var preAuthorized = await directory.ReadPreAuthorizedAsync(api, user, cancellationToken);
            foreach (var id in preAuthorized.Ids)
            {
                var client = context.Self.AppId == $"{id:D}"
                    ? context.Self
                    : filter.Client is null ? null : await directory.FindClientAsync(id, user, cancellationToken);
                if (client is not null && (filter.Client ?? context.Self.Id) is var requested
                    && (requested == client.Id || requested == ConsentFilter.AnyClient))
                {
                    var scopes = preAuthorized.Scopes(id, api).Select(s => api.Describe(s));
                    found.Add(new(ConsentKinds.PreAuthorized, client.Party(), api.Party(), null, [.. scopes]));
                }
            }
        }

        return found;
    }
}
