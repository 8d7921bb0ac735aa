using System.Net;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the discovery document is that of the tenant that settings name.</summary>
internal sealed class DiscoveryCheck(AuthorityDocuments documents, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Authority, "Tenant and issuer")
{
    public const string Name = "discovery";

    private const string Setting = "AzureAd:TenantId";

    public override IReadOnlyList<string> After => [AuthorityCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var answer = await documents.MetadataAsync(run, cancellationToken);
        if (!answer.IsSuccess)
        {
            return DiagnosticResult.Failed(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound
                    ? "The authority has no such tenant."
                    : $"It answers {answer.StatusWords}, and no discovery document.")
                .With("Address", answer.Address.AbsoluteUri)
                .With("Status", answer.StatusWords)
                .With("Code", answer.ErrorCode)
                .FixOwners("Set it to the directory (tenant) id of the registration’s overview.", Setting, errorCode: answer.ErrorCode);
        }

        if (Discovery.Read(answer.Body) is not { } found)
        {
            return DiagnosticResult.Failed("What answers is no discovery document.")
                .With("Address", answer.Address.AbsoluteUri)
                .FixOwners("Set AzureAd:Instance to the authority’s address, such as https://login.microsoftonline.com/.", "AzureAd:Instance");
        }

        return Judge(found).With("Issuer", found.Issuer).With("Expected", Expected).With("Token endpoint", found.Token?.AbsoluteUri);
    }

    private string Expected => azureAd.Value.Expectations(namesIssuers: false).Authority;

    private DiagnosticResult Judge(Discovery found)
    {
        if (!found.Issuer.Equals(Expected, StringComparison.Ordinal))
        {
            return DiagnosticResult.Failed("Its issuer is not the one that the portal takes tokens of: every sign-in would be refused.")
                .FixOwners("Instance and tenant together must give the issuer, as the discovery document writes it.", "AzureAd:Instance");
        }

        return IsAtHome(found.Token) && IsAtHome(found.Keys)
            ? DiagnosticResult.Passed("The issuer is the one that settings name.")
            : DiagnosticResult.Failed("It names token or key addresses on another host, or without https: they are not trusted.")
                .FixOwners("Somebody may stand between the portal and its authority. See who answers at the address.");
    }

    private bool IsAtHome(Uri? address) =>
        address is { Scheme: "https" }
        && address.Authority.Equals(new Uri(azureAd.Value.Instance!).Authority, StringComparison.OrdinalIgnoreCase);
}
