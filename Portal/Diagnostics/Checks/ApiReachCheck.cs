using System.Net;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the API is reachable.</summary>
internal sealed class ApiReachCheck(string api, ApiDocuments documents) : ApiCheck(api, Name, "API is reachable")
{
    public const string Name = "reach";

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var response = await documents.ContractAsync(Api, run, cancellationToken);
        var outcome = response switch
        {
            { IsTooLarge: true } => DiagnosticResult.Failed("It is reachable, but its OpenAPI document is too large.")
                .WithFix("Raise the limit.", Setting("MaxResponseBytes")),
            { Fault: { } fault } => DiagnosticResult.Failed(fault)
                .WithFix($"Start {Api}, or set its address.", Setting("BaseUrl")),
            { Status: >= HttpStatusCode.InternalServerError } => DiagnosticResult.Failed($"It is reachable but returned {response.StatusText}.")
                .WithFix($"Try again in a moment. If it persists, the log of {Api} shows the reason to its operator."),
            _ => DiagnosticResult.Passed($"It responded in {response.Milliseconds}."),
        };
        return outcome.With("Address", response.Address.AbsoluteUri).With("Status", response.Status is null ? null : response.StatusText);
    }
}
