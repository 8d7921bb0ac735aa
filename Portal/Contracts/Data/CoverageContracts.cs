namespace Portal.Contracts.Data;

/// <summary>How much of an API's OpenAPI document became views, and what was passed over.</summary>
/// <param name="Operations">All GET operations: each is a view, opens one row of a view, or was passed over.</param>
/// <param name="Rows">Operations that open one row of a view.</param>
/// <param name="PassedOver">How many operations were passed over for each reason, the most frequent first.</param>
/// <param name="Named">The first of them, at most <see cref="MaxNamed"/>.</param>
public sealed record ViewCoverage(
    int Operations,
    int Views,
    int Rows,
    IReadOnlyList<PassedOverCount> PassedOver,
    IReadOnlyList<PassedOverOperation> Named)
{
    public const int MaxNamed = 200;

    public static ViewCoverage Of(int views, int rows, IReadOnlyCollection<PassedOverOperation> passedOver) => new(
        views + rows + passedOver.Count,
        views,
        rows,
        [
            .. passedOver.GroupBy(o => o.Code, StringComparer.Ordinal)
                .Select(g => new PassedOverCount(g.Key, g.Count()))
                .OrderByDescending(c => c.Count),
        ],
        [.. passedOver.Take(MaxNamed)]);
}

/// <param name="Code">One of <see cref="PassedOverCodes"/>.</param>
public sealed record PassedOverCount(string Code, int Count);

/// <summary>A GET operation that is neither a view nor opens a row of one.</summary>
/// <param name="Path">Its path in the document.</param>
/// <param name="Code">The reason, one of <see cref="PassedOverCodes"/>.</param>
/// <param name="Detail">What is missing, in the document's words, such as <c>path customerId</c> or the name of a header.</param>
public sealed record PassedOverOperation(string Path, string Code, string? Detail = null);

/// <summary>Why an operation is not a view.</summary>
public static class PassedOverCodes
{
    /// <summary>It requires a value that the portal does not know.</summary>
    public const string Parameter = "parameter";

    /// <summary>It requires a header that the settings do not have.</summary>
    public const string Header = "header";

    public const string Body = "body";
    public const string NoList = "no_list";
    public const string NoJson = "no_json";

    /// <summary>The document does not say what a successful response contains.</summary>
    public const string NotDescribed = "not_described";

    /// <summary>It refers to something that the document does not contain, or in a circle.</summary>
    public const string Reference = "reference";

    /// <summary>Its path has more than plain segments.</summary>
    public const string Path = "path";

    public const string SameName = "same_name";

    /// <summary>There are more views than the portal shows of one API.</summary>
    public const string Limit = "limit";

    public const string Malformed = "malformed";
}
