using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the API's clock, which it validates token lifetimes with, agrees with this machine's.</summary>
internal sealed class ApiClockCheck(string api, ApiDocuments documents) : ApiCheck(api, "clock", "Clock")
{
    public override IReadOnlyList<string> After => [IdOf(Api, ApiReachCheck.Name)];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var ahead = (await documents.ContractAsync(Api, run, cancellationToken)).Ahead;
        return ClockText.Evaluate(Api, ahead).With("By its responses", ClockText.Off(ahead));
    }
}
