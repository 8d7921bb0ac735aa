using System.Security.Claims;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Assigns or removes one role, if the state is still the one that was previewed.</summary>
internal sealed class RoleChanges(GraphClient graph)
{
    private const string AlreadyThere = "already exists";

    private static GraphPurpose Writing => GraphPurpose.AssignRoles;

    /// <param name="holder">The current state of the principal in the directory.</param>
    /// <param name="applied">The changes applied since that state was read.</param>
    /// <exception cref="ProblemException">Nothing was changed: no consent, no directory role, or no response.</exception>
    public async Task<RoleOutcome> ApplyAsync(
        string api,
        RoleChange change,
        HolderFacts holder,
        IReadOnlyList<RoleChange> applied,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var held = holder.Holds(change.RoleId);
        if ((held?.Id ?? "") != (change.PreviewedAssignment ?? ""))
            return ChangedSincePreview(change, held);
        if (change.PreviewedGroups is { } previewed && GroupInheritance.Hash(holder, change.RoleId, applied) is { } now && now != previewed)
            return ChangedSincePreview(change, holder.Principal.Name, GroupInheritance.Names(holder, change.RoleId, applied));

        try
        {
            return change.Action == RoleActions.Assign
                ? await AssignAsync(api, change, held, user, cancellationToken)
                : await RemoveAsync(api, change, held, user, cancellationToken);
        }
        catch (ProblemException refused) when (IsConflict(change, refused.Problem))
        {
            return new RoleOutcome(change, RoleOutcomeStates.ChangedByOthers, change.Action == RoleActions.Assign
                ? "Someone else assigned it at the same time."
                : "Someone else removed it at the same time.");
        }
    }

    private async Task<RoleOutcome> AssignAsync(
        string api, RoleChange change, AppRoleAssignment? held, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (held is not null)
            return new RoleOutcome(change, RoleOutcomeStates.NoChangeNeeded, "The role was already assigned.");

        var created = await graph.PostAsync<AppRoleAssignment>(
            Writing,
            $"servicePrincipals/{api}/appRoleAssignedTo",
            new NewAppRoleAssignment(change.PrincipalId, api, change.RoleId),
            user,
            cancellationToken);
        return new RoleOutcome(change with { PreviewedAssignment = created.Id }, RoleOutcomeStates.Done, "Assigned.");
    }

    private async Task<RoleOutcome> RemoveAsync(
        string api, RoleChange change, AppRoleAssignment? held, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (held is null)
            return new RoleOutcome(change, RoleOutcomeStates.NoChangeNeeded, "The role was not assigned.");

        await graph.DeleteAsync(
            Writing, $"servicePrincipals/{api}/appRoleAssignedTo/{Uri.EscapeDataString(held.Id)}", user, cancellationToken);
        return new RoleOutcome(change, RoleOutcomeStates.Done, "Removed.");
    }

    private static RoleOutcome ChangedSincePreview(RoleChange change, AppRoleAssignment? held) => new(
        change,
        RoleOutcomeStates.ChangedByOthers,
        held is null
            ? "Someone else removed it after the preview. Nothing was changed."
            : change.PreviewedAssignment is { Length: > 0 }
                ? "Someone else removed it and assigned it again after the preview. Nothing was changed."
                : "Someone else assigned it after the preview. Nothing was changed.");

    // The effect would differ from the preview, which depends on the groups.
    private static RoleOutcome ChangedSincePreview(RoleChange change, string name, string through) => new(
        change,
        RoleOutcomeStates.ChangedByOthers,
        through.Length > 0
            ? $"{name} now has the role through {through}, which differs from the preview. Nothing was changed."
            : $"{name} no longer has the role through a group, as the preview assumed. Nothing was changed.");

    // Graph answers 400 for an existing assignment; only the message distinguishes it from other errors.
    private static bool IsConflict(RoleChange change, ApiProblem problem) => change.Action == RoleActions.Assign
        ? problem.Code == ProblemCodes.ChangeRefused && problem.Detail?.Contains(AlreadyThere, StringComparison.OrdinalIgnoreCase) == true
        : problem.Code == ProblemCodes.NotFound;
}
