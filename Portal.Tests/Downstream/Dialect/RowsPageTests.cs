using System.Text;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;

namespace Portal.Tests.Downstream.Dialect;

/// <summary>Reading rows, count and next page from API responses.</summary>
public sealed class RowsPageTests
{
    [Theory]
    [InlineData("https://api.example/things?$skiptoken=abc&$top=5", "$skiptoken", "abc")]
    [InlineData("https://elsewhere.example/things?since=46", "$skiptoken", "?since=46")]
    [InlineData("/things?page=2", null, "?page=2")]
    [InlineData("opaque-token", "cursor", "opaque-token")]
    [InlineData("https://api.example/things/next", null, null)]
    [InlineData("", "cursor", null)]
    public async Task Next_page_is_a_token_or_the_query_of_a_link(string next, string? cursor, string? after)
    {
        var page = await ReadAsync(
            $$"""{ "value": [{}], "next": "{{next}}" }""",
            new DataProtocol(Rows: "value", Next: "next", Cursor: cursor));

        Assert.Equal(after is null ? null : new DataQuery(Skip: 1, After: after), page.Next);
    }

    [Theory]
    [InlineData(
        "<https://api.example/things?page=3>; rel=\"next\", <https://api.example/things?page=9>; rel=\"last\"", "?page=3")]
    [InlineData("<https://api.example/things?fields=a,b&page=3>; title=\"x\"; rel=\"next last\"", "?fields=a,b&page=3")]
    [InlineData("<https://api.example/things?page=1>; rel=\"prev\"", null)]
    [InlineData("nonsense; rel=\"next\"", null)]
    public async Task Link_header_gives_the_next_page(string header, string? after) => Assert.Equal(
        after, (await ReadAsync("[{}]", new DataProtocol(Next: "Link"), header: ("Link", header))).Next?.After);

    [Theory]
    [InlineData("""{ "value": [{}], "@odata.count": 10 }""", IncompleteReasons.NoNextPage)]
    [InlineData("""{ "value": [{}], "@odata.count": 1 }""", null)]
    [InlineData("""{ "value": [{}], "total": 10 }""", IncompleteReasons.NoNextPage)]
    [InlineData("""{ "value": [{}], "count": 1 }""", null)]
    [InlineData("""{ "value": [{}], "HasMore": true }""", IncompleteReasons.NoNextPage)]
    [InlineData("""{ "value": [{}], "meta": { "last": false } }""", IncompleteReasons.NoNextPage)]
    [InlineData("""{ "value": [{}], "totalPages": 3, "page": 1 }""", IncompleteReasons.NoNextPage)]
    [InlineData("""{ "value": [{}], "totalPages": 1, "page": 1 }""", null)]
    [InlineData("""{ "value": [{}], "next": "https://api.example/elsewhere?page=2" }""", IncompleteReasons.NextElsewhere)]
    [InlineData("""{ "value": [{}], "next": "https://api.example/things/page/2" }""", IncompleteReasons.NextElsewhere)]
    [InlineData("""{ "value": [{}], "next": "opaque" }""", IncompleteReasons.NoNextPage)]
    [InlineData("""{ "value": [{}], "@odata.deltaLink": "https://api.example/things?d=1" }""", null)]
    [InlineData("""{ "value": [{"next": 2, "total": 10}] }""", null)]
    public async Task Page_that_has_more_rows_and_no_next_page_is_incomplete(string json, string? reason)
    {
        var page = await ReadAsync(json, new DataProtocol(Rows: "value"));

        Assert.Equal((null, reason), (page.Next, page.Incomplete));
    }

    [Theory]
    [InlineData("""{ "value": [{}], "@odata.nextLink": "https://api.example/things?$skiptoken=x" }""", "?$skiptoken=x")]
    [InlineData("""{ "value": [{}], "_links": { "self": { "href": "?p=1" }, "next": { "href": "?p=2" } } }""", "?p=2")]
    [InlineData("""{ "value": [{}], "link": [ { "relation": "next", "url": "/v2/things?p=2#top" } ] }""", "?p=2")]
    [InlineData("""{ "value": [{}], "nextCursor": "a&b" }""", "?cursor=a%26b")]
    [InlineData("""{ "value": [{}], "next_page": 2 }""", "?page=2")]
    [InlineData("""{ "value": [{}], "pageInfo": { "hasNextPage": false, "endCursor": "x" } }""", null)]
    [InlineData("""{ "next": "?p=9", "@odata.nextLink": "?p=2", "value": [{}] }""", "?p=2")]
    public async Task Next_page_is_read_even_if_the_document_does_not_declare_it(string json, string? after) =>
        Assert.Equal(after, (await ReadAsync(json, new DataProtocol(Rows: "value"))).Next?.After);

    [Theory]
    [InlineData("?p=2")]
    [InlineData("https://api.example/things?p=2")]
    public async Task Link_to_the_page_itself_is_not_followed(string next)
    {
        var page = await ReadAsync(
            $$"""{ "value": [{}], "next": "{{next}}" }""", new DataProtocol(Rows: "value"), new DataQuery(Skip: 50, After: "?p=2"));

        Assert.Equal((null, IncompleteReasons.PageRepeats), (page.Next, page.Incomplete));
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(7, false)]
    public async Task Page_that_may_be_cut_at_a_round_number_has_a_next_page(int rows, bool more)
    {
        var items = string.Join(',', Enumerable.Repeat("{}", rows));

        var page = await ReadAsync($$"""{ "items": [{{items}}] }""", new DataProtocol(Rows: "items", Offset: "offset"));

        Assert.Equal(more, page.Next is not null);
    }

