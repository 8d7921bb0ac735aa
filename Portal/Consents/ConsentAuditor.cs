using System.Security.Claims;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;

namespace Portal.Consents;

/// <summary>Writes changes of consents down before and after: whatever breaks, the trail says what was tried.</summary>
internal sealed class ConsentAuditor(AuditLog audit)
{
    // Found out at the first change, and so before any was made.
    private static readonly string[] BeforeAny =
        [ProblemCodes.ConsentRequired, ProblemCodes.InteractionRequired, ProblemCodes.DirectoryRoleMissing];

    /// <returns>What the trail calls these changes together.</returns>
    public async Task<string> IntendAsync(ConsentChangeSet asked, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var run = $"{Guid.NewGuid()}";
        foreach (var step in asked.Steps)
            await audit.AppendAsync(AuditActorReader.Read(user), Note(run, step, ByIds(step), AuditOutcomes.Intended), cancellationToken);

        return run;
    }

    public async Task ConcludeAsync(string run, ConsentChangeReport report, ClaimsPrincipal user)
    {
        foreach (var done in report.Steps)
        {
            var target = $"{done.Client.Name} -> {done.Resource.Name}, {done.Principal?.Name ?? "everyone"}";
            var came = done.Problem is { } problem ? $"{done.State}: {problem.Code}" : done.State;
            await audit.AppendAsync(AuditActorReader.Read(user), Note(run, done.Step, target, came), CancellationToken.None);
        }
    }

    /// <summary>It ended without a report.</summary>
    public async Task BreakOffAsync(string run, ConsentChangeSet asked, ApiProblem problem, ClaimsPrincipal user)
    {
        var came = $"{(BeforeAny.Contains(problem.Code) ? ConsentChangeStates.Refused : AuditOutcomes.NotKnown)}: {problem.Code}";
        foreach (var step in asked.Steps)
            await audit.AppendAsync(AuditActorReader.Read(user), Note(run, step, ByIds(step), came), CancellationToken.None);
    }

    private static AuditNote Note(string run, ConsentChange step, string target, string outcome)
    {
        var before = step.Before ?? [];
        var written = new RecordedConsent(step.Client, step.Resource, before, step.After, step.Principal);
        return new AuditNote(
            ActionOf(step),
            target,
            $"from [{string.Join(' ', before)}] to [{string.Join(' ', step.After)}]",
            outcome,
            new AuditChange(run, Consent: written));
    }

    private static string ByIds(ConsentChange step) => $"{step.Client} -> {step.Resource}, {step.Principal ?? "everyone"}";

    private static string ActionOf(ConsentChange step) => step switch
    {
        { After.Count: 0 } => "consent.revoke",
        { Before: null or { Count: 0 } } => "consent.grant",
        _ => "consent.change",
    };
}
