using System.Net;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the discovery document is that of the configured tenant.</summary>
internal sealed class DiscoveryCheck(AuthorityDocuments documents, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Authority, "Tenant and issuer")
{
    public const string Name = "discovery";

    private const string Setting = "AzureAd:TenantId";

    public override IReadOnlyList<string> After => [AuthorityCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var response = await documents.MetadataAsync(run, cancellationToken);
        if (!response.IsSuccess)
        {
            return DiagnosticResult.Failed(response.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound
                    ? "The sign-in service has no discovery document for this tenant."
                    : $"It returned {response.StatusText} instead of a discovery document.")
                .With("Address", response.Address.AbsoluteUri)
                .With("Status", response.StatusText)
                .With("Code", response.ErrorCode)
                .WithFix("Set it to the directory (tenant) ID on the registration’s overview. If it is right, check AzureAd:Instance.", Setting, errorCode: response.ErrorCode);
        }

        if (Discovery.Read(response.Body) is not { } found)
        {
            return DiagnosticResult.Failed("The response is not a discovery document.")
                .With("Address", response.Address.AbsoluteUri)
                .WithFix("Set AzureAd:Instance to the authority’s address, such as https://login.microsoftonline.com/.", "AzureAd:Instance");
        }

        return Evaluate(found).With("Issuer", found.Issuer).With("Expected", Expected).With("Token endpoint", found.Token?.AbsoluteUri);
    }

    private string Expected => azureAd.Value.Authority;

    private DiagnosticResult Evaluate(Discovery found)
    {
        if (!found.Issuer.Equals(Expected, StringComparison.Ordinal))
        {
            return DiagnosticResult.Failed("Its issuer is not the one that the portal accepts: every sign-in would be refused.")
                .WithFix("Instance and tenant together must match the issuer in the discovery document.", "AzureAd:Instance");
        }

        return IsOnAuthorityHost(found.Token) && IsOnAuthorityHost(found.Keys)
            ? DiagnosticResult.Passed("The issuer matches the settings.")
            : DiagnosticResult.Failed("It contains token or key addresses on another host or without https, which the portal does not accept.")
                .WithFix("Check which server responds at the address: a proxy may change the document, or the address is that of another service.");
    }

    private bool IsOnAuthorityHost(Uri? address) =>
        address is { Scheme: "https" }
        && address.Authority.Equals(new Uri(azureAd.Value.Instance!).Authority, StringComparison.OrdinalIgnoreCase);
}