    [Theory]
    [InlineData(10, 0, 10, null, true)]
    [InlineData(7, 0, 10, null, false)]
    [InlineData(10, 20, 10, 30L, false)]
    [InlineData(10, 10, 10, 30L, true)]
    [InlineData(0, 0, 10, 30L, false)]
    public async Task Without_a_link_the_count_or_a_full_page_indicates_more_rows(
        int rows, int skip, int top, long? count, bool more)
    {
        var items = string.Join(',', Enumerable.Repeat("{}", rows));
        var json = $$"""{ "items": [{{items}}], "total": {{(count is null ? "null" : count)}} }""";

        var page = await ReadAsync(
            json,
            new DataProtocol(Rows: "items", Count: "total", Offset: "offset"),
            new DataQuery(Top: top, Skip: skip));

        Assert.Equal((more ? new DataQuery(Top: top, Skip: skip + rows) : null, count), (page.Next, page.Count));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Last_offset_that_the_api_allows_is_not_exceeded(int first, bool more)
    {
        var page = await ReadAsync(
            """{ "items": [{}], "total": 9 }""",
            new DataProtocol(Rows: "items", Count: "total", Offset: "offset", MaxOffset: 1) { FirstOffset = first },
            new DataQuery(Top: 1));

        Assert.Equal((more, more ? null : IncompleteReasons.OffsetLimit), (page.Next is not null, page.Incomplete));
    }

    [Theory]
    [InlineData("starting_after")]
    [InlineData("startingAfter")]
    public async Task Cursor_without_a_token_is_the_id_of_the_last_row(string cursor)
    {
        var page = await ReadAsync(
            """{ "data": [{ "id": "a" }, { "id": "b" }], "has_more": true }""", new DataProtocol(Rows: "data", Cursor: cursor));

        Assert.Equal("b", page.Next?.After);
    }

    [Theory]
    [InlineData("""{"count":4,"totalCount":11}""", 11L)]
    [InlineData("""{"totalCount":11,"count":4}""", 11L)]
    [InlineData("""{"count":4}""", null)]
    public async Task Count_of_the_page_is_not_that_of_all_rows(string header, long? count) => Assert.Equal(
        count, (await ReadAsync("[{}]", new DataProtocol(), header: ("X-Pagination", header))).Count);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "value": {} }""")]
    [InlineData("""{ "value": null }""")]
    [InlineData("3")]
    [InlineData("")]
    [InlineData("[{}]")]
    [InlineData("""{ "value": [{}]""")]
    [InlineData("""{ "value": [{}] } x""")]
    public Task Response_without_the_documented_list_is_invalid(string json) => AssertInvalidAsync(json);

    [Fact]
    public Task Row_with_an_invalid_property_name_is_refused() =>
        AssertInvalidAsync("""{ "value": [{ "id": 1, "\ud83d": 2 }] }""");

    [Theory]
    [InlineData("\"many\"")]
    [InlineData("-1")]
    [InlineData("1e30")]
    public async Task Invalid_count_is_ignored(string count) =>
        Assert.Null(
            (await ReadAsync($$"""{ "value": [], "total": {{count}} }""", new DataProtocol(Rows: "value", Count: "total"))).Count);

    [Fact]
    public async Task Rows_are_the_bytes_of_the_list()
    {
        const string Rows = """[ {"a": 1.10,"b":"\u00e4[]"}, {"a":null} , {}]""";

        var (rows, count, total, _, _) = await ReadAsync(
            $$"""{ "meta": { "total": 7, "other": [1] }, "data": {{Rows}}, "value": [] }""",
            new DataProtocol(Rows: "data", Count: "meta/total"));

        Assert.Equal((Rows, 3, 7L), (rows, count, total));
    }

    [Fact]
    public async Task Byte_order_mark_is_ignored() =>
        Assert.Equal("[{}]", (await ReadAsync("\uFEFF[{}]", new DataProtocol())).Rows);

    private static async Task AssertInvalidAsync(string json)
    {
        var exception = await Assert.ThrowsAsync<ProblemException>(
            () => ReadAsync(json, new DataProtocol(Rows: "value")));
        Assert.Equal((ProblemCodes.DownstreamInvalid, 502), (exception.Problem.Code, exception.Problem.Status));
    }

    private static async Task<Page> ReadAsync(
        string json, DataProtocol protocol, DataQuery? query = null, (string Name, string Value)? header = null)
    {
        var response = new HttpResponseMessage { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (header is { } added)
            response.Headers.TryAddWithoutValidation(added.Name, added.Value);

        using var owned = new DownstreamResponse("Things", response, limit: 10_000, new CancellationTokenSource());
        var view = new ContractView(
            new DataView("things", "Things", null, [], [], protocol.Paging), "/things", protocol);
        using var page = await RowsPage.ReadAsync(
            owned, view, query ?? new DataQuery(), TestContext.Current.CancellationToken);
        return new Page(Encoding.UTF8.GetString(page.Rows.Span), page.RowCount, page.Count, page.Next, page.Incomplete);
    }

    private sealed record Page(string Rows, int RowCount, long? Count, DataQuery? Next, string? Incomplete);
}
