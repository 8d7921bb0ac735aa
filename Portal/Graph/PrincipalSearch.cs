using System.Security.Claims;
using Portal.Contracts.Roles;
using Portal.Problems;

namespace Portal.Graph;

/// <summary>Finds users, groups and applications by their names, a page at a time: the directory searches, however many it has.</summary>
internal sealed class PrincipalSearch(GraphClient graph)
{
    /// <param name="purpose">What they are searched for: each has its own permissions.</param>
    /// <param name="kind">One of <see cref="PrincipalKinds"/>.</param>
    /// <param name="search">The beginning of any word of the name, or of the user name; null for all of them.</param>
    /// <param name="top">How many to a page.</param>
    /// <param name="next">What the page before said.</param>
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
        var (set, more, sought) = kind switch
        {
            PrincipalKinds.User => ("users", ",userPrincipalName", (string[])["displayName", "userPrincipalName"]),
            PrincipalKinds.Group => ("groups", "", ["displayName"]),
            _ => ("servicePrincipals", ",appId", ["displayName"]),
        };
        var path = $"{set}?$select=id,displayName{more}&$top={top}&$count=true{Condition(sought, search)}";
        var page = await graph.GetAsync<GraphPage<DirectoryObject>>(
            purpose, NextPage.From(path, next), user, cancellationToken);
        return new Principals([.. page.Value.Select(o => o.As(kind))], page.Count, NextPage.Of(page.NextLink));
    }

    private static string Condition(string[] sought, string? search) => GraphText.Words(search) is { } words
        ? "&$search=" + Uri.EscapeDataString(string.Join(" OR ", sought.Select(property => $"\"{property}:{words}\"")))
        : "&$orderby=displayName";
}
