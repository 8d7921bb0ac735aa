using System.Globalization;
using static Portal.Tests.Exports.PagingStyle;

namespace Portal.Tests.Exports;

/// <summary>APIs that divide their rows into pages in the ways that are common, and some that do it wrongly.</summary>
internal static class PagingStyles
{
    public static IReadOnlyList<PagingStyle> All { get; } =
        [.. Links(), .. Headers(), .. Tokens(), .. Numbers(), .. Offsets(), .. Unreachable(), .. Faulty()];

    private static IEnumerable<PagingStyle> Links()
    {
        yield return Complete("odata", "$top $skiptoken", "value @odata.nextLink @odata.count", r => ByLink(r, "$skiptoken",
            (rows, next) => Members(("value", rows), ("@odata.nextLink", next), ("@odata.count", r.Total))));
        yield return Complete("odata-3", "$top $skiptoken", "value odata.nextLink", r => ByLink(r, "$skiptoken",
            (rows, next) => Members(("odata.count", $"{r.Total}"), ("value", rows), ("odata.nextLink", next))));
        yield return Complete("delta", "", "value @odata.nextLink", r => ByLink(r, "$skiptoken", (rows, next) => Members(
            ("value", rows), ("@odata.nextLink", next), ("@odata.deltaLink", next is null ? r.Link("$deltatoken=1") : null))));
        yield return Complete("azure", "", "value nextLink", r => ByLink(r, "marker",
            (rows, next) => new { value = rows, nextLink = next }));
        yield return Complete("relative", "marker", "items nextLink", r => ByLink(r, "marker",
            (rows, next) => new { items = rows, nextLink = next?[next.IndexOf('?')..] }));
        yield return Complete("other-host", "", "items next", r => ByLink(r, "marker", (rows, next) => new
        {
            items = rows,
            next = next is null ? null : $"http://inner.example/v1/things?{next.Split('?')[1]}",
        }));
        yield return Complete("django", "page page_size", "results count next", r => ByNumber(r, "page", "page_size", 1,
            (rows, skip) => new
            {
                count = r.Total,
                next = r.HasMore(skip) ? r.Link($"page={(skip / PageSize) + 2}&page_size={PageSize}") : null,
                previous = (string?)null,
                results = rows,
            }));
        yield return Complete("json-api", "page[offset]", "data links/next", r => ByLink(r, "page[offset]",
            (rows, next) => new { data = rows, links = new { self = r.Link("x=1"), next, last = r.Link("page[offset]=0") } }));
        yield return Complete("json-api-object", "", "data", r => ByLink(r, "from",
            (rows, next) => new { data = rows, links = new { next = next is null ? null : new { href = next } } }));
        yield return Complete("hal", "", "items", r => ByLink(r, "from", (rows, next) => new
        {
            items = rows,
            _links = Members(("self", new { href = r.Link("from=0") }), ("next", next is null ? null : new { href = next })),
        }));
        yield return Complete("relations", "", "items", r => ByLink(r, "from", (rows, next) => new
        {
            items = rows,
            links = new[] { new { rel = "self", href = r.Link("from=0") }, new { rel = next is null ? "prev" : "next", href = next ?? "?from=0" } },
        }));
        yield return Complete("paging", "after", "data paging/next", r => ByLink(r, "after",
            (rows, next) => new { data = rows, paging = new { cursors = new { before = "x" }, next } }));
    }

    private static IEnumerable<PagingStyle> Headers()
    {
        yield return Complete("link-header", "", "- LINK", r => ByLink(r, "cursor", (rows, next) => r.With(rows, "Link", next is null
            ? $"<{r.Link("cursor=0&fields=a,b")}>; rel=\"prev\""
            : $"<{r.Link("cursor=0&fields=a,b")}>; rel=\"first\", <{next}&fields=a,b>; title=\"next page\"; rel=\"next last\"")));
        yield return Complete("link-header-omitted", "limit offset", "- LINK", r => ByLink(r, "offset",
            (rows, next) => next is null ? rows : r.With(rows, "Link", $"<{next}>; rel=next")));
        yield return Complete("next-page-header", "page per_page", "-", r => ByNumber(r, "page", "per_page", 1,
            (rows, skip) => r.With(rows, "X-Next-Page", r.HasMore(skip) ? $"{(skip / PageSize) + 2}" : "")));
        yield return Declared("total-header", "page per_page", "- X-TOTAL-COUNT", r => ByNumber(r, "page", "per_page", 1,
            (rows, _) => r.With(rows, "X-Total-Count", $"{r.Total}")));
        yield return Declared("range-header", "offset limit", "-", r => ByOffset(r, "offset", "limit", (rows, skip) => r.With(
            rows, "Content-Range", rows.Length == 0 ? $"*/{r.Total}" : $"{skip}-{skip + rows.Length - 1}/{r.Total}")));
    }

