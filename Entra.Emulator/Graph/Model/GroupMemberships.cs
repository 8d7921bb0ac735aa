using System.Collections.Concurrent;
using Entra.Emulator.Graph.Access;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Graph.Model;

/// <summary>
/// Group memberships, direct and transitive. They come from the tenant file, so they are computed once.
/// </summary>
internal sealed class GroupMemberships(TenantDirectory tenant)
{
    private readonly ConcurrentDictionary<(Guid Group, bool Transitive), IReadOnlyList<object>> _members = new();

    public IReadOnlyList<object> MembersOf(Group group, bool transitive) => _members.GetOrAdd(
        (group.Id, transitive), _ => transitive ? Transitive(group) : [.. Direct(group)]);

    /// <summary>The directory roles of a user, then the groups of a user or a group.</summary>
    public IReadOnlyList<object> Of(object member, bool transitive)
    {
        var name = member is UserAccount user ? user.UserName : ((Group)member).Name;
        var groups = tenant.GroupsListing(name);
        IEnumerable<object> roles = member is UserAccount holder ? DirectoryRoles.Of(holder) : [];
        return [.. roles, .. transitive ? Above(groups) : groups];
    }

    private IEnumerable<object> Direct(Group group) => group.Members
        .Distinct(StringComparer.Ordinal)
        .Select(name => tenant.FindUserByName(name) ?? (object?)tenant.FindGroupByName(name))
        .OfType<object>();

    private IReadOnlyList<object> Transitive(Group group)
    {
        var found = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var groups = new Queue<Group>([group]);
        while (groups.TryDequeue(out var next))
        {
            foreach (var member in Direct(next))
            {
                if (found.Add(member) && member is Group nested)
                    groups.Enqueue(nested);
            }
        }

        return [.. found];
    }

    private HashSet<Group> Above(IEnumerable<Group> direct)
    {
        var found = new HashSet<Group>(ReferenceEqualityComparer.Instance);
        var groups = new Queue<Group>(direct);
        while (groups.TryDequeue(out var next))
        {
            if (!found.Add(next))
                continue;
            foreach (var above in tenant.GroupsListing(next.Name))
                groups.Enqueue(above);
        }

        return found;
    }
}
