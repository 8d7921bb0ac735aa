using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>What a set of changes does to whom: pure, from facts. Changes of one set are seen together.</summary>
internal sealed class RolePlan(RoleFacts facts, IReadOnlyList<RoleChange> changes)
{
    /// <summary>Groups first: when it is their members' turn, what these have through them is settled.</summary>
    public IReadOnlyList<PlannedChange> Foresee() => [.. changes.OrderBy(c => IsGroup(c) ? 0 : 1).Select(Foresee)];

    private bool IsGroup(RoleChange change) => facts.Of(change.PrincipalId)?.Principal.Kind == PrincipalKinds.Group;

    private PlannedChange Foresee(RoleChange change)
    {
        var role = facts.Role(change.RoleId);
        var word = role?.Value ?? role?.DisplayName ?? "no role in particular";
        if (facts.Of(change.PrincipalId) is not { } holder)
        {
            var unknown = new Principal(change.PrincipalId, PrincipalKinds.User, change.PrincipalId, null);
            return new PlannedChange(change, unknown, word, RoleEffects.Impossible, "The directory has nobody and nothing of this id.");
        }

        var held = holder.Holds(change.RoleId);
        var seen = change with { Seen = held?.Id ?? "", Through = GroupInheritance.Mark(holder, change.RoleId, changes) };
        var (effect, sentence) = change.Action == RoleActions.Assign
            ? Assign(holder, role, word, held)
            : Remove(holder, change.RoleId, word, held);
        return new PlannedChange(seen, holder.Principal, word, effect, sentence, effect is RoleEffects.Nothing or RoleEffects.Impossible ? null : Warning(holder));
    }

    private (string Effect, string Sentence) Assign(HolderFacts holder, AppRole? role, string word, AppRoleAssignment? held)
    {
        var name = holder.Principal.Name;
        if (held is not null)
            return (RoleEffects.Nothing, $"{name} already has {word}, assigned directly. Nothing is to be done.");
        if (role is null || !role.IsEnabled)
            return (RoleEffects.Impossible, "The API offers no such role.");
        if (!AppRoles.Offered(role).Allows(holder.Principal.Kind))
        {
            return (RoleEffects.Impossible, holder.Principal.Kind == PrincipalKinds.Application
                ? $"{word} is for users and groups; {name} is an application."
                : $"{word} is for applications only.");
        }

        if (holder.Principal.Kind == PrincipalKinds.Group)
            return (RoleEffects.Gains, $"{name} gains {word}: {Members(holder)} {(holder.Members == 1 ? "gains" : "gain")} it{IfNotYet(holder)}.");

        return Through(holder, role.Id) is { Length: > 0 } groups
            ? (RoleEffects.Same, $"{name} already has {word} through {groups}. The direct assignment changes nothing until that ends.")
            : (RoleEffects.Gains, $"{name} gains {word}.");
    }

    private (string Effect, string Sentence) Remove(HolderFacts holder, string role, string word, AppRoleAssignment? held)
    {
        var name = holder.Principal.Name;
        var through = Through(holder, role);
        if (held is null)
        {
            return (RoleEffects.Nothing, through.Length > 0
                ? $"{name} is not assigned {word} directly, and keeps it through {through}. Remove it there."
                : $"{name} does not have {word}. Nothing is to be done.");
        }

        if (holder.Principal.Kind == PrincipalKinds.Group)
        {
            return (RoleEffects.Loses, $"{name} loses {word}: {Members(holder)} {(holder.Members == 1 ? "loses" : "lose")} it, "
                + "unless it is also assigned to them directly or through another group.");
        }

        return through.Length > 0
            ? (RoleEffects.Same, $"{name} is no longer assigned {word} directly, but keeps it through {through}.")
            : (RoleEffects.Loses, $"{name} loses {word}.");
    }

    private string Through(HolderFacts holder, string role) => GroupInheritance.Names(holder, role, changes);

    private static string? Warning(HolderFacts holder) => holder switch
    {
        { NestedCount: > 0 } => $"{(holder.NestedCount == 1 ? "The group inside it" : $"The {holder.NestedCount} groups inside it")}"
            + $" ({GroupInheritance.Names(holder.Nested ?? [])}{(holder.NestedCount > holder.Nested?.Count ? ", …" : "")}): members of those get nothing. "
            + "Only direct members count.",
        { Unread: true } => "In more groups than were looked at: one of the others may also give the role.",
        _ => null,
    };

    private static string Members(HolderFacts group) => group.Members switch
    {
        0 => "it has no direct members, so nobody",
        1 => "its one direct member",
        var many => $"its {many} direct members",
    };

    private static string IfNotYet(HolderFacts group) => group.Members == 0 ? "" : ", if not had already";
}
