using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Graph;

/// <summary>
/// The marker of the next page of a list in Graph. Only the position from Graph's next link goes to the browser; the rest
/// of the address is rebuilt for each request, so that a caller cannot read a different list.
/// </summary>
internal static class NextPage
{
    private const int MaxLength = 4096;

    // Graph uses one or the other, depending on the type of the list.
    private static readonly string[] PositionParameters = ["$skiptoken", "$skip"];

    /// <summary>The marker that the caller sends for the next page; null on the last page.</summary>
    public static string? Of(string? nextLink)
    {
        if (!Uri.TryCreate(nextLink, UriKind.Absolute, out var link))
            return null;

        var query = QueryHelpers.ParseQuery(link.Query);
        return PositionParameters.Where(query.ContainsKey).Select(name => $"{name[1..]}:{query[name]}").FirstOrDefault();
    }

    /// <summary>The address of a list from the beginning, or from a marker. The path must have a query.</summary>
    /// <exception cref="Problems.ProblemException">The marker is not valid.</exception>
    public static string From(string path, string? next)
    {
        if (next is null)
            return path;

        return next.Length <= MaxLength
            && next.Split(':', 2) is [var name, { Length: > 0 } value]
            && PositionParameters.Contains($"${name}")
            ? $"{path}&${name}={Uri.EscapeDataString(value)}"
            : throw GraphText.Invalid("This page of the list does not exist.");
    }
}
