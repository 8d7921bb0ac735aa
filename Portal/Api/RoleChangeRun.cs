using System.Security.Claims;
using Portal.Audit;
using Portal.Contracts;
using Portal.Downstream;
using Portal.Graph;

namespace Portal.Api;

/// <summary>Makes changes one after the other, each written down before and after: whatever breaks, the trail says what was tried.</summary>
internal sealed class RoleChangeRun(RoleResources resources, RoleFactsReader reader, RoleChanges changes, AuditLog audit)
{
    // What the next change would meet too; and what only the person can mend is asked at once.
    private static readonly string[] EndsRun =
    [
        ProblemCodes.DownstreamThrottled,
        ProblemCodes.DownstreamUnavailable,
        ProblemCodes.DownstreamTimeout,
        ProblemCodes.AuthorityUnavailable,
        ProblemCodes.DirectoryRoleMissing,
    ];

    private static readonly string[] AsksPerson = [ProblemCodes.ConsentRequired, ProblemCodes.InteractionRequired];

    /// <exception cref="DownstreamException">Nothing was changed: the directory could not be read, or the person must agree first.</exception>
    public async Task<RoleOutcomes> RunAsync(
        string api, RoleChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var run = set.Run ?? $"{Guid.NewGuid()}";
        var resource = await resources.ReadAsync(api, user, cancellationToken);
        var principals = await reader.ReadPrincipalsAsync([.. set.Changes.Select(c => c.PrincipalId).Distinct()], user, cancellationToken);
        var named = principals.ToDictionary(p => p.Id, StringComparer.OrdinalIgnoreCase);
        var now = await reader.ReadAssignmentsAsync(resource, [.. named.Values], user, cancellationToken);
        var outcomes = new List<RoleOutcome>();
        ApiProblem? ended = null;
        foreach (var change in set.Changes)
        {
            if (ended is not null || cancellationToken.IsCancellationRequested)
            {
                outcomes.Add(new RoleOutcome(change, RoleOutcomeStates.NotTried, "Not tried: it would have met the same.", ended));
                continue;
            }

            if (!named.TryGetValue(change.PrincipalId, out var principal))
            {
                outcomes.Add(new RoleOutcome(change, RoleOutcomeStates.Refused, "The directory has nobody and nothing of this id."));
                continue;
            }

            var outcome = await OneAsync(resource, api, run, change, principal, now[principal.Id], user, cancellationToken);
            if (outcome.Problem is { } asks && AsksPerson.Contains(asks.Code) && outcomes.TrueForAll(o => o.State != RoleOutcomeStates.Done))
                throw new DownstreamException(asks);

            ended = outcome.Problem is { } problem && (EndsRun.Contains(problem.Code) || AsksPerson.Contains(problem.Code)) ? problem : null;
            outcomes.Add(outcome);
        }

        return new RoleOutcomes(outcomes);
    }

    private async Task<RoleOutcome> OneAsync(
        ServicePrincipal resource,
        string api,
        string run,
        RoleChange change,
        Principal principal,
        IReadOnlyList<AppRoleAssignment> now,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var actor = AdminActor.Of(user);
        var role = resource.AppRoles?.FirstOrDefault(r => AppRoles.Same(r.Id, change.RoleId));
        var note = new AuditNote(
            $"{AuditActions.Roles}.{change.Action}",
            $"{api} / {role?.Value ?? role?.DisplayName ?? change.RoleId}",
            $"{principal.Kind} {principal.Name} ({principal.Id})",
            AuditOutcomes.Intended,
            new AuditChange(run, Role: new WrittenRole(api, resource.Id, change.Action, change.PrincipalId, change.RoleId)));
        await audit.AppendAsync(actor, note, cancellationToken);
        RoleOutcome outcome;
        try
        {
            // Begun is finished: a page that is closed in between must not leave a change without its outcome.
            outcome = await changes.ApplyAsync(resource.Id, change, now, user, CancellationToken.None);
        }
        catch (DownstreamException refused)
        {
            outcome = new RoleOutcome(change, RoleOutcomeStates.Refused, refused.Problem.Title, refused.Problem);
        }

        var came = outcome.Problem is { } problem ? $"{outcome.State}: {problem.Code}" : outcome.State;
        await audit.AppendAsync(actor, note with { Outcome = came }, CancellationToken.None);
        return outcome;
    }
}
