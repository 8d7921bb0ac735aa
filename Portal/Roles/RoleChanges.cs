using System.Security.Claims;
using Portal.Audit;
using Portal.Changes;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Changes of role assignments: previewed, and applied if the directory is still as previewed.</summary>
internal sealed class RoleChanges(GraphClient graph, RoleResources resources, RoleFactsReader reader, GroupSizes sizes)
    : IChangeKind<RoleStep, RoleOutcome>
{
    // In Graph's message about an assignment that exists.
    private const string AlreadyThere = "already exists";

    private static GraphPurpose Writing => GraphPurpose.AssignRoles;

    /// <summary>Previews the effects of a set of changes. Only reads.</summary>
    /// <exception cref="ProblemException">The directory could not be read.</exception>
    public async Task<RolePreview> PreviewAsync(
        string api, RoleChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var facts = await ReadFactsAsync(api, set, user, cancellationToken);
        var sized = await sizes.AddAsync(facts, user, cancellationToken);
        return new RolePreview(new RolePlan(sized, set.Changes).Evaluate());
    }

    /// <summary>Reads the current state of what the changes depend on.</summary>
    /// <exception cref="ProblemException">The directory could not be read.</exception>
    public async Task<IReadOnlyList<RoleStep>> ReadAsync(
        string api, RoleChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var facts = await ReadFactsAsync(api, set, user, cancellationToken);
        return [.. set.Changes.Select(c => new RoleStep(api, facts, c))];
    }

    public AuditNote Describe(RoleStep step, string run)
    {
        var (api, facts, change) = step;
        var role = facts.Role(change.RoleId);
        return new AuditNote(
            $"{AuditActions.Roles}.{change.Action}",
            $"{api} / {role?.Value ?? role?.DisplayName ?? change.RoleId}",
            facts.Of(change.PrincipalId)?.Principal is { } principal
                ? $"{principal.Kind} {principal.Name} ({principal.Id})"
                : change.PrincipalId,
            AuditOutcomes.Intended,
            new AuditChange(
                run, Role: new RecordedRole(api, facts.Api.Id, change.Action, change.PrincipalId, change.RoleId)));
    }

    public string? OnlyUserOf(RoleStep step) =>
        step.Facts.Of(step.Change.PrincipalId)?.Principal is { Kind: PrincipalKinds.User } user ? user.Id : null;

    public async Task<RoleOutcome> ApplyIfUnchangedAsync(
        RoleStep step, IReadOnlyList<RoleOutcome> earlier, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var (_, facts, change) = step;
        if (facts.Of(change.PrincipalId) is not { } holder)
            return new RoleOutcome(change, ChangeStates.Refused, RolePlan.UnknownPrincipal);

        var held = holder.Holds(change.RoleId);
        if ((held?.Id ?? "") != (change.PreviewedAssignment ?? ""))
            return ChangedSincePreview(change, held);

        // The groups were read before the earlier changes of the request, which may have changed their roles.
        RoleChange[] applied = [.. earlier.Where(o => o.State == ChangeStates.Done).Select(o => o.Change)];
        if (change.PreviewedGroups is { } previewed
            && GroupInheritance.Hash(holder, change.RoleId, applied) is { } current && current != previewed)
        {
            return ChangedSincePreview(
                change, holder.Principal.Name, GroupInheritance.Names(holder, change.RoleId, applied));
        }

        try
        {
            return change.Action == RoleActions.Assign
                ? await AssignAsync(facts.Api.Id, change, held, user, cancellationToken)
                : await RemoveAsync(facts.Api.Id, change, held, user, cancellationToken);
        }
        catch (ProblemException refused) when (IsConflict(change, refused.Problem))
        {
            return new RoleOutcome(change, ChangeStates.ChangedByOthers, change.Action == RoleActions.Assign
                ? "It was assigned in the meantime, but not by this change."
                : "It was removed in the meantime, but not by this change.");
        }
    }

    public RoleOutcome NotApplied(RoleStep step, string state, ApiProblem? problem) => new(
        step.Change,
        state,
        (state, problem) switch
        {
            (ChangeStates.NotAttempted, null) => "Not attempted: the request was cancelled.",
            (ChangeStates.NotAttempted, _) =>
                "Not attempted: an earlier change failed for a reason that also affects this one.",
            (_, { } own) => own.Title,
            _ => "",
        },
        problem);

    private async Task<RoleFacts> ReadFactsAsync(
        string api, RoleChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var resource = await resources.ReadAsync(api, user, cancellationToken);
        return await reader.ReadAsync(
            resource, [.. set.Changes.Select(c => c.PrincipalId).Distinct()], user, cancellationToken);
    }

    private async Task<RoleOutcome> AssignAsync(
        string api, RoleChange change, AppRoleAssignment? held, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (held is not null)
            return new RoleOutcome(change, ChangeStates.NoChangeNeeded, "The role was already assigned.");

        var created = await graph.PostAsync<AppRoleAssignment>(
            Writing,
            $"servicePrincipals/{api}/appRoleAssignedTo",
            new NewAppRoleAssignment(change.PrincipalId, api, change.RoleId),
            user,
            cancellationToken);
        return new RoleOutcome(change with { PreviewedAssignment = created.Id }, ChangeStates.Done, "Assigned.");
    }

    private async Task<RoleOutcome> RemoveAsync(
        string api, RoleChange change, AppRoleAssignment? held, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (held is null)
            return new RoleOutcome(change, ChangeStates.NoChangeNeeded, "The role was not assigned.");

        await graph.DeleteAsync(
            Writing, $"servicePrincipals/{api}/appRoleAssignedTo/{Uri.EscapeDataString(held.Id)}", user, cancellationToken);
        return new RoleOutcome(change, ChangeStates.Done, "Removed.");
    }

    private static RoleOutcome ChangedSincePreview(RoleChange change, AppRoleAssignment? held) => new(
        change,
        ChangeStates.ChangedByOthers,
        held is null
            ? "It was removed after the preview. Nothing was changed."
            : change.PreviewedAssignment is { Length: > 0 }
                ? "It was removed and assigned again after the preview. Nothing was changed."
                : "It was assigned after the preview. Nothing was changed.");

    // With other groups, the change would have another effect than the previewed one.
    private static RoleOutcome ChangedSincePreview(RoleChange change, string name, string through) => new(
        change,
        ChangeStates.ChangedByOthers,
        through.Length > 0
            ? $"{name} now has the role through {through}, which differs from the preview. Nothing was changed."
            : $"{name} no longer has the role through a group, as the preview assumed. Nothing was changed.");

    // Graph answers 400 for an existing assignment; only the message distinguishes it from other errors.
    private static bool IsConflict(RoleChange change, ApiProblem problem) => change.Action == RoleActions.Assign
        ? problem.Code == ProblemCodes.ChangeRefused
            && problem.Detail?.Contains(AlreadyThere, StringComparison.OrdinalIgnoreCase) == true
        : problem.Code == ProblemCodes.NotFound;
}

/// <summary>A change, with the state of the directory that was read for its whole set.</summary>
/// <param name="Api">The name of the API in the settings.</param>
internal sealed record RoleStep(string Api, RoleFacts Facts, RoleChange Change);
