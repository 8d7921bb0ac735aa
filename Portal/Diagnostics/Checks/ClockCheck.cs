using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the clocks of this machine and the authority agree.</summary>
internal sealed class ClockCheck(AuthorityDocuments documents, AppTokenProbe tokens)
    : DiagnosticCheck(Name, SetupGroups.Authority, "Clocks")
{
    public const string Name = "clock";

    // Entra backdates its tokens by a few minutes, so that they are valid on clocks that are behind.
    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(6);

    public override IReadOnlyList<string> After => [AuthorityCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var attempt = await tokens.AttemptAsync(run, cancellationToken);
        var byHeader = (await documents.MetadataAsync(run, cancellationToken)).Ahead;
        var byToken = Meaningful(attempt.Token?.Time("iat") - attempt.At);
        var ahead = byToken is { } issued && issued.Duration() > (byHeader ?? TimeSpan.Zero).Duration() ? issued : byHeader;
        return ClockText.Evaluate("The sign-in service", ahead)
            .With("By its responses", ClockText.Off(byHeader))
            .With("By the token that was just issued", ClockText.Off(byToken));
    }

    private static TimeSpan? Meaningful(TimeSpan? ahead) =>
        ahead is { } difference && difference < TimeSpan.Zero && difference > -Backdating ? TimeSpan.Zero : ahead;
}
