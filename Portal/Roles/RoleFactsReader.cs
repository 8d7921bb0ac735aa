using System.Security.Claims;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>
/// Reads the state that role changes depend on, in few requests and with read permissions only: for a preview, and
/// again before changes are applied.
/// </summary>
internal sealed class RoleFactsReader(GraphClient graph, ReadBatch batch)
{
    private const int MaxGroups = 300;

    private static GraphPurpose Reading => GraphPurpose.ReadRoles;

    /// <exception cref="ProblemException">The directory cannot be read, or not by this user.</exception>
    public async Task<RoleFacts> ReadAsync(
        ServicePrincipal api, IReadOnlyList<string> principals, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var known = await ReadPrincipalsAsync(principals, user, cancellationToken);

        var users = known.Where(p => p.Kind == PrincipalKinds.User).ToList();
        var joined = await batch.ReadAllAsync<GraphPage<DirectoryObject>>(
            Reading,
            [.. users.Select(u =>
                $"users/{u.Id}/memberOf/microsoft.graph.group?$select=id,displayName&$top=999&$count=true")],
            user,
            cancellationToken);
        var groupsOf = users.Zip(joined).ToDictionary(p => p.First.Id, p => p.Second, StringComparer.Ordinal);

        var memberGroups = joined.SelectMany(j => j?.Value ?? [])
            .Select(g => g.As(PrincipalKinds.Group))
            .DistinctBy(g => g.Id)
            .Take(MaxGroups);
        var all = known.Concat(memberGroups).DistinctBy(p => p.Id).ToList();
        var assignments = await ReadAssignmentsAsync(api, all, user, cancellationToken);
        var groups = all.Where(p => p.Kind == PrincipalKinds.Group).ToDictionary(
            g => g.Id, g => new HolderFacts(g, assignments[g.Id], []), StringComparer.Ordinal);
        return new RoleFacts(api, known.ToDictionary(p => p.Id, p => Facts(p), StringComparer.OrdinalIgnoreCase));

        HolderFacts Facts(Principal principal)
        {
            if (groups.TryGetValue(principal.Id, out var group))
                return group;

            var page = groupsOf.GetValueOrDefault(principal.Id);
            var read = page?.Value.Select(g => groups.GetValueOrDefault(g.Id)).ToList() ?? [];
            var hasUnread = page?.NextLink is not null || read.Contains(null);
            return new HolderFacts(principal, assignments[principal.Id], [.. read.OfType<HolderFacts>()], hasUnread);
        }
    }

    // Graph omits ids that do not exist.
    private async Task<IReadOnlyList<Principal>> ReadPrincipalsAsync(
        IReadOnlyList<string> ids, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var objects = await graph.PostAsync<GraphPage<DirectoryObject>>(
            Reading,
            "directoryObjects/getByIds",
            new { ids, types = (string[])["user", "group", "servicePrincipal"] },
            user,
            cancellationToken);
        return [.. objects.Value.Select(o => o.AsPrincipal())];
    }

    // The direct assignments of each principal. Graph can filter by name only, and names are not unique.
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<AppRoleAssignment>>> ReadAssignmentsAsync(
        ServicePrincipal api, IReadOnlyList<Principal> principals, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var pages = await batch.ReadAllAsync<GraphPage<AppRoleAssignment>>(
            Reading,
            [.. principals.Select(p => $"servicePrincipals/{api.Id}/appRoleAssignedTo?$top=999"
                + $"&$filter=principalDisplayName%20eq%20{GraphText.Quoted(p.Name)}")],
            user,
            cancellationToken);
        return principals.Zip(pages, Own).ToDictionary(o => o.Principal, o => o.Assignments, StringComparer.Ordinal);

        static (string Principal, IReadOnlyList<AppRoleAssignment> Assignments) Own(
            Principal principal, GraphPage<AppRoleAssignment>? page) =>
            (principal.Id, [.. (page?.Value ?? []).Where(a => AppRoles.Same(a.PrincipalId, principal.Id))]);
    }
}
