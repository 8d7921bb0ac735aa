using AccessContract;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Downstream;
using Portal.Downstream.Contract;

namespace Portal.Access;

/// <summary>The validations of a downstream API: those that it publishes, or else the usual ones.</summary>
internal sealed class ApiRulesReader(
    DownstreamApis apis, ValidationStore validations, OnBehalfOf onBehalfOf, IOptions<AzureAdSettings> azureAd)
{
    private const string PortalName = "the portal";

    public async Task<ApiRules> ReadAsync(string api, CancellationToken cancellationToken)
    {
        var published = await validations.GetAsync(api, cancellationToken);
        var rules = published.Count > 0
            ? ApiRules.Of(api, published)
            : ApiRules.Usual(
                api, azureAd.Value.Authority, $"{azureAd.Value.TenantId}", ScopeName.Resources(onBehalfOf.Scopes(api)));
        return rules with { Apps = KnownApps(), Client = $"{azureAd.Value.ClientId}" };
    }

    private List<KnownApp> KnownApps() =>
    [
        new(PortalName, $"{azureAd.Value.ClientId}", []),
        .. apis.Names.SelectMany(api => ScopesByResource(api).Select(g => new KnownApp(api, g.Key, [.. g.Select(s => s.Name)]))),
    ];

    private IEnumerable<IGrouping<string, ScopeName>> ScopesByResource(string api) => onBehalfOf.Scopes(api)
        .Select(ScopeName.Parse)
        .Where(s => s.Resource.Length > 0)
        .GroupBy(s => s.ResourceId is { } id ? $"{id}" : s.Resource, StringComparer.OrdinalIgnoreCase);
}
