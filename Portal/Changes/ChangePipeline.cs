using System.Security.Claims;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Changes;

/// <summary>
/// Applies previewed changes one by one, each with an entry in the audit log before and after it, so that the log also
/// has interrupted attempts.
/// </summary>
internal sealed class ChangePipeline(AuditLog audit)
{
    /// <param name="run">Shared by all requests whose changes are undone together; null for this request alone.</param>
    /// <exception cref="ProblemException">Nothing was changed: the user must consent or sign in first.</exception>
    public async Task<IReadOnlyList<TOutcome>> ApplyAsync<TChange, TOutcome>(
        IChangeKind<TChange, TOutcome> kind,
        IReadOnlyList<TChange> changes,
        string? run,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
        where TOutcome : IChangeOutcome
    {
        run ??= $"{Guid.NewGuid()}";
        var actor = AuditActorReader.Read(user);
        var outcomes = new List<TOutcome>();
        ApiProblem? stoppedBy = null;
        foreach (var change in changes)
        {
            var note = kind.Describe(change, run);

            // Closing the page cancels the request. The changes that follow are not attempted, because nobody would
            // see their outcomes; the log says so.
            var isAttempted = stoppedBy is null && !cancellationToken.IsCancellationRequested;
            if (isAttempted)
                await audit.AppendAsync(actor, note, CancellationToken.None);

            var outcome = isAttempted
                ? await AttemptAsync(kind, change, outcomes, user)
                : kind.NotApplied(change, ChangeStates.NotAttempted, stoppedBy);

            // At once, and not cancelled: neither a crash nor a closed page leaves an applied change as intended.
            var result = AuditOutcomes.Write(note.Action, outcome);
            await audit.AppendAsync(actor, note with { Outcome = result }, CancellationToken.None);

            if (isAttempted && outcome.Problem is { } problem)
            {
                if (ChangeFailures.IsPrecondition(problem) && outcomes.TrueForAll(o => o.State != ChangeStates.Done))
                    throw new ProblemException(problem);

                stoppedBy = ChangeFailures.StopsBatch(problem) ? problem : null;
            }

            outcomes.Add(outcome);
        }

        return outcomes;
    }

    private static async Task<TOutcome> AttemptAsync<TChange, TOutcome>(
        IChangeKind<TChange, TOutcome> kind, TChange change, List<TOutcome> earlier, ClaimsPrincipal user)
        where TOutcome : IChangeOutcome
    {
        try
        {
            return await kind.ApplyIfUnchangedAsync(change, earlier, user, CancellationToken.None);
        }
        catch (ProblemException failed)
        {
            return kind.NotApplied(change, ChangeFailures.StateOf(failed.Problem), failed.Problem);
        }
    }
}
