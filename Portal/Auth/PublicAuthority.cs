using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Portal.Auth;

/// <summary>The authority's address for browsers, which can differ from the address that the portal uses.</summary>
internal sealed class PublicAuthority(IOptionsMonitor<OpenIdConnectOptions> oidc, IOptions<AzureAdSettings> azureAd)
{
    /// <summary>The settings with the address for browsers; unchanged while the authority does not respond.</summary>
    public async Task<AzureAdSettings> GetAsync(CancellationToken cancellationToken)
    {
        var settings = azureAd.Value;
        try
        {
            var manager = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme).ConfigurationManager;
            var published = manager is null ? null : await manager.GetConfigurationAsync(cancellationToken);
            return Uri.TryCreate(published?.AuthorizationEndpoint, UriKind.Absolute, out var endpoint)
                ? new AzureAdSettings
                {
                    Instance = endpoint.GetLeftPart(UriPartial.Authority),
                    TenantId = settings.TenantId,
                    ClientId = settings.ClientId,
                }
                : settings;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException)
        {
            return settings;
        }
    }
}
