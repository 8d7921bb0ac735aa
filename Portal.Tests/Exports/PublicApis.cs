using System.Globalization;
using static Portal.Tests.Exports.PagingStyle;

namespace Portal.Tests.Exports;

/// <summary>Well-known public APIs in their own shapes. Each divides its rows into pages of at most four.</summary>
internal static class PublicApis
{
    public static IReadOnlyList<PublicApi> All { get; } = [.. ByToken(), .. ByLink(), .. ByPlace(), .. NotFollowed()];

    private static IEnumerable<PublicApi> ByToken()
    {
        yield return Complete("airtable-like", "v0-appDemo-Orders", "id", r => Tokens(r, "offset", "itr", (ids, next) => Members(
            ("records", ids.Select(id => new { id = $"rec{id}", fields = new { Name = $"Order {id}" } })), ("offset", next))));
        yield return Complete("kubernetes-lists", "apis-apps-v1-deployments", "id", r => Tokens(r, "continue", "eyJ", (ids, next) => new
        {
            kind = "DeploymentList",
            metadata = Members(("resourceVersion", "7"), ("continue", next ?? ""), ("remainingItemCount", next is null ? null : 1)),
            items = ids.Select(id => new { id = $"d{id}", metadata = new { name = $"web-{id}" } }),
        }));
        yield return Complete("notion-like", "v1-users", "id", r => Tokens(r, "start_cursor", "c", (ids, next) => new
        {
            @object = "list",
            results = r.Context.Request.Headers["Notion-Version"] == "2022-06-28" ? ids.Select(id => new { id = $"u-{id}" }) : null,
            next_cursor = next,
            has_more = next is not null,
        }));
        yield return Complete("intercom-like", "contacts", "id", r => Tokens(r, "starting_after", "W", (ids, next) => new
        {
            type = "list",
            data = Rows(ids),
            total_count = r.Total,
            pages = new { type = "pages", next = next is null ? null : new { page = 2, starting_after = next }, page = 1, total_pages = r.Pages },
        }));
        yield return Complete("box-like", "2.0-collections", "id", r => Tokens(r, "marker", "m", (ids, next) =>
            new { entries = Rows(ids), limit = PageSize, next_marker = next }));
        yield return Complete("openai-like", "v1-files", "id", r => Tokens(r, "after", "row-", (ids, _) => new
        {
            @object = "list",
            data = Rows(ids),
            first_id = ids.Count == 0 ? null : $"row-{ids[0]}",
            last_id = ids.Count == 0 ? null : $"row-{ids[^1]}",
            has_more = ids.Count > 0 && ids[^1] < r.Total,
        }));
        yield return Complete("stripe-like", "v1-charges", "id", r => Tokens(r, "starting_after", "row-", (ids, next) =>
            new { @object = "list", data = Rows(ids), has_more = next is not null, url = "/v1/charges" }));
        yield return Complete("square-like", "v2-customers", "id", r => Tokens(r, "cursor", "c", (ids, next) =>
            Members(("customers", Rows(ids)), ("cursor", next))));
        yield return Complete("azure-devops-like", "_apis-projects", "id", r => Tokens(r, "continuationToken", "", (ids, next) =>
        {
            if (next is not null)
                r.Context.Response.Headers["x-ms-continuationtoken"] = next;

            return new { count = ids.Count, value = Rows(ids) };
        }));
    }

