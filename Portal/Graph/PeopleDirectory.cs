using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts;

namespace Portal.Graph;

/// <summary>Finds people, a page at a time: the directory searches, however many it has.</summary>
internal sealed class PeopleDirectory(GraphClient graph)
{
    private const int PageSize = 10;
    private const string SkipToken = "$skiptoken";

    /// <param name="search">The beginning of any word of the name, or of the user name; empty for everybody.</param>
    /// <param name="next">What the page before said.</param>
    /// <exception cref="Downstream.DownstreamException">The directory cannot be read, or not by this user.</exception>
    public async Task<PersonPage> SearchAsync(string search, string? next, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var path = $"users?{DirectoryUser.Select}&$top={PageSize}&$count=true" + Condition(Words(search));
        if (next is not null)
            path += $"&{SkipToken}={Uri.EscapeDataString(next)}";

        var page = await graph.GetAsync<GraphPage<DirectoryUser>>(GraphPurpose.ReadDirectory, path, user, cancellationToken);
        return new PersonPage([.. page.Value.Select(Summary)], NextOf(page.NextLink), page.Count);
    }

    public static PersonSummary Summary(DirectoryUser user) => new(user.Id, user.Name, user.UserPrincipalName ?? "");

    private static string Condition(string words) => words.Length == 0
        ? "&$orderby=displayName"
        : $"&$search={Uri.EscapeDataString($"\"displayName:{words}\" OR \"userPrincipalName:{words}\"")}";

    // What would end the quoted clause, or escape in it, is in no name that anybody types.
    private static string Words(string search) => search.Replace('"', ' ').Replace('\\', ' ').Trim();

    // Of Graph's link only its place in the list goes around by the browser: the rest is written here each time.
    private static string? NextOf(string? link) => Uri.TryCreate(link, UriKind.Absolute, out var address)
        && QueryHelpers.ParseQuery(address.Query).TryGetValue(SkipToken, out var token) && token is [{ Length: > 0 } only]
            ? only
            : null;
}
