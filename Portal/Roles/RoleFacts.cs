using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>What a dry run is decided on: the roles of an API, and what the directory says of those whose roles would change.</summary>
internal sealed record RoleFacts(ServicePrincipal Api, IReadOnlyDictionary<string, HolderFacts> Holders)
{
    public HolderFacts? Of(string id) => Holders.GetValueOrDefault(id);

    public AppRole? Role(string id) => Api.AppRoles?.FirstOrDefault(r => AppRoles.Same(r.Id, id));
}

/// <param name="Assignments">Its own, on this API.</param>
/// <param name="Groups">Those that a user is a direct member of.</param>
/// <param name="Unread">There are more groups than were looked at.</param>
/// <param name="Members">People who are direct members of the group.</param>
/// <param name="Nested">Names of groups in the group, the first of them.</param>
internal sealed record HolderFacts(
    Principal Principal,
    IReadOnlyList<AppRoleAssignment> Assignments,
    IReadOnlyList<HolderFacts> Groups,
    bool Unread = false,
    int Members = 0,
    IReadOnlyList<string>? Nested = null,
    int NestedCount = 0)
{
    public AppRoleAssignment? Holds(string role) => Assignments.FirstOrDefault(a => AppRoles.Same(a.AppRoleId, role));
}
