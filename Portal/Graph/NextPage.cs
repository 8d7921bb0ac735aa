using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Graph;

/// <summary>
/// Where a list of Graph's goes on. Of its link only the place in the list goes around by the browser: the rest is
/// written here each time, so that nobody gets another list than the one that is shown.
/// </summary>
internal static class NextPage
{
    private const int MaxLength = 4096;

    // Which of the two a list of Graph's has depends on what it is a list of.
    private static readonly string[] Places = ["$skiptoken", "$skip"];

    /// <summary>For the caller to bring back; null at the end of the list.</summary>
    public static string? Of(string? nextLink)
    {
        if (!Uri.TryCreate(nextLink, UriKind.Absolute, out var link))
            return null;

        var query = QueryHelpers.ParseQuery(link.Query);
        return Places.Where(query.ContainsKey).Select(place => $"{place[1..]}:{query[place]}").FirstOrDefault();
    }

    /// <summary>A list's address, which has a query: from the beginning, or from where the page before ended.</summary>
    /// <exception cref="Downstream.ProblemException">The place is none that was given out.</exception>
    public static string From(string path, string? next)
    {
        if (next is null)
            return path;

        return next.Length <= MaxLength && next.Split(':', 2) is [var name, { Length: > 0 } value] && Places.Contains($"${name}")
            ? $"{path}&${name}={Uri.EscapeDataString(value)}"
            : throw GraphText.Invalid("This page of the list does not exist.");
    }
}