    private static IEnumerable<PublicApi> ByLink()
    {
        yield return Complete("zendesk-like", "api-v2-tickets", "id", r => Links(r, "page[after]", (ids, next) => new
        {
            tickets = Rows(ids),
            meta = new { has_more = next is not null, after_cursor = next is null ? "x" : $"{ids[^1]}" },
            links = new { prev = (string?)null, next },
        }));
        yield return Complete("shopify-like", "admin-api-2024-10-orders.json", "id", r => Links(r, "page_info", (ids, next) =>
        {
            r.Context.Response.Headers.Link = next is null ? "<x?page_info=0>; rel=\"previous\"" : $"<{next}>; rel=\"next\"";
            return new { orders = ids.Select(id => new { id, total_price = "5.00" }) };
        }));
        yield return Complete("sentry-like", "api-0-projects", "id", r => Links(r, "cursor", (ids, next) =>
        {
            r.Context.Response.Headers.Link = $"<{r.Link("cursor=0")}>; rel=\"previous\"; results=\"false\"; cursor=\"0\", "
                + $"<{next ?? r.Link($"cursor={r.Total}")}>; rel=\"next\"; results=\"{(next is null ? "false" : "true")}\"; cursor=\"1\"";
            return Rows(ids);
        }));
        yield return Complete("confluence-like", "rest-api-content", "id", r => Links(r, "start", (ids, next) => new
        {
            results = Rows(ids),
            start = r.Number("start", 0),
            limit = PageSize,
            size = ids.Count,
            _links = Members(("base", "https://wiki.example/wiki"), ("next", next is null ? null : $"/rest/api/content?{next.Split('?')[1]}")),
        }));
        yield return Complete("asana-like", "api-1.0-tasks", "gid", r => Links(r, "offset", (ids, next) => new
        {
            data = ids.Select(id => new { gid = $"1200{id:00}", name = $"Task {id}" }),
            next_page = next is null ? null : new { offset = $"eyJ{ids[^1]}", path = $"/tasks?offset={ids[^1]}", uri = next },
        }));
        yield return Complete("twilio-like", "2010-04-01-Accounts.json", "sid", r => Links(r, "PageToken", (ids, next) => new
        {
            accounts = ids.Select(id => new { sid = $"AC{id}", status = "active" }),
            first_page_uri = "/2010-04-01/Accounts.json?PageSize=4&Page=0",
            next_page_uri = next is null ? null : $"/2010-04-01/Accounts.json?{next.Split('?')[1]}&Page=1",
            page = 0,
        }));
        yield return Complete("digitalocean-like", "v2-droplets", "id", r => Links(r, "from", (ids, next) => new
        {
            droplets = ids.Select(id => new { id, name = $"web-{id}" }),
            links = new { pages = Members(("last", r.Link("from=8")), ("next", next)) },
            meta = new { total = r.Total },
        }));
        yield return Complete("fhir-bundle", "Patient", "fullUrl", r => Links(r, "_getpages", (ids, next) => new
        {
            resourceType = "Bundle",
            total = r.Total,
            link = new[] { new { relation = "self", url = r.Link("x=1") }, new { relation = next is null ? "previous" : "next", url = next ?? "x" } },
            entry = ids.Select(id => new { fullUrl = $"urn:{id}", resource = new { resourceType = "Patient" } }),
        }));
        yield return Complete("ms-pageable", "nested", "id", r => Links(r, "$skiptoken", (ids, next) => new
        {
            quotas = new[] { new { limit = 5 } },
            resources = ids.Select(id => new { id }),
            paging = new { following = next },
        }));
        yield return Complete("ms-pageable", "flat", "id", r => Links(r, "$skiptoken", (ids, next) =>
            Members(("value", ids.Select(id => new { id })), ("@following", next))));
        yield return Complete("ms-pageable", "undeclared", "id", r => Links(r, "$skiptoken", (ids, next) =>
            new { value = ids.Select(id => new { id }), continuation = new { address = next } }));
    }

    private static IEnumerable<PublicApi> ByPlace()
    {
        yield return Complete("elastic-hits", "products-_search", "_id", r => Skipped(r, "from", "size", 0, ids => new
        {
            took = 1,
            _shards = new { total = 1, failed = 0 },
            hits = new { total = new { value = r.Total, relation = "eq" }, hits = ids.Select(id => new { _id = $"p{id}", _source = new { sku = "x" } }) },
        }));
        yield return Complete("scim-users", "scim-v2-Users", "id", r => Skipped(r, "startIndex", "count", 1, ids => Members(
            ("totalResults", r.Total),
            ("itemsPerPage", ids.Count),
            ("startIndex", r.Number("startIndex", 1)),
            ("Resources", Rows(ids)))));
        yield return Complete("jira-like", "rest-api-3-project-search", "id", r => Skipped(r, "startAt", "maxResults", 0, ids => new
        {
            startAt = r.Number("startAt", 0),
            maxResults = PageSize,
            total = r.Total,
            isLast = r.Number("startAt", 0) + ids.Count == r.Total,
            values = Rows(ids),
        }));
        yield return Complete("solr-like", "solr-books-select", "id", r => Skipped(r, "start", "rows", 0, ids => new
        {
            responseHeader = new { status = 0 },
            response = new { numFound = r.Total, start = r.Number("start", 0), docs = Rows(ids) },
        }));
        yield return Complete("arcgis-like", "FeatureServer-0-query", "id", r => Skipped(r, "resultOffset", "resultRecordCount", 0, ids => Members(
            ("features", ids.Select(id => new { id, attributes = new { name = "x" } })),
            ("exceededTransferLimit", ids.Count > 0 && ids[^1] < r.Total ? true : null))));
        yield return Complete("aspnet-pagination-header", "api-Products", "id", r =>
        {
            var size = Math.Min(r.Number("PageSize", PageSize), PageSize);
            r.Context.Response.Headers["X-Pagination"] = $"{{\"TotalCount\":{r.Total},\"PageSize\":{size},\"TotalPages\":{r.Pages}}}";
            return Ids(r, (r.Number("PageNumber", 1) - 1) * size).Select(id => new { id, name = $"Product {id}" });
        });
    }

