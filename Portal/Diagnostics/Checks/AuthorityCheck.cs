using System.Net;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the authority can be asked at all: name, connection, certificate, an answer.</summary>
internal sealed class AuthorityCheck(AuthorityDocuments documents, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Authority, "Authority answers")
{
    public const string Name = "authority";

    private const string Setting = "AzureAd:Instance";

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var answer = await documents.MetadataAsync(run, cancellationToken);
        var outcome = answer switch
        {
            { Fault: { } fault } => DiagnosticResult.Failed(fault).FixOwners(IsEmulator()
                ? "Start the emulator, with the same DataDirectory as the portal: its certificate is pinned from there."
                : "See that this machine resolves and reaches the authority, and that the address is right.", Setting),
            { Status: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests } => DiagnosticResult
                .Failed($"It answers {answer.StatusWords}: it is there, and not well.")
                .FixOwners("Try again in a moment. If it stays so, look at the status page of the authority."),
            _ => DiagnosticResult.Passed($"It answers in {answer.Milliseconds}."),
        };
        return outcome
            .With("Address", answer.Address.AbsoluteUri)
            .With("Status", answer.Status is null ? null : answer.StatusWords)
            .With("Trust", IsEmulator() ? "the one certificate of this profile, pinned by SHA-256" : "the machine’s trusted roots");
    }

    private bool IsEmulator() => new Uri(azureAd.Value.Instance!).IsLoopback;
}
