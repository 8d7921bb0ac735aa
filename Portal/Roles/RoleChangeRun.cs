using System.Security.Claims;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Applies changes one by one, each with an audit entry before and after, so that the log also has interrupted attempts.</summary>
internal sealed class RoleChangeRun(RoleResources resources, RoleFactsReader reader, RoleChanges changes, AuditLog audit)
{
    // These problems also affect the changes that follow; so do those that require an action of the user.
    private static readonly string[] StoppingCodes =
    [
        ProblemCodes.DownstreamThrottled,
        ProblemCodes.DownstreamUnavailable,
        ProblemCodes.DownstreamTimeout,
        ProblemCodes.AuthorityUnavailable,
        ProblemCodes.DirectoryRoleMissing,
    ];

    private static readonly string[] UserActionCodes = [ProblemCodes.ConsentRequired, ProblemCodes.InteractionRequired];

    /// <exception cref="ProblemException">Nothing was changed: the directory could not be read, or the user must consent or sign in first.</exception>
    public async Task<RoleOutcomes> RunAsync(
        string api, RoleChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var runId = set.Run ?? $"{Guid.NewGuid()}";
        var resource = await resources.ReadAsync(api, user, cancellationToken);
        var now = await reader.ReadAsync(resource, [.. set.Changes.Select(c => c.PrincipalId).Distinct()], user, cancellationToken);
        var outcomes = new List<RoleOutcome>();
        ApiProblem? stoppedBy = null;
        foreach (var change in set.Changes)
        {
            if (stoppedBy is not null || cancellationToken.IsCancellationRequested)
            {
                var reason = stoppedBy is null
                    ? "Not attempted: the request was cancelled."
                    : "Not attempted: an earlier change failed for a reason that also affects this one.";
                outcomes.Add(new RoleOutcome(change, RoleOutcomeStates.NotAttempted, reason, stoppedBy));
                continue;
            }

            if (now.Of(change.PrincipalId) is not { } holder)
            {
                outcomes.Add(new RoleOutcome(change, RoleOutcomeStates.Refused, RolePlan.UnknownPrincipal));
                continue;
            }

            var outcome = await ApplyOneAsync(now, api, runId, change, holder, Applied(outcomes), user, cancellationToken);
            if (outcome.Problem is { } action && UserActionCodes.Contains(action.Code) && outcomes.TrueForAll(o => o.State != RoleOutcomeStates.Done))
                throw new ProblemException(action);

            stoppedBy = outcome.Problem is { } problem && (StoppingCodes.Contains(problem.Code) || UserActionCodes.Contains(problem.Code)) ? problem : null;
            outcomes.Add(outcome);
        }

        return new RoleOutcomes(outcomes);
    }

    private static List<RoleChange> Applied(IEnumerable<RoleOutcome> outcomes) =>
        [.. outcomes.Where(o => o.State == RoleOutcomeStates.Done).Select(o => o.Change)];

    private async Task<RoleOutcome> ApplyOneAsync(
        RoleFacts now,
        string api,
        string runId,
        RoleChange change,
        HolderFacts holder,
        IReadOnlyList<RoleChange> applied,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var actor = AuditActorReader.Read(user);
        var (role, principal) = (now.Role(change.RoleId), holder.Principal);
        var note = new AuditNote(
            $"{AuditActions.Roles}.{change.Action}",
            $"{api} / {role?.Value ?? role?.DisplayName ?? change.RoleId}",
            $"{principal.Kind} {principal.Name} ({principal.Id})",
            AuditOutcomes.Intended,
            new AuditChange(runId, Role: new RecordedRole(api, now.Api.Id, change.Action, change.PrincipalId, change.RoleId)));
        await audit.AppendAsync(actor, note, cancellationToken);
        RoleOutcome outcome;
        try
        {
            // Not cancelled: closing the page must not leave a change without its outcome in the log.
            outcome = await changes.ApplyAsync(now.Api.Id, change, holder, applied, user, CancellationToken.None);
        }
        catch (ProblemException refused)
        {
            outcome = new RoleOutcome(change, RoleOutcomeStates.Refused, refused.Problem.Title, refused.Problem);
        }

        var result = outcome.Problem is { } problem ? $"{outcome.State}: {problem.Code}" : outcome.State;
        await audit.AppendAsync(actor, note with { Outcome = result }, CancellationToken.None);
        return outcome;
    }
}
