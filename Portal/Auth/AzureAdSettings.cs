using System.ComponentModel.DataAnnotations;
using Microsoft.Identity.Abstractions;

namespace Portal.Auth;

/// <summary>
/// The settings in <c>AzureAd</c> that the portal requires. Microsoft.Identity.Web reads the same section, but reports
/// errors only at the first sign-in.
/// </summary>
public sealed class AzureAdSettings : IValidatableObject
{
    public const string SectionName = "AzureAd";

    public string? Instance { get; set; }

    public string? TenantId { get; set; }

    public string? ClientId { get; set; }

    public IList<CredentialDescription> ClientCredentials { get; } = [];

    /// <summary>How long the portal waits for a token, in total. A call that needs a new one fails after that.</summary>
    [Range(0.1, 60, ErrorMessage = "Setting AzureAd:TokenTimeoutSeconds (or Portal:AzureAd:TokenTimeoutSeconds) must be from 0.1 to 60.")]
    public double TokenTimeoutSeconds { get; set; } = 2.5;

    /// <summary>The authority's v2 address, which is also the issuer of its v2 tokens.</summary>
    public string Authority => $"{Instance?.TrimEnd('/')}/{TenantId}/v2.0";

    /// <summary>The delegated scope of the portal's own API.</summary>
    public string PortalScope => $"{ClientId}/{PortalPolicies.Scope}";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(Instance, UriKind.Absolute, out var instance) || instance.Scheme != Uri.UriSchemeHttps)
            yield return Wrong("Instance", "must be an https address, such as https://login.microsoftonline.com/");
        else if (instance.PathAndQuery != "/" || instance.Fragment.Length > 0)
            yield return Wrong("Instance", $"must be scheme and host alone, {instance.GetLeftPart(UriPartial.Authority)}/: the tenant belongs in TenantId");

        if (!Guid.TryParseExact(TenantId, "D", out _))
            yield return Wrong("TenantId", "must be the directory (tenant) id, a GUID: only tokens of that tenant are accepted");

        if (!Guid.TryParseExact(ClientId, "D", out _))
            yield return Wrong("ClientId", "must be the application (client) id of the portal's registration, a GUID");

        if (ClientCredentials.Count == 0)
            yield return Wrong("ClientCredentials", "must contain a credential: a client secret, a certificate or a managed identity");

        for (var i = 0; i < ClientCredentials.Count; i++)
        {
            if (ClientCredentials[i] is { SourceType: CredentialSource.ClientSecret, ClientSecret: null or "" })
                yield return Wrong($"ClientCredentials:{i}:ClientSecret", "is empty; keep it in user-secrets or the environment");
        }
    }

    private static ValidationResult Wrong(string key, string what) =>
        new($"Setting {SectionName}:{key} (or Portal:{SectionName}:{key}) {what}.", [key]);
}
