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

    /// <summary>Some APIs count all rows under this name, others those of the page.</summary>
    public const string AmbiguousCount = "count";

    // The best known first: if a response has several, the first one is used. A link is followed as it is; a token or
    // number is sent back in the parameter named here, unless the document declares the API's own.
    private static readonly (string Name, string? Parameter)[] Next =
    [
        ("@odata.nextLink", null), ("odata.nextLink", null), ("@nextLink", null), ("__next", null), ("nextLink", null),
        ("next", null), ("next_link", null), ("nextPageLink", null), ("next_url", null), ("nextUrl", null),
        ("next_page_url", null), ("nextPageUrl", null), ("next_uri", null), ("nextUri", null), ("next_href", null),
        ("nextHref", null), ("nextRecordsUrl", null),
        ("next_cursor", "cursor"), ("nextCursor", "cursor"), ("endCursor", "after"), ("after", "after"),
        ("next_page_token", "page_token"), ("nextPageToken", "pageToken"),
        ("next_token", "next_token"), ("nextToken", "nextToken"),
        ("continuation_token", "continuation_token"), ("continuationToken", "continuationToken"),
        ("next_page", PageParameter), ("nextPage", PageParameter),
        ("next_offset", OffsetParameter), ("nextOffset", OffsetParameter),
    ];

    private static readonly string[] Count =
    [
        "@odata.count", "odata.count", "__count", "total", "total_count", "totalCount", "totalItems", "total_items",
        "totalElements", "total_elements", "totalResults", "total_results", "totalRecords", "total_records",
        "totalRows", "total_rows", AmbiguousCount,
    ];

    private static readonly string[] HasMore =
    [
        "has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage", "hasMoreResults", "has_more_results",
        "more", "moreRecords", "more_records", "isTruncated", "is_truncated", "truncated",
    ];

    private static readonly string[] IsLast = ["last", "isLast", "is_last", "isLastPage", "is_last_page", "done"];

    private static readonly string[] PageCount =
    [
        "totalPages", "total_pages", "pageCount", "page_count", "lastPage", "last_page", "pages", "num_pages", "numPages",
        "numberOfPages",
    ];

    private static readonly string[] PageNumber =
        ["page", "pageNumber", "page_number", "currentPage", "current_page", "pageIndex", "page_index", "number"];

    private static readonly string[] End = ["@odata.deltaLink", "odata.deltaLink"];

    private static readonly FrozenSet<string> Envelopes = new[]
    {
        "link", "links", "_links", "meta", "_meta", "metadata", "_metadata", "paging", "pagination", "page", "pages",
        "pageInfo", "page_info", "pager", "cursor", "cursors", "response_metadata", "responseMetadata",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // In a link that is an object, such as "next": { "href": … }, and in a list of links with their relations.
    private static readonly FrozenSet<string> Addresses =
        new[] { "href", "url", "uri", "link" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Relations =
        new[] { "rel", "relation" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, PageName> Names =
        Next.Select((n, rank) => (n.Name, Known: new PageName(PageRole.Next, rank, n.Parameter)))
            .Concat(Named(PageRole.Count, Count))
            .Concat(Named(PageRole.HasMore, HasMore))
            .Concat(Named(PageRole.IsLast, IsLast))
            .Concat(Named(PageRole.PageCount, PageCount))
            .Concat(Named(PageRole.PageNumber, PageNumber))
            .Concat(Named(PageRole.End, End))
            .ToFrozenDictionary(n => n.Name, n => n.Known, StringComparer.OrdinalIgnoreCase);

    public static PageName? Find(string name) => Names.GetValueOrDefault(name);

    public static bool IsAddress(string name) => Addresses.Contains(name);

    public static bool IsRelation(string name) => Relations.Contains(name);

    /// <summary>An object or list of links next to the rows with what follows the page.</summary>
    public static bool IsEnvelope(string name) => Envelopes.Contains(name);

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
