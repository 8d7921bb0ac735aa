using AccessContract;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Downstream;
using Portal.Downstream.Contract;

namespace Portal.Access;

/// <summary>The validations of a downstream API: those that it publishes, or else the usual ones.</summary>
internal sealed class ApiRulesReader(
    ValidationStore validations, OnBehalfOf onBehalfOf, KnownIds knownIds, IOptions<AzureAdSettings> azureAd)
{
    public async Task<ApiRules> ReadAsync(string api, CancellationToken cancellationToken)
    {
        var published = await validations.GetAsync(api, cancellationToken);
        var rules = published.Count > 0
            ? ApiRules.Of(api, published)
            : ApiRules.Usual(
                api, azureAd.Value.Authority, $"{azureAd.Value.TenantId}", ScopeName.Resources(onBehalfOf.Scopes(api)));
        return rules with { Apps = knownIds.Apps, Client = $"{azureAd.Value.ClientId}" };
    }
}
