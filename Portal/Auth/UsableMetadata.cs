using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Portal.Auth;

/// <summary>
/// Rejects metadata with which nobody can sign in. Otherwise a single wrong response, such as an empty object, would be
/// used for hours; so the last usable metadata stay, or the next sign-in requests them again.
/// </summary>
internal sealed class UsableMetadata : IConfigurationValidator<OpenIdConnectConfiguration>
{
    public static void Require(OpenIdConnectOptions options)
    {
        if (options.ConfigurationManager is not ConfigurationManager<OpenIdConnectConfiguration> { MetadataAddress: { } address })
            return;

        options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            address,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(options.Backchannel) { RequireHttps = options.RequireHttpsMetadata },
            new UsableMetadata())
        {
            RefreshInterval = options.RefreshInterval,
            AutomaticRefreshInterval = options.AutomaticRefreshInterval,
        };
    }

    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration)
    {
        var missing = !IsAddress(configuration.AuthorizationEndpoint) ? "an authorization endpoint"
            : !IsAddress(configuration.TokenEndpoint) ? "a token endpoint"
            : configuration.SigningKeys.Count == 0 ? "a signing key"
            : null;
        return new ConfigurationValidationResult
        {
            Succeeded = missing is null,
            ErrorMessage = missing is null ? null : $"The authority's metadata do not have {missing}.",
        };
    }

    // The emulator's pages are at an http address of this machine.
    private static bool IsAddress(string? endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
