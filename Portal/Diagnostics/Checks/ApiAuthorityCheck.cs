using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the API trusts the authority that the portal gets its tokens from.</summary>
internal sealed class ApiAuthorityCheck(string api, ApiDocuments documents, IOptions<AzureAdSettings> azureAd)
    : ApiCheck(api, "authority", "Trusted authority")
{
    public override IReadOnlyList<string> After => [IdOf(Api, ApiReachCheck.Name)];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var servers = (await documents.ResourceAsync(Api, run, cancellationToken))?.AuthorizationServers ?? [];
        var ours = azureAd.Value.Authority;
        var outcome = servers switch
        {
            [] => DiagnosticResult.Unknown($"{Api} does not publish which authority it trusts."),
            _ when servers.Any(s => IsOurs(s, ours)) => DiagnosticResult.Passed("It publishes that it trusts the portal’s own authority and tenant."),
            _ => DiagnosticResult.Failed("It publishes another authority or tenant than the portal’s: it would refuse the portal’s tokens.")
                .WithFix($"Give the portal and {Api} the same tenant.", "AzureAd:TenantId"),
        };
        return outcome.With("It trusts", string.Join(", ", servers)).With("The portal’s", ours);
    }

    // Some APIs publish the authority, others the issuer, with or without a trailing slash.
    private static bool IsOurs(string server, string ours) =>
        server.TrimEnd('/') is var named
        && (named.Equals(ours, StringComparison.OrdinalIgnoreCase) || $"{named}/v2.0".Equals(ours, StringComparison.OrdinalIgnoreCase));
}