    // The next page is at another address, or needs what the portal does not send.
    private static IEnumerable<PublicApi> NotFollowed()
    {
        yield return Said("salesforce-query", "services-data-v60.0-query", "Id", r => Links(r, "from", (ids, next) => Members(
            ("totalSize", r.Total),
            ("done", next is null),
            ("nextRecordsUrl", next is null ? null : "/services/data/v60.0/query/01gD0000002HU6KIAW-2000"),
            ("records", ids.Select(id => Members(("Id", $"001{id:00}"), ("Name", "x")))))));
        yield return Said("fhir-bundle", "Patient", "fullUrl", r => Links(r, "_getpages", (ids, next) => new
        {
            link = next is null ? [] : new[] { new { relation = "next", url = "http://fhir.example/baseR4?_getpages=7&_getpagesoffset=4" } },
            entry = ids.Select(id => new { fullUrl = $"urn:{id}" }),
        }));
        yield return Said("heroku-like", "apps", "id", r =>
        {
            r.Context.Response.StatusCode = r.HasMore(0) ? 206 : 200;
            if (r.HasMore(0))
                r.Context.Response.Headers["Next-Range"] = "]row-4..; max=4";

            return Rows(Ids(r, 0));
        });
        yield return Said("mediawiki-like", "w-api.php", "pageid", r => Members(
            ("batchcomplete", ""),
            ("continue", r.HasMore(0) ? Members(("apcontinue", "D"), ("continue", "-||")) : null),
            ("data", new { allpages = Ids(r, 0).Select(id => new { pageid = id, title = "x" }) })));
    }

    private static PublicApi Complete(string document, string view, string key, Func<PageRequest, object?> respond) =>
        new(document, view, key, PagingOutcome.Complete, respond);

    private static PublicApi Said(string document, string view, string key, Func<PageRequest, object?> respond) =>
        new(document, view, key, PagingOutcome.Said, respond);

    // A token is the number of the row before the page, after a text.
    private static object? Tokens(PageRequest r, string parameter, string text, Func<List<int>, string?, object?> write)
    {
        var skip = r.Text(parameter) is { } token ? int.Parse(token[text.Length..], CultureInfo.InvariantCulture) : 0;
        return write(Ids(r, skip), r.HasMore(skip) ? $"{text}{skip + PageSize}" : null);
    }

    private static object? Links(PageRequest r, string parameter, Func<List<int>, string?, object?> write)
    {
        var skip = r.Number(parameter, 0);
        return write(Ids(r, skip), r.HasMore(skip) ? r.Link($"{Uri.EscapeDataString(parameter)}={skip + PageSize}") : null);
    }

    private static object? Skipped(PageRequest r, string offset, string size, int first, Func<List<int>, object?> write) =>
        write([.. Ids(r, r.Number(offset, first) - first).Take(r.Number(size, PageSize))]);

    private static List<int> Ids(PageRequest r, int skip) => [.. Enumerable.Range(1, r.Total).Skip(skip).Take(PageSize)];

    private static IEnumerable<object> Rows(IEnumerable<int> ids) => ids.Select(id => new { id = $"row-{id}", name = $"Row {id}" });

    private static Dictionary<string, object> Members(params (string Name, object? Value)[] members) =>
        members.Where(m => m.Value is not null).ToDictionary(m => m.Name, m => m.Value!);
}
