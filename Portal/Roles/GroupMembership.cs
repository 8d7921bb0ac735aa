using System.Security.Claims;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Reads the direct members of a group: members of nested groups do not get its roles.</summary>
internal sealed class GroupMembership(GraphClient graph)
{
    private const int PageSize = 50;

    private static GraphPurpose Reading => GraphPurpose.ReadRoles;

    /// <exception cref="ProblemException">The directory cannot be read, or not by this user.</exception>
    public async Task<GroupMembers> ReadAsync(
        string group, string? next, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var page = await graph.GetAsync<GraphPage<DirectoryObject>>(
            Reading, NextPage.From($"groups/{group}/members?$top={PageSize}&$count=true", next), user, cancellationToken);
        var nested = await graph.GetAsync<GraphPage<DirectoryObject>>(
            Reading,
            $"groups/{group}/members/microsoft.graph.group?$select=id&$top=1&$count=true",
            user,
            cancellationToken);
        return new GroupMembers(
            [.. page.Value.Select(m => m.AsPrincipal())],
            page.Count,
            nested.Count ?? nested.Value.Count,
            NextPage.Of(page.NextLink));
    }
}
