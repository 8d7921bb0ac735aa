using System.Net;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether anything answers at the API's address.</summary>
internal sealed class ApiReachCheck(string api, ApiDocuments documents) : ApiCheck(api, Name, "API answers")
{
    public const string Name = "reach";

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var answer = await documents.ContractAsync(Api, run, cancellationToken);
        var outcome = answer switch
        {
            { Fault: { } fault } => DiagnosticResult.Failed(fault)
                .FixOwners($"Start {Api}, or set its address.", Setting("BaseUrl")),
            { Status: >= HttpStatusCode.InternalServerError } => DiagnosticResult.Failed($"It answers {answer.StatusWords}: it is there, and not well.")
                .FixOwners($"Whoever runs {Api} should look."),
            _ => DiagnosticResult.Passed($"It answers in {answer.Milliseconds}."),
        };
        return outcome.With("Address", answer.Address.AbsoluteUri).With("Status", answer.Status is null ? null : answer.StatusWords);
    }
}
