using System.Security.Claims;
using Portal.Contracts.Roles;
using Portal.Problems;

namespace Portal.Graph;

/// <summary>Finds users, groups and applications by name, one page at a time. The directory does the search.</summary>
internal sealed class PrincipalSearch(GraphClient graph)
{
    /// <param name="purpose">Determines the permissions that are used.</param>
    /// <param name="kind">One of <see cref="PrincipalKinds"/>.</param>
    /// <param name="search">The beginning of any word of the name, or of the user name; null for all.</param>
    /// <param name="top">The page size.</param>
    /// <param name="next">The marker from the previous page.</param>
    /// <exception cref="ProblemException">The directory cannot be read, or not by this user.</exception>
    public async Task<Principals> FindAsync(
        GraphPurpose purpose,
        string kind,
        string? search,
        int top,
        string? next,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var (set, select, searched) = kind switch
        {
            PrincipalKinds.User => ("users", ",userPrincipalName", (string[])["displayName", "userPrincipalName"]),
            PrincipalKinds.Group => ("groups", "", ["displayName"]),
            _ => ("servicePrincipals", ",appId", ["displayName"]),
        };
        var path = $"{set}?$select=id,displayName{select}&$top={top}&$count=true{Condition(searched, search)}";
        var page = await graph.GetAsync<GraphPage<DirectoryObject>>(
            purpose, NextPage.From(path, next), user, cancellationToken);
        return new Principals([.. page.Value.Select(o => o.As(kind))], page.Count, NextPage.Of(page.NextLink));
    }

    private static string Condition(string[] properties, string? search) => GraphText.SearchText(search) is { } text
        ? "&$search=" + Uri.EscapeDataString(string.Join(" OR ", properties.Select(property => $"\"{property}:{text}\"")))
        : "&$orderby=displayName";
}
