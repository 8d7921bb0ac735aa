using System.Security.Claims;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>
/// Reads how many direct members each group has, and its nested groups, whose members do not get its roles.
/// </summary>
internal sealed class GroupSizes(ReadBatch batch)
{
    private const int MaxNamedNested = 3;

    /// <exception cref="ProblemException">The directory cannot be read, or not by this user.</exception>
    public async Task<RoleFacts> AddAsync(RoleFacts facts, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var groups = facts.Holders.Values.Where(h => h.Principal.Kind == PrincipalKinds.Group).ToList();
        var pages = await batch.ReadAllAsync<GraphPage<DirectoryObject>>(
            GraphPurpose.ReadRoles,
            [.. groups.SelectMany(g => (string[])
                [
                    $"{Members(g)}/microsoft.graph.user?$select=id&$top=1&$count=true",
                    $"{Members(g)}/microsoft.graph.group?$select=id,displayName&$top={MaxNamedNested}&$count=true",
                ])],
            user,
            cancellationToken);
        var holders = facts.Holders.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (group, i) in groups.Select((group, i) => (group, i)))
        {
            var (people, nested) = (pages[2 * i], pages[(2 * i) + 1]);
            holders[group.Principal.Id] = group with
            {
                Members = people?.Count ?? 0,
                NestedNames = [.. (nested?.Value ?? []).Select(n => n.DisplayName ?? n.Id)],
                NestedCount = nested?.Count ?? 0,
            };
        }

        return facts with { Holders = holders };
    }

    private static string Members(HolderFacts group) => $"groups/{group.Principal.Id}/members";
}
