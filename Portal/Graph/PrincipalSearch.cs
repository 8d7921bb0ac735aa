using System.Security.Claims;
using Portal.Contracts;
using Portal.Downstream;

namespace Portal.Graph;

/// <summary>Finds who could hold a role, and who is in a group.</summary>
internal sealed class PrincipalSearch(GraphClient graph)
{
    private const int PageSize = 20;
    private const int MembersPage = 50;

    private static GraphPurpose Reading => GraphPurpose.ReadRoles;

    /// <exception cref="DownstreamException">The directory cannot be read, or not by this user.</exception>
    public async Task<Principals> FindAsync(
        string kind, string? search, string? next, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var (path, more, sought) = kind switch
        {
            PrincipalKinds.User => ("users", ",userPrincipalName", (string[])["displayName", "userPrincipalName"]),
            PrincipalKinds.Group => ("groups", "", ["displayName"]),
            _ => ("servicePrincipals", ",appId", ["displayName"]),
        };
        var words = search is null
            ? ""
            : "&$search=" + Uri.EscapeDataString(string.Join(" OR ", sought.Select(property => $"\"{property}:{search}\"")));
        var page = await graph.GetAsync<GraphPage<DirectoryObject>>(
            Reading,
            GraphText.Page(path, $"$select=id,displayName{more}&$top={PageSize}&$count=true{words}", next),
            user,
            cancellationToken);
        return new Principals([.. page.Value.Select(o => o.As(kind))], page.Count, GraphText.Next(page.NextLink));
    }

    /// <summary>The direct members: whoever is in a group inside is no holder of what the outer one holds.</summary>
    public async Task<GroupMembers> ReadMembersAsync(
        string group, string? next, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var page = await graph.GetAsync<GraphPage<DirectoryObject>>(
            Reading, GraphText.Page($"groups/{group}/members", $"$top={MembersPage}&$count=true", next), user, cancellationToken);
        var nested = await graph.GetAsync<GraphPage<DirectoryObject>>(
            Reading, $"groups/{group}/members/microsoft.graph.group?$select=id&$top=1&$count=true", user, cancellationToken);
        return new GroupMembers(
            [.. page.Value.Select(m => m.AsPrincipal())], page.Count, nested.Count ?? nested.Value.Count, GraphText.Next(page.NextLink));
    }
}
