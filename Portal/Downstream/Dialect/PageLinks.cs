using System.Text.RegularExpressions;

namespace Portal.Downstream.Dialect;

/// <summary>The next page in the headers of a response: <c>Link</c> (RFC 8288), or its number.</summary>
/// <param name="IsEnd">There are links to other pages, and none to a next one.</param>
internal sealed partial record PageLinks(NextLink? Next, bool IsEnd)
{
    public const string Header = "Link";

    private const string NextNumber = "X-Next-Page";

    // Some APIs link to the page after the last one, and say that it is empty.
    private const string NoResults = "results=\"false\"";

    // Tokens, with the parameters that usually take them.
    private static readonly (string Header, string Parameter)[] Tokens =
    [
        ("x-ms-continuationtoken", "continuationToken"), ("X-Continuation-Token", "continuationToken"), ("X-Next-Cursor", "cursor"),
        ("X-Next-Page-Token", "page_token"), ("X-Next-Token", "next_token"),
    ];

    private static readonly PageLinks None = new(null, IsEnd: false);

    public static PageLinks Of(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues(Header, out var values))
            return Read(string.Join(',', values));
        if (response.Headers.TryGetValues(NextNumber, out var number))
        {
            return number.FirstOrDefault() is { Length: > 0 } next
                ? new(new NextLink(next, PageNames.PageParameter), IsEnd: false)
                : new(null, IsEnd: true);
        }

        foreach (var (header, parameter) in Tokens)
        {
            if (response.Headers.TryGetValues(header, out var token) && token.FirstOrDefault() is { Length: > 0 } value)
                return new(new NextLink(value, parameter), IsEnd: false);
        }

        return None;
    }

    // Link: <https://api.example/things?page=2&fields=a,b>; rel="next", <…>; rel="last"
    private static PageLinks Read(string header)
    {
        var relations = Links().Matches(header)
            .SelectMany(link => link.Groups["relations"].Value.Split(' ')
                .Select(relation => (Relation: relation, Address: link.Groups["address"].Value, More: link.Groups["more"].Value)))
            .ToList();
        var next = relations.Find(link => Is(link.Relation, "next"));
        return next.Address is { } address && !next.More.Contains(NoResults, StringComparison.OrdinalIgnoreCase)
            ? new(new NextLink(address), IsEnd: false)
            : next.Address is not null ? new(null, IsEnd: true)
            : new(null, relations.Exists(link => Is(link.Relation, "prev") || Is(link.Relation, "first") || Is(link.Relation, "last")));
    }

    private static bool Is(string relation, string other) => relation.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        """<(?<address>[^<>]*)>[^<>]*?;\s*rel\s*=\s*(?<quote>"?)(?<relations>[^",;<>]*)\k<quote>(?<more>[^<>]*)""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 100)]
    private static partial Regex Links();
}
