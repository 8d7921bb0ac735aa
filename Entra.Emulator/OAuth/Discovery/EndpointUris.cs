using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace Entra.Emulator.OAuth.Discovery;

/// <summary>
/// Where the protocol's endpoints are. Read at the first request: with port 0 the addresses are not known before.
/// Of several addresses the first is published; the others are the tenant's other names.
/// </summary>
internal sealed class EndpointUris(EmulatorAddresses addresses, TenantDirectory tenant, TenantIssuer issuer)
    : IConfigureOptions<OpenIddictServerOptions>
{
    private static readonly string[] ForAllTenants = ["common", "organizations"];

    /// <summary>Every name under which the one tenant answers; the first is its own.</summary>
    public static string[] Names(TenantDirectory tenant) => [tenant.Id.ToString(), tenant.Domain, .. ForAllTenants];

    /// <summary>Whether the request came by an address that, at Entra, is no tenant's own.</summary>
    public static bool IsForAllTenants(HttpContext http) =>
        ForAllTenants.Contains(http.Request.Path.Value?.Split('/').ElementAtOrDefault(1));

    public void Configure(OpenIddictServerOptions options)
    {
        options.Issuer = new Uri(issuer.Value);
        Add(options.AuthorizationEndpointUris, "oauth2/v2.0/authorize", addresses.Browser);
        Add(options.TokenEndpointUris, "oauth2/v2.0/token", addresses.BackChannel);
        Add(options.JsonWebKeySetEndpointUris, "discovery/v2.0/keys", addresses.BackChannel, addresses.Browser);
        Add(options.ConfigurationEndpointUris, "v2.0/.well-known/openid-configuration",
            addresses.BackChannel, addresses.Browser);
    }

    private void Add(List<Uri> uris, string path, params Uri[] bases)
    {
        uris.Clear();
        uris.AddRange(bases.SelectMany(b => Names(tenant).Select(name => new Uri(b, $"{name}/{path}"))));
    }
}
