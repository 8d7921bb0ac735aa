using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>
/// The state that a preview is based on: the roles of an API, and the principals that changes assign or remove them.
/// </summary>
internal sealed record RoleFacts(ServicePrincipal Api, IReadOnlyDictionary<string, HolderFacts> Holders)
{
    public HolderFacts? Of(string id) => Holders.GetValueOrDefault(id);

    public AppRole? Role(string id) => Api.AppRoles?.FirstOrDefault(r => AppRoles.Same(r.Id, id));
}

/// <param name="Assignments">The principal's direct assignments on this API.</param>
/// <param name="Groups">The groups that a user is a direct member of.</param>
/// <param name="HasUnreadGroups">Not all groups of the user were read.</param>
/// <param name="Members">The number of users who are direct members of the group.</param>
/// <param name="NestedNames">The names of the first nested groups.</param>
internal sealed record HolderFacts(
    Principal Principal,
    IReadOnlyList<AppRoleAssignment> Assignments,
    IReadOnlyList<HolderFacts> Groups,
    bool HasUnreadGroups = false,
    int Members = 0,
    IReadOnlyList<string>? NestedNames = null,
    int NestedCount = 0)
{
    public AppRoleAssignment? Holds(string role) => Assignments.FirstOrDefault(a => AppRoles.Same(a.AppRoleId, role));
}
