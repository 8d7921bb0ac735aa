using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the API, which judges the lifetime of tokens, agrees what time it is.</summary>
internal sealed class ApiClockCheck(string api, ApiDocuments documents) : ApiCheck(api, "clock", "Clock")
{
    public override IReadOnlyList<string> After => [IdOf(Api, ApiReachCheck.Name)];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var ahead = (await documents.ContractAsync(Api, run, cancellationToken)).Ahead;
        return ClockText.Judge(Api, ahead).With("By its answers", ClockText.Off(ahead));
    }
}
