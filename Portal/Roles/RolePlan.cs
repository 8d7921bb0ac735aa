using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>
/// Evaluates the effects of a set of changes from facts already read. The changes of a set are evaluated together.
/// </summary>
internal sealed class RolePlan(RoleFacts facts, IReadOnlyList<RoleChange> changes)
{
    public const string UnknownPrincipal = "No user, group or application with this id was found in the directory.";

    /// <summary>Groups come first, because their changes affect what their members have.</summary>
    public IReadOnlyList<PlannedRoleChange> Evaluate() => [.. changes.OrderBy(c => IsGroup(c) ? 0 : 1).Select(Evaluate)];

    private bool IsGroup(RoleChange change) => facts.Of(change.PrincipalId)?.Principal.Kind == PrincipalKinds.Group;

    private PlannedRoleChange Evaluate(RoleChange change)
    {
        var role = facts.Role(change.RoleId);
        var label = role?.Value ?? role?.DisplayName ?? "default access";
        if (facts.Of(change.PrincipalId) is not { } holder)
        {
            var unknown = new Principal(change.PrincipalId, PrincipalKinds.User, change.PrincipalId, null);
            return new PlannedRoleChange(change, unknown, label, RoleEffects.Impossible, UnknownPrincipal);
        }

        var held = holder.Holds(change.RoleId);
        var previewed = change with
        {
            PreviewedAssignment = held?.Id ?? "",
            PreviewedGroups = GroupInheritance.Hash(holder, change.RoleId, changes),
        };
        var (effect, sentence) = change.Action == RoleActions.Assign
            ? Assign(holder, role, label, held)
            : Remove(holder, change.RoleId, label, held);
        var warning = effect is RoleEffects.Nothing or RoleEffects.Impossible ? null : Warning(holder);
        return new PlannedRoleChange(previewed, holder.Principal, label, effect, sentence, warning);
    }

    private (string Effect, string Sentence) Assign(
        HolderFacts holder, AppRole? role, string label, AppRoleAssignment? held)
    {
        var name = holder.Principal.Name;
        if (held is not null)
            return (RoleEffects.Nothing, $"{name} already has {label}, assigned directly. No change is needed.");
        if (role is null || !role.IsEnabled)
            return (RoleEffects.Impossible, "The API’s registration has no enabled role with this id.");
        if (!AppRoles.Offered(role).Allows(holder.Principal.Kind))
        {
            return (RoleEffects.Impossible, holder.Principal.Kind == PrincipalKinds.Application
                ? $"{label} is for users and groups; {name} is an application."
                : $"{label} is for applications only.");
        }

        if (holder.Principal.Kind == PrincipalKinds.Group)
        {
            var verb = holder.Members <= 1 ? "gains" : "gain";
            return (RoleEffects.Gains, $"{name} gains {label}: {Members(holder)} {verb} it{UnlessAlreadyHeld(holder)}.");
        }

        return Through(holder, role.Id) is { Length: > 0 } groups
            ? (
                RoleEffects.Same,
                $"{name} already has {label} through {groups}. A direct assignment has no effect unless that ends.")
            : (RoleEffects.Gains, $"{name} gains {label}.");
    }

    private (string Effect, string Sentence) Remove(
        HolderFacts holder, string role, string label, AppRoleAssignment? held)
    {
        var name = holder.Principal.Name;
        var through = Through(holder, role);
        if (held is null)
        {
            return (RoleEffects.Nothing, through.Length > 0
                ? $"{name} is not assigned {label} directly, and keeps it through {through}. "
                    + "Remove it from the group instead."
                : $"{name} does not have {label}. No change is needed.");
        }

        if (holder.Principal.Kind == PrincipalKinds.Group)
        {
            var verb = holder.Members <= 1 ? "loses" : "lose";
            return (RoleEffects.Loses, $"{name} loses {label}: {Members(holder)} {verb} it, "
                + "unless it is also assigned to them directly or through another group.");
        }

        return through.Length > 0
            ? (RoleEffects.Same, $"{name} is no longer assigned {label} directly, but keeps it through {through}.")
            : (RoleEffects.Loses, $"{name} loses {label}.");
    }

    private string Through(HolderFacts holder, string role) => GroupInheritance.Names(holder, role, changes);

    private static string? Warning(HolderFacts holder)
    {
        if (holder.HasUnreadGroups)
            return "Not all groups of this user were read: another group may also give the role.";
        if (holder.NestedCount == 0)
            return null;

        var groups = holder.NestedCount == 1 ? "a nested group" : $"{holder.NestedCount} nested groups";
        var names = holder.NestedNames ?? [];
        var more = holder.NestedCount > names.Count ? ", …" : "";
        return $"It contains {groups} ({GroupInheritance.Join(names)}{more}): "
            + "members of nested groups do not get the role. Only direct members do.";
    }

    private static string Members(HolderFacts group) => group.Members switch
    {
        0 => "it has no direct members, so no user",
        1 => "its one direct member",
        var many => $"its {many} direct members",
    };

    private static string UnlessAlreadyHeld(HolderFacts group) => group.Members == 0 ? "" : " unless they already have it";
}
