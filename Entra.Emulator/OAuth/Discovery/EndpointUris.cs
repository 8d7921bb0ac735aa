using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace Entra.Emulator.OAuth.Discovery;

/// <summary>
/// The endpoint addresses. They are configured at the first request, because with port 0 they are not known earlier.
/// The first address of each endpoint is published; the others are the tenant's other names.
/// </summary>
internal sealed class EndpointUris(EmulatorAddresses addresses, TenantDirectory tenant, TenantIssuer issuer)
    : IConfigureOptions<OpenIddictServerOptions>
{
    private static readonly string[] ForAllTenants = ["common", "organizations"];

    /// <summary>Every name of the tenant; the first is its id.</summary>
    public static string[] Names(TenantDirectory tenant) => [tenant.Id.ToString(), tenant.Domain, .. ForAllTenants];

    /// <summary>Whether the request used <c>common</c> or <c>organizations</c> instead of a tenant.</summary>
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
