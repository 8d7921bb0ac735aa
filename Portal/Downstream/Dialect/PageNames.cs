using System.Collections.Frozen;

namespace Portal.Downstream.Dialect;

/// <summary>
/// The names under which APIs write, next to the rows of a page, what follows the page: read even if the document does
/// not declare them.
/// </summary>
internal static class PageNames
{
    public const string PageParameter = "page";
    public const string OffsetParameter = "offset";

    /// <summary>The number in <c>"next": { "page": 2 }</c>, which may accompany a token.</summary>
    public const string NextNumber = "next/page";

    /// <summary>Some APIs count all rows under this name, others those of the page.</summary>
    public const string AmbiguousCount = "count";

    /// <summary>Some APIs return a token under this name, others the row number of the page.</summary>
    public const string AmbiguousOffset = "offset";

    // The id of the last row of the page, which some APIs return even if no page follows.
    private const string LastId = "last_id";

    // Names are also recognized in another case, and with or without "_" and "-".
    // The best known first: if a response has several, the first one is used. A link is followed as it is; a token or
    // number is sent back in the parameter named here, unless the document declares the API's own.
    private static readonly (string Name, string? Parameter)[] Next =
    [
        ("@odata.nextLink", null), ("odata.nextLink", null), ("@nextLink", null), ("__next", null), ("nextLink", null),
        ("next", null), ("nextPageLink", null), ("next_url", null), ("next_page_url", null), ("next_uri", null),
        ("next_page_uri", null), ("next_href", null), ("nextRecordsUrl", null),
        ("next_cursor", "cursor"), ("next_cursor_mark", "cursorMark"), ("endCursor", "after"), ("after_cursor", "page[after]"),
        ("after", "after"), ("next_page_token", "page_token"), ("nextPageToken", "pageToken"),
        ("next_token", "next_token"), ("nextToken", "nextToken"), ("next_marker", "marker"),
        ("continuation_token", "continuation_token"), ("continuationToken", "continuationToken"),
        ("next_page", PageParameter), ("next_offset", OffsetParameter), ("next_start", "start"),
        ("starting_after", "starting_after"), (LastId, "after"), ("continue", "continue"), ("cursor", "cursor"),
        (AmbiguousOffset, OffsetParameter), (NextNumber, PageParameter),
    ];

    // From here on, some APIs return these for the page itself, next to another name for the next one.
    private static readonly int WeakRank = Array.FindIndex(Next, n => n.Name == "starting_after");
    private static readonly int LastIdRank = Array.FindIndex(Next, n => n.Name == LastId);

    private static readonly string[] Count =
    [
        "@odata.count", "odata.count", "__count", "total", "total_count", "total_items", "total_elements", "total_results",
        "total_records", "total_rows", "total_size", "total_hits", "number_matched", "num_found", AmbiguousCount,
    ];

    private static readonly string[] HasMore =
    [
        "has_more", "has_next", "has_next_page", "has_more_results", "more", "more_records", "is_truncated", "truncated",
        "more_items_in_collection", "has_more_items", "exceeded_transfer_limit",
    ];

    private static readonly string[] IsLast = ["last", "is_last", "is_last_page", "done"];

    private static readonly string[] PageCount =
        ["total_pages", "page_count", "last_page", "pages", "num_pages", "number_of_pages"];

    private static readonly string[] PageNumber = ["page", "page_number", "current_page", "page_index", "number"];

    private static readonly string[] End = ["@odata.deltaLink", "odata.deltaLink"];

    private static readonly FrozenSet<string> Envelopes = new[]
    {
        "link", "links", "_links", "meta", "_meta", "metadata", "_metadata", "paging", "pagination", "page", "pages",
        "pageInfo", "page_info", "pager", "cursor", "cursors", "response_metadata", "responseMetadata", "info", "additional_data",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // In a link that is an object, such as "next": { "href": … }, and in a list of links with their relations.
    private static readonly FrozenSet<string> Addresses =
        new[] { "href", "url", "uri", "link" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Relations =
        new[] { "rel", "relation" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly (string Name, PageName Known)[] All =
    [
        .. Next.Select((n, rank) => (n.Name, Known: new PageName(PageRole.Next, rank, n.Parameter))),
        .. Named(PageRole.Count, Count),
        .. Named(PageRole.HasMore, HasMore),
        .. Named(PageRole.IsLast, IsLast),
        .. Named(PageRole.PageCount, PageCount),
        .. Named(PageRole.PageNumber, PageNumber),
        .. Named(PageRole.End, End),
    ];

    private static readonly FrozenDictionary<string, PageName> Names =
        All.ToFrozenDictionary(n => n.Name, n => n.Known, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, PageName> PlainNames =
        All.DistinctBy(n => Plain(n.Name), StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(n => Plain(n.Name), n => n.Known, StringComparer.OrdinalIgnoreCase);

    public static PageName? Find(string name) => Names.GetValueOrDefault(name) ?? PlainNames.GetValueOrDefault(Plain(name));

    /// <summary>Whether a value of this rank may belong to the page itself: without one, the page need not be the last.</summary>
    public static bool IsWeak(int rank) => rank >= WeakRank && rank < Next.Length;

    /// <summary>Whether a value of this rank is the id of the page's last row.</summary>
    public static bool IsLastId(int rank) => rank == LastIdRank;

    /// <summary>Whether two names differ only in case, <c>_</c> and <c>-</c>.</summary>
    public static bool AreSame(string name, string other) => Plain(name).Equals(Plain(other), StringComparison.OrdinalIgnoreCase);

    public static bool IsAddress(string name) => Addresses.Contains(name);

    public static bool IsRelation(string name) => Relations.Contains(name);

    /// <summary>An object or list of links next to the rows with what follows the page.</summary>
    public static bool IsEnvelope(string name) => Envelopes.Contains(name);

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private static IEnumerable<(string Name, PageName Known)> Named(PageRole role, string[] names) =>
        names.Select((name, rank) => (name, new PageName(role, rank)));
}

/// <param name="Rank">The lowest one of a response is used.</param>
/// <param name="Parameter">The parameter that takes the value.</param>
internal sealed record PageName(PageRole Role, int Rank, string? Parameter = null);

internal enum PageRole
{
    /// <summary>The link or token of the next page.</summary>
    Next,

    /// <summary>The total number of rows.</summary>
    Count,
    HasMore,
    IsLast,

    /// <summary>The number of pages.</summary>
    PageCount,

    /// <summary>The number of this page.</summary>
    PageNumber,

    /// <summary>Its presence says that no page follows.</summary>
    End,
}
