using System.Security.Claims;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Makes changes one after the other, each written down before and after: whatever breaks, the trail says what was tried.</summary>
internal sealed class RoleChangeRun(RoleResources resources, RoleFactsReader reader, RoleChanges changes, AuditLog audit)
{
    // What the next change would meet too; and what only the person can fix is asked at once.
    private static readonly string[] EndsRun =
    [
        ProblemCodes.DownstreamThrottled,
        ProblemCodes.DownstreamUnavailable,
        ProblemCodes.DownstreamTimeout,
        ProblemCodes.AuthorityUnavailable,
        ProblemCodes.DirectoryRoleMissing,
    ];

    private static readonly string[] AsksPerson = [ProblemCodes.ConsentRequired, ProblemCodes.InteractionRequired];

    /// <exception cref="ProblemException">Nothing was changed: the directory could not be read, or the person must agree first.</exception>
    public async Task<RoleOutcomes> RunAsync(
        string api, RoleChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var run = set.Run ?? $"{Guid.NewGuid()}";
        var resource = await resources.ReadAsync(api, user, cancellationToken);
        var now = await reader.ReadAsync(resource, [.. set.Changes.Select(c => c.PrincipalId).Distinct()], user, cancellationToken);
        var outcomes = new List<RoleOutcome>();
        ApiProblem? ended = null;
        foreach (var change in set.Changes)
        {
            if (ended is not null || cancellationToken.IsCancellationRequested)
            {
                var why = ended is null ? "Not tried: whoever asked for it has gone." : "Not tried: it would have met the same.";
                outcomes.Add(new RoleOutcome(change, RoleOutcomeStates.NotTried, why, ended));
                continue;
            }

            if (now.Of(change.PrincipalId) is not { } holder)
            {
                outcomes.Add(new RoleOutcome(change, RoleOutcomeStates.Refused, "The directory has nobody and nothing of this id."));
                continue;
            }

            var outcome = await OneAsync(now, api, run, change, holder, MadeBy(outcomes), user, cancellationToken);
            if (outcome.Problem is { } asks && AsksPerson.Contains(asks.Code) && outcomes.TrueForAll(o => o.State != RoleOutcomeStates.Done))
                throw new ProblemException(asks);

            ended = outcome.Problem is { } problem && (EndsRun.Contains(problem.Code) || AsksPerson.Contains(problem.Code)) ? problem : null;
            outcomes.Add(outcome);
        }

        return new RoleOutcomes(outcomes);
    }

    private static List<RoleChange> MadeBy(IEnumerable<RoleOutcome> outcomes) =>
        [.. outcomes.Where(o => o.State == RoleOutcomeStates.Done).Select(o => o.Change)];

    private async Task<RoleOutcome> OneAsync(
        RoleFacts now,
        string api,
        string run,
        RoleChange change,
        HolderFacts holder,
        IReadOnlyList<RoleChange> made,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var actor = AdminActor.Of(user);
        var (role, principal) = (now.Role(change.RoleId), holder.Principal);
        var note = new AuditNote(
            $"{AuditActions.Roles}.{change.Action}",
            $"{api} / {role?.Value ?? role?.DisplayName ?? change.RoleId}",
            $"{principal.Kind} {principal.Name} ({principal.Id})",
            AuditOutcomes.Intended,
            new AuditChange(run, Role: new WrittenRole(api, now.Api.Id, change.Action, change.PrincipalId, change.RoleId)));
        await audit.AppendAsync(actor, note, cancellationToken);
        RoleOutcome outcome;
        try
        {
            // Begun is finished: a page that is closed in between must not leave a change without its outcome.
            outcome = await changes.ApplyAsync(now.Api.Id, change, holder, made, user, CancellationToken.None);
        }
        catch (ProblemException refused)
        {
            outcome = new RoleOutcome(change, RoleOutcomeStates.Refused, refused.Problem.Title, refused.Problem);
        }

        var came = outcome.Problem is { } problem ? $"{outcome.State}: {problem.Code}" : outcome.State;
        await audit.AppendAsync(actor, note with { Outcome = came }, CancellationToken.None);
        return outcome;
    }
}
