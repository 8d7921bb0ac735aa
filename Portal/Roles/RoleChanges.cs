using System.Security.Claims;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Gives and takes one role, if it still is as the dry run saw it.</summary>
internal sealed class RoleChanges(GraphClient graph)
{
    private const string AlreadyThere = "already exists";

    private static GraphPurpose Writing => GraphPurpose.AssignRoles;

    /// <param name="holder">What the directory says of the principal at this moment.</param>
    /// <param name="made">Changes made since it said so.</param>
    /// <exception cref="ProblemException">Nothing was changed: no consent, no directory role, no answer.</exception>
    public async Task<RoleOutcome> ApplyAsync(
        string api,
        RoleChange change,
        HolderFacts holder,
        IReadOnlyList<RoleChange> made,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var held = holder.Holds(change.RoleId);
        if ((held?.Id ?? "") != (change.Seen ?? ""))
            return Overtaken(change, held);
        if (change.Through is { } seen && GroupInheritance.Mark(holder, change.RoleId, made) is { } now && now != seen)
            return Overtaken(change, holder.Principal.Name, GroupInheritance.Names(holder, change.RoleId, made));

        try
        {
            return change.Action == RoleActions.Assign
                ? await AssignAsync(api, change, held, user, cancellationToken)
                : await RemoveAsync(api, change, held, user, cancellationToken);
        }
        catch (ProblemException refused) when (MetSomebody(change, refused.Problem))
        {
            return new RoleOutcome(change, RoleOutcomeStates.Overtaken, change.Action == RoleActions.Assign
                ? "Someone else assigned it in the same moment."
                : "Someone else removed it in the same moment.");
        }
    }

    private async Task<RoleOutcome> AssignAsync(
        string api, RoleChange change, AppRoleAssignment? held, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (held is not null)
            return new RoleOutcome(change, RoleOutcomeStates.AlreadySo, "It was assigned already.");

        var made = await graph.PostAsync<AppRoleAssignment>(
            Writing,
            $"servicePrincipals/{api}/appRoleAssignedTo",
            new NewAppRoleAssignment(change.PrincipalId, api, change.RoleId),
            user,
            cancellationToken);
        return new RoleOutcome(change with { Seen = made.Id }, RoleOutcomeStates.Done, "Assigned.");
    }

    private async Task<RoleOutcome> RemoveAsync(
        string api, RoleChange change, AppRoleAssignment? held, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (held is null)
            return new RoleOutcome(change, RoleOutcomeStates.AlreadySo, "It was not assigned.");

        await graph.DeleteAsync(
            Writing, $"servicePrincipals/{api}/appRoleAssignedTo/{Uri.EscapeDataString(held.Id)}", user, cancellationToken);
        return new RoleOutcome(change, RoleOutcomeStates.Done, "Removed.");
    }

    private static RoleOutcome Overtaken(RoleChange change, AppRoleAssignment? held) => new(
        change,
        RoleOutcomeStates.Overtaken,
        held is null
            ? "Someone else removed it after the dry run. Nothing was done."
            : change.Seen is { Length: > 0 }
                ? "Someone else removed it and assigned it again after the dry run. Nothing was done."
                : "Someone else assigned it after the dry run. Nothing was done.");

    // What the dry run said of the groups would not be true of what comes of it.
    private static RoleOutcome Overtaken(RoleChange change, string name, string through) => new(
        change,
        RoleOutcomeStates.Overtaken,
        through.Length > 0
            ? $"{name} has it through {through} by now, which the dry run did not know. Nothing was done."
            : $"{name} has it through no group by now, and the dry run relied on one. Nothing was done.");

    // Graph calls what is there already a bad request, and only its words tell it from others.
    private static bool MetSomebody(RoleChange change, ApiProblem problem) => change.Action == RoleActions.Assign
        ? problem.Code == ProblemCodes.ChangeRefused && problem.Detail?.Contains(AlreadyThere, StringComparison.OrdinalIgnoreCase) == true
        : problem.Code == ProblemCodes.NotFound;
}