    private static IEnumerable<PagingStyle> Tokens()
    {
        yield return Complete("cursor", "limit cursor", "items next_cursor", r => ByToken(r, "cursor",
            (rows, next) => new { items = rows, next_cursor = next }));
        yield return Declared("next-is-a-cursor", "cursor", "items next", r => ByToken(r, "cursor",
            (rows, next) => new { items = rows, next }));
        yield return Complete("slack", "cursor limit", "items response_metadata/next_cursor", r => ByToken(r, "cursor",
            (rows, next) => new { ok = true, items = rows, response_metadata = new { next_cursor = next ?? "" } }));
        yield return Complete("google", "pageSize pageToken", "items nextPageToken", r => ByToken(r, "pageToken",
            (rows, next) => Members(("items", rows), ("nextPageToken", next))));
        yield return Complete("continuation", "continuationToken", "items continuationToken", r => ByToken(r, "continuationToken",
            (rows, next) => new { items = rows, continuationToken = next }));
        yield return Complete("relay", "after first", "items pageInfo/endCursor", r => ByToken(r, "after",
            (rows, next) => new { items = rows, pageInfo = new { endCursor = next ?? "last", hasNextPage = next is not null } }));
        yield return Complete("hubspot", "after limit", "results paging/next/after", r => ByToken(r, "after",
            (rows, next) => Members(("results", rows), ("paging", next is null ? null : new { next = new { after = next } }))));
        yield return Declared("last-id", "limit starting_after", "data has_more", r => ByOffset(r, "starting_after", "limit",
            (rows, skip) => new { data = rows, has_more = r.HasMore(skip) }));
    }

    private static IEnumerable<PagingStyle> Numbers()
    {
        yield return Declared("total-pages", "page size", "items page totalPages", r => ByNumber(r, "page", "size", 1,
            (rows, skip) => new { page = (skip / PageSize) + 1, totalPages = r.Pages, items = rows }));
        yield return Declared("from-page-0", "page=0 size", "content totalElements", r => ByNumber(r, "page", "size", 0,
            (rows, skip) => new { content = rows, last = !r.HasMore(skip), totalElements = r.Total, totalPages = r.Pages }));
        yield return Declared("from-an-undeclared-page-0", "page size", "items page/totalElements", r => ByNumber(r, "page", "size", 0,
            (rows, skip) => new { items = rows, page = new { totalElements = r.Total, number = skip / PageSize } }));
        yield return Complete("next-page-number", "page per_page", "items next_page", r => ByNumber(r, "page", "per_page", 1,
            (rows, skip) => new { items = rows, next_page = r.HasMore(skip) ? (int?)(skip / PageSize) + 2 : null }));
        yield return DeclaredOnly("number-only", "page per_page", "items", r => ByNumber(r, "page", "per_page", 1,
            (rows, _) => new { items = rows, count = rows.Length }));
        yield return DeclaredOnly("number-only-then-404", "page per_page", "items", r => ByNumber(r, "page", "per_page", 1,
            (rows, skip) => rows.Length > 0 || skip == 0 ? new { items = rows } : null));
    }

    private static IEnumerable<PagingStyle> Offsets()
    {
        yield return Declared("offset-total", "offset limit", "items meta/total", r => ByOffset(r, "offset", "limit",
            (rows, _) => new { items = rows, meta = new { total = r.Total } }));
        yield return Declared("odata-skip", "$top $skip $count", "value @odata.count @odata.nextLink", r => ByOffset(r, "$skip", "$top",
            (rows, _) => Members(("value", rows), ("@odata.count", r.Total))));
        yield return Declared("offset-has-more", "offset limit", "items hasMore", r => ByOffset(r, "offset", "limit",
            (rows, skip) => new { items = rows, hasMore = r.HasMore(skip), count = rows.Length }));
        yield return DeclaredOnly("offset-only", "offset limit", "items", r => ByOffset(r, "offset", "limit",
            (rows, _) => new { items = rows }));
        yield return Complete("whole", "", "-", r => r.Rows(0, int.MaxValue));
    }

