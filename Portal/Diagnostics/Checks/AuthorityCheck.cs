using System.Net;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the authority is reachable: DNS, connection, certificate, response.</summary>
internal sealed class AuthorityCheck(AuthorityDocuments documents, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Authority, "Sign-in service is reachable")
{
    public const string Name = "authority";

    private const string Setting = "AzureAd:Instance";

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var response = await documents.MetadataAsync(run, cancellationToken);
        var outcome = response switch
        {
            { Fault: { } fault } => DiagnosticResult.Failed(fault).WithFix(IsEmulator()
                ? "Start the emulator, with the same DataDirectory as the portal: its certificate is pinned from there."
                : "Check that the address is correct, and that this machine can resolve and reach it.", Setting),
            { Status: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests } => DiagnosticResult
                .Failed($"It is reachable but returned {response.StatusText}.")
                .WithFix("Try again in a moment. If it persists, see the status page of the sign-in service, and any proxy in between."),
            _ => DiagnosticResult.Passed($"It responded in {response.Milliseconds}."),
        };
        return outcome
            .With("Address", response.Address.AbsoluteUri)
            .With("Status", response.Status is null ? null : response.StatusText)
            .With("Trust", IsEmulator() ? "the one certificate of this profile, pinned by SHA-256" : "the machine’s trusted roots");
    }

    private bool IsEmulator() => new Uri(azureAd.Value.Instance!).IsLoopback;
}
