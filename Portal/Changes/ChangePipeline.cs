using System.Security.Claims;
using Portal.Audit;
using Portal.Auth;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Metrics;
using Portal.Problems;

namespace Portal.Changes;

/// <summary>
/// Applies previewed changes one by one. The audit log gets an entry before and after each, so that it also shows
/// interrupted attempts.
/// </summary>
internal sealed class ChangePipeline(AuditLog audit, AccessNotices access, PortalMetrics metrics)
{
    /// <param name="run">
    /// Shared by all requests whose changes can be undone together; null if there is only this one.
    /// </param>
    /// <exception cref="ProblemException">
    /// Nothing was changed: the user must first consent, sign in or get a directory role, or the audit log cannot be used.
    /// </exception>
    public async Task<IReadOnlyList<TOutcome>> ApplyAsync<TStep, TOutcome>(
        IChangeKind<TStep, TOutcome> kind,
        IReadOnlyList<TStep> steps,
        string? run,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
        where TOutcome : IChangeOutcome
    {
        run ??= $"{Guid.NewGuid()}";
        var actor = AuditActorReader.Read(user);
        var outcomes = new List<TOutcome>();
        ApiProblem? stoppedBy = null;
        foreach (var step in steps)
        {
            if (stoppedBy?.Code == ProblemCodes.AuditUnavailable)
            {
                // Neither attempted nor intended, so the log has nothing to say about it.
                outcomes.Add(kind.NotApplied(step, ChangeStates.NotAttempted, stoppedBy));
                continue;
            }

            var note = kind.Describe(step, run);

            // Closing the page cancels the request. The changes that follow are not attempted, because nobody would
            // see their outcomes; the log says so.
            var isAttempted = stoppedBy is null && !cancellationToken.IsCancellationRequested;
            var unrecordable = isAttempted ? await TryRecordAsync(actor, note) : null;
            var outcome = isAttempted && unrecordable is null
                ? await AttemptAsync(kind, step, outcomes, user)
                : kind.NotApplied(step, ChangeStates.NotAttempted, unrecordable ?? stoppedBy);

            // Immediately and without cancellation, so that the log does not show an applied change as only intended.
            var written = note with { Outcome = AuditOutcomes.Write(note.Action, outcome) };
            unrecordable ??= Counted(await audit.AppendOutcomeAsync(actor, written));

            if (isAttempted && outcome.Problem is { } problem)
            {
                if (ChangeFailures.IsPrecondition(problem) && outcomes.TrueForAll(o => o.State != ChangeStates.Done))
                    throw new ProblemException(problem);

                stoppedBy = ChangeFailures.StopsBatch(problem) ? problem : null;
            }

            stoppedBy ??= unrecordable;
            outcomes.Add(outcome);
        }

        var changed = steps.Zip(outcomes).Where(c => c.Second.State == ChangeStates.Done).Select(c => kind.OnlyUserOf(c.First));
        await access.PublishAsync([.. changed], user);
        return outcomes;
    }

    private async Task<ApiProblem?> TryRecordAsync(AuditActor actor, AuditNote note)
    {
        try
        {
            await audit.AppendAsync(actor, note, CancellationToken.None);
            return Counted(null);
        }
        catch (ProblemException unavailable)
        {
            return Counted(unavailable.Problem);
        }
    }

    private ApiProblem? Counted(ApiProblem? unavailable)
    {
        metrics.AuditEntryAppended(isWritten: unavailable is null);
        return unavailable;
    }

    private static async Task<TOutcome> AttemptAsync<TStep, TOutcome>(
        IChangeKind<TStep, TOutcome> kind, TStep step, List<TOutcome> earlier, ClaimsPrincipal user)
        where TOutcome : IChangeOutcome
    {
        try
        {
            return await kind.ApplyIfUnchangedAsync(step, earlier, user, CancellationToken.None);
        }
        catch (ProblemException failed)
        {
            return kind.NotApplied(step, ChangeFailures.StateOf(failed.Problem), failed.Problem);
        }
    }
}