    private static IEnumerable<PagingStyle> Unreachable()
    {
        yield return Said("count-alone", "", "value @odata.count", r => Members(("value", r.Rows(0)), ("@odata.count", r.Total)));
        yield return Said("more-alone", "", "items has_more", r => new { items = r.Rows(0), has_more = r.HasMore(0) });
        yield return Said("other-path", "", "items next", r => new { items = r.Rows(0), next = r.IfMore("/elsewhere?page=2") });
        yield return Said("path-without-query", "cursor", "items next", r => new
        {
            items = r.Rows(0),
            next = r.IfMore("http://api.example/things/page/2"),
        });
        yield return Said("offset-limit", "offset limit", "items total", r => new
        {
            items = r.Number("offset", 0) > 0 ? [] : r.Rows(0),
            total = r.Total,
        });
    }

    private static IEnumerable<PagingStyle> Faulty()
    {
        yield return Said("loop", "", "items next", r => new
        {
            items = r.Rows(r.Number("from", 0)),
            next = r.IfMore(r.Link(r.Number("from", 0) == 0 ? "from=4" : "from=0")),
        });
        yield return Said("itself", "", "items next", r => new
        {
            items = r.Rows(r.Number("from", 0)),
            next = r.IfMore(r.Link("from=4")),
        });
        yield return Said("number-ignored", "page per_page", "items total", r => new { items = r.Rows(0), total = r.Total });
        yield return Said("cursor-ignored", "cursor", "items next_cursor", r => new { items = r.Rows(0), next_cursor = r.IfMore("4") });
        yield return Said("overlap", "offset limit", "items total", r => new
        {
            items = r.Rows(Math.Max(0, r.Number("offset", 0) - 1)),
            total = r.Total,
        });
        yield return Said("a-row-is-removed-after-the-first-page", "offset limit", "items total", r => r.Number("offset", 0) is 0
            ? new { items = r.Rows(0), total = r.Total }
            : new { items = r.Rows(r.Number("offset", 0) + 1), total = r.Total - 1 });
        yield return Said("a-row-is-added-after-the-first-page", "offset limit", "items total", r => r.Number("offset", 0) is 0
            ? new { items = r.Rows(0), total = r.Total }
            : new { items = r.Rows(r.Number("offset", 0) - 1), total = r.Total + 1 });
        yield return Said("endless", "", "items next", r => new
        {
            items = r.Number("from", 0) == 0 ? r.Rows(0) : [],
            next = r.IfMore(r.Link($"from={r.Number("from", 0) + 1}")),
        });
    }

    private static PagingStyle Complete(string name, string parameters, string response, Func<PageRequest, object?> respond) =>
        new(name, parameters, response, PagingOutcome.Complete, PagingOutcome.Complete, respond);

    private static PagingStyle Declared(string name, string parameters, string response, Func<PageRequest, object?> respond) =>
        new(name, parameters, response, PagingOutcome.Complete, PagingOutcome.Said, respond);

    // Nothing in the responses says that there are more rows, so without the document nobody can know.
    private static PagingStyle DeclaredOnly(string name, string parameters, string response, Func<PageRequest, object?> respond) =>
        new(name, parameters, response, PagingOutcome.Complete, null, respond);

    private static PagingStyle Said(string name, string parameters, string response, Func<PageRequest, object?> respond) =>
        new(name, parameters, response, PagingOutcome.Said, PagingOutcome.Said, respond);

    private static object? ByLink(PageRequest r, string parameter, Func<object[], string?, object?> write)
    {
        var skip = r.Number(parameter, 0);
        return write(r.Rows(skip), r.HasMore(skip) ? r.Link($"{parameter}={skip + PageSize}") : null);
    }

    // With a slash, as in base64.
    private static object? ByToken(PageRequest r, string parameter, Func<object[], string?, object?> write)
    {
        var skip = r.Text(parameter) is { } token ? int.Parse(token[1..], CultureInfo.InvariantCulture) : 0;
        return write(r.Rows(skip), r.HasMore(skip) ? $"/{skip + PageSize}" : null);
    }

    private static object? ByNumber(PageRequest r, string page, string size, int first, Func<object[], int, object?> write)
    {
        var rows = Math.Min(r.Number(size, PageSize), PageSize);
        var skip = (r.Number(page, first) - first) * rows;
        return write(r.Rows(skip, rows), skip);
    }

    private static object? ByOffset(PageRequest r, string offset, string size, Func<object[], int, object?> write)
    {
        var skip = r.Number(offset, 0);
        return write(r.Rows(skip, Math.Min(r.Number(size, PageSize), PageSize)), skip);
    }

    // Without those that are null, as many serializers write it.
    private static Dictionary<string, object> Members(params (string Name, object? Value)[] members) =>
        members.Where(m => m.Value is not null).ToDictionary(m => m.Name, m => m.Value!);
}
