using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Graph;

/// <summary>Values on their way into an address of Graph.</summary>
internal static class GraphText
{
    private const int MaxSearchLength = 120;

    /// <summary>An id that the caller sent: a GUID and nothing else gets into a path.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static string Id(string value) =>
        Guid.TryParseExact(value, "D", out var id)
            ? id.ToString("D")
            : throw Invalid("What stands for an id is none: the directory’s ids are GUIDs. A link may be cut off.");

    /// <summary>A string in a filter.</summary>
    public static string Quoted(string value) => Uri.EscapeDataString($"'{value.Replace("'", "''", StringComparison.Ordinal)}'");

    /// <summary>Words to search for, or null. What would end the quotes around them is taken for a space.</summary>
    public static string? Words(string? search)
    {
        if (search is { Length: > MaxSearchLength })
            throw Invalid($"A search has {MaxSearchLength} characters at most.");

        var words = new string([.. (search ?? "").Select(c => c is '"' or '\\' || char.IsControl(c) ? ' ' : c)]).Trim();
        return words.Length > 0 ? words : null;
    }

    public static ProblemException Invalid(string detail) => new(new ApiProblem(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "The request could not be read", detail));
}
