using System.Buffers.Text;
using System.Text;
using Portal.Contracts;
using Portal.Downstream;

namespace Portal.Graph;

/// <summary>Values on their way into an address of Graph, and where a list goes on.</summary>
internal static class GraphText
{
    private const int LongestSearch = 120;
    private const int LongestNext = 4096;

    /// <summary>An id that the caller sent: a GUID and nothing else gets into a path.</summary>
    /// <exception cref="DownstreamException">It is none.</exception>
    public static string Id(string value) =>
        Guid.TryParseExact(value, "D", out var id) ? id.ToString("D") : throw Invalid("An id is not one.");

    /// <summary>A string in a filter.</summary>
    public static string Quoted(string value) => Uri.EscapeDataString($"'{value.Replace("'", "''", StringComparison.Ordinal)}'");

    /// <summary>Words to search for, or null. What would end the quotes around them is taken for a space.</summary>
    public static string? Words(string? search)
    {
        if (search is { Length: > LongestSearch })
            throw Invalid($"A search has {LongestSearch} characters at most.");

        var words = new string([.. (search ?? "").Select(c => c is '"' or '\\' || char.IsControl(c) ? ' ' : c)]).Trim();
        return words.Length > 0 ? words : null;
    }

    /// <summary>The query of a next page, which only fits the list that it came from: the path stays ours.</summary>
    public static string? Next(string? nextLink) => nextLink is not null && Uri.TryCreate(nextLink, UriKind.Absolute, out var link)
        ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(link.Query))
        : null;

    /// <summary><paramref name="path"/> with its first query, or with that of a next page.</summary>
    /// <exception cref="DownstreamException">The next page is none that was given out.</exception>
    public static string Page(string path, string query, string? next)
    {
        if (next is null)
            return $"{path}?{query}";

        if (next.Length <= LongestNext && Base64Url.IsValid(next))
        {
            var written = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(next));
            if (written.StartsWith('?') && written.All(c => c is > ' ' and < '\u007f' and not '#'))
                return path + written;
        }

        throw Invalid("This page of the list does not exist.");
    }

    public static DownstreamException Invalid(string detail) => new(new ApiProblem(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "The request could not be read", detail));
}
