using System.Text.Json;
using Portal.Client;
using Portal.Contracts.Data;

namespace Portal.Tests.Client;

/// <summary>Reading rows, count and next page from API responses.</summary>
public sealed class PageReaderTests
{
    [Theory]
    [InlineData("https://api.example/things?$skiptoken=abc&$top=5", "$skiptoken", "abc")]
    [InlineData("https://elsewhere.example/things?since=46", "$skiptoken", "?since=46")]
    [InlineData("/things?page=2", null, "?page=2")]
    [InlineData("opaque-token", "cursor", "opaque-token")]
    [InlineData("https://api.example/things/next", null, null)]
    [InlineData("", "cursor", null)]
    public void Next_page_is_a_token_or_the_query_of_a_link(string next, string? cursor, string? after)
    {
        var page = Read(
            $$"""{ "value": [{}], "next": "{{next}}" }""",
            new DataProtocol(Rows: "value", Next: "next", Cursor: cursor));

        Assert.Equal((after, after is not null), (page.After, page.HasMore));
    }

    [Theory]
    [InlineData(
        "<https://api.example/t?page=3>; rel=\"next\", <https://api.example/t?page=9>; rel=\"last\"", "?page=3")]
    [InlineData("<https://api.example/t?page=1>; rel=\"prev\"", null)]
    [InlineData("nonsense; rel=\"next\"", null)]
    public void Link_header_gives_the_next_page(string header, string? after)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Link", header);

        Assert.Equal(after, Read("[{}]", new DataProtocol(Next: "Link"), response: response).After);
    }

    [Theory]
    [InlineData(10, 0, 10, null, true)]
    [InlineData(7, 0, 10, null, false)]
    [InlineData(10, 20, 10, 30L, false)]
    [InlineData(10, 10, 10, 30L, true)]
    [InlineData(0, 0, 10, 30L, false)]
    public void Without_a_link_the_count_or_a_full_page_indicates_more_rows(
        int rows, int skip, int top, long? count, bool more)
    {
        var items = string.Join(',', Enumerable.Repeat("{}", rows));
        var json = $$"""{ "items": [{{items}}], "total": {{(count is null ? "null" : count)}} }""";

        var page = Read(
            json,
            new DataProtocol(Rows: "items", Count: "total", Offset: "offset"),
            new DataQuery(Top: top, Skip: skip));

        Assert.Equal((more, count), (page.HasMore, page.Count));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "value": {} }""")]
    [InlineData("""{ "value": null }""")]
    [InlineData("3")]
    public void Response_without_the_documented_list_is_invalid(string json) =>
        Assert.Throws<JsonException>(() => Read(json, new DataProtocol(Rows: "value")));

    [Fact]
    public void Row_with_an_invalid_property_name_is_refused() =>
        Assert.Throws<JsonException>(
            () => Read("""{ "value": [{ "id": 1, "\ud83d": 2 }] }""", new DataProtocol(Rows: "value")));

    [Theory]
    [InlineData("\"many\"")]
    [InlineData("-1")]
    [InlineData("1e30")]
    public void Invalid_count_is_ignored(string count) =>
        Assert.Null(
            Read($$"""{ "value": [], "total": {{count}} }""", new DataProtocol(Rows: "value", Count: "total")).Count);

    private static PageOfRows Read(
        string json, DataProtocol protocol, DataQuery? query = null, HttpResponseMessage? response = null)
    {
        using var none = new HttpResponseMessage();
        return PageReader.Read(
            JsonSerializer.Deserialize<JsonElement>(json), response ?? none, protocol, query ?? new DataQuery());
    }
}
