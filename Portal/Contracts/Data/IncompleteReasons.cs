namespace Portal.Contracts.Data;

/// <summary>Why no page follows although the API has more rows, or why the pages cannot be trusted.</summary>
public static class IncompleteReasons
{
    /// <summary>There are more rows, but neither the response nor the document says how to request them.</summary>
    public const string NoNextPage = "no_next_page";

    /// <summary>The next link leads to another address.</summary>
    public const string NextElsewhere = "next_elsewhere";

    /// <summary>The next page is this one.</summary>
    public const string PageRepeats = "page_repeats";

    /// <summary>The API skips no more rows than this, and returns no next link.</summary>
    public const string OffsetLimit = "offset_limit";

    /// <summary>There are more groups than a chart requests.</summary>
    public const string GroupLimit = "group_limit";

    /// <param name="api">The API's name, as people read it.</param>
    /// <param name="reason">One of the constants.</param>
    public static string Describe(string api, string reason) => reason switch
    {
        NextElsewhere => $"{api} links to its next page at another address. The portal does not follow such links.",
        PageRepeats => $"{api} names a page that was already read as its next page.",
        OffsetLimit => $"{api} does not return rows beyond this position. Filter the view to reach other rows.",
        GroupLimit => $"{api} has more groups than a chart can show. Add a filter, or choose a longer period.",
        _ => $"{api} has more rows, but neither its responses nor its OpenAPI document says how to request them.",
    };
}
