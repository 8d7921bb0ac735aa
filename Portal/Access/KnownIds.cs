using AccessContract;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Auth;
using Portal.Contracts.Access;
using Portal.Downstream;
using Portal.Downstream.Contract;

namespace Portal.Access;

/// <summary>The names of IDs in claims: of the portal, its tenant, the configured APIs, and well-known apps.</summary>
internal sealed class KnownIds(
    DownstreamApis apis, IOptionsMonitor<DownstreamApiOptions> options, IOptions<AzureAdSettings> azureAd)
{
    private const string PortalName = "the portal";
    private const string PortalTenant = "the portal’s tenant";

    private readonly Lazy<IReadOnlyList<KnownApp>> _apps = new(() => List(apis, options, azureAd.Value));

    public IReadOnlyList<KnownApp> Apps => _apps.Value;

    /// <summary>The GUIDs among them, with that of the tenant.</summary>
    public IReadOnlyList<NamedId> Names =>
    [
        new($"{azureAd.Value.TenantId}", PortalTenant),
        .. Apps.Where(app => Guid.TryParse(app.Id, out _)).Select(app => new NamedId(app.Id, app.Name)),
    ];

    /// <summary>The name of what the claim's value identifies; null if it is unknown.</summary>
    public string? LabelOf(string claim, string value) => claim switch
    {
        "aud" => NameOf(value) ?? WellKnown.Resource(value) ?? WellKnown.Client(value),
        "azp" or "appid" or "client_id" => NameOf(value) ?? WellKnown.Client(value),
        "tid" when value.Equals($"{azureAd.Value.TenantId}", StringComparison.OrdinalIgnoreCase) => PortalTenant,
        "tid" when value == WellKnown.PersonalAccountsTenant => "personal Microsoft accounts",

        // The whole issuer: a foreign one can contain the ID of the tenant.
        "iss" when value == azureAd.Value.Authority || value == $"{WellKnown.V1IssuerHost}{azureAd.Value.TenantId}/" => PortalTenant,
        _ => null,
    };

    private string? NameOf(string id) => Apps.FirstOrDefault(a => a.IsAudience(id))?.Name;

    private static List<KnownApp> List(
        DownstreamApis apis, IOptionsMonitor<DownstreamApiOptions> options, AzureAdSettings azureAd) =>
    [
        new(PortalName, $"{azureAd.ClientId}", []),
        .. apis.Names.SelectMany(api => ScopesByResource(options.Get(api))
            .Select(g => new KnownApp(api, g.Key, [.. g.Select(s => s.Name)]))),
    ];

    private static IEnumerable<IGrouping<string, ScopeName>> ScopesByResource(DownstreamApiOptions api) =>
        (api.Scopes ?? [])
            .Select(ScopeName.Parse)
            .Where(s => s.Resource.Length > 0)
            .GroupBy(s => s.ResourceId is { } id ? $"{id}" : s.Resource, StringComparer.OrdinalIgnoreCase);
}
