using System.Security.Claims;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;

namespace Portal.Consents;

/// <summary>Writes consent changes to the audit log, before and after each change.</summary>
internal sealed class ConsentAuditor(AuditLog audit)
{
    // Problems of the first change: nothing was changed.
    private static readonly string[] BeforeAnyChange =
        [ProblemCodes.ConsentRequired, ProblemCodes.InteractionRequired, ProblemCodes.DirectoryRoleMissing];

    /// <returns>The id of the run, shared by the changes that are applied together.</returns>
    public async Task<string> IntendAsync(
        ConsentChangeSet changes, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var run = $"{Guid.NewGuid()}";
        foreach (var step in changes.Steps)
        {
            await audit.AppendAsync(
                AuditActorReader.Read(user), Note(run, step, IdsOf(step), AuditOutcomes.Intended), cancellationToken);
        }

        return run;
    }

    public async Task RecordResultAsync(string run, ConsentChangeReport report, ClaimsPrincipal user)
    {
        foreach (var result in report.Steps)
        {
            var target = $"{result.Client.Name} -> {result.Resource.Name}, {result.Principal?.Name ?? "everyone"}";
            var outcome = result.Problem is { } problem ? $"{result.State}: {problem.Code}" : result.State;
            await audit.AppendAsync(AuditActorReader.Read(user), Note(run, result.Step, target, outcome), CancellationToken.None);
        }
    }

    /// <summary>Records a run that ended with a problem instead of a report.</summary>
    public async Task RecordFailureAsync(string run, ConsentChangeSet changes, ApiProblem problem, ClaimsPrincipal user)
    {
        var state = BeforeAnyChange.Contains(problem.Code) ? ConsentChangeStates.Refused : AuditOutcomes.NotKnown;
        foreach (var step in changes.Steps)
        {
            await audit.AppendAsync(
                AuditActorReader.Read(user), Note(run, step, IdsOf(step), $"{state}: {problem.Code}"), CancellationToken.None);
        }
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

    private static string IdsOf(ConsentChange step) => $"{step.Client} -> {step.Resource}, {step.Principal ?? "everyone"}";

    private static string ActionOf(ConsentChange step) => step switch
    {
        { After.Count: 0 } => "consent.revoke",
        { Before: null or { Count: 0 } } => "consent.grant",
        _ => "consent.change",
    };
}
