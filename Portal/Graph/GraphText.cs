using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Graph;

/// <summary>Validates and escapes values for the addresses of Graph requests.</summary>
internal static class GraphText
{
    private const int MaxSearchLength = 120;

    /// <summary>Checks an id from the caller: only a GUID may become part of a path.</summary>
    /// <exception cref="ProblemException">It is not a GUID.</exception>
    public static string Id(string value) =>
        Guid.TryParseExact(value, "D", out var id)
            ? id.ToString("D")
            : throw Invalid("Not a valid id: ids in the directory are GUIDs. The link may be truncated.");

    /// <summary>Quotes a string for a filter.</summary>
    public static string Quoted(string value) => Uri.EscapeDataString($"'{value.Replace("'", "''", StringComparison.Ordinal)}'");

    /// <summary>
    /// The text to search for, or null if it is empty. Characters that would end the quotes are replaced by spaces.
    /// </summary>
    public static string? SearchText(string? search)
    {
        if (search is { Length: > MaxSearchLength })
            throw Invalid($"A search text may have at most {MaxSearchLength} characters.");

        var text = new string([.. (search ?? "").Select(c => c is '"' or '\\' || char.IsControl(c) ? ' ' : c)]).Trim();
        return text.Length > 0 ? text : null;
    }

    public static ProblemException Invalid(string detail) => new(new ApiProblem(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "The request could not be read", detail));
}
