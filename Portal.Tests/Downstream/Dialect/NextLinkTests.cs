using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;

namespace Portal.Tests.Downstream.Dialect;

/// <summary>Which links lead to the next page of a view. The request itself always goes to the API's own address.</summary>
public sealed class NextLinkTests
{
    private static readonly ContractView Things = new(
        new DataView("things", "Things", null, [], [], new DataPaging()), "/v2/things", new DataProtocol());

    [Theory]
    [InlineData("?page=2")]
    [InlineData("things?page=2")]
    [InlineData("/base/v2/things?page=2")]
    [InlineData("/base/v2/things/?page=2")]
    [InlineData("https://api.example/base/v2/things?page=2")]
    [InlineData("HTTPS://API.example:443/base/v2/Things?page=2")]
    [InlineData("https://api.example/base/v2/%74hings?page=2")]
    [InlineData("//api.example/base/v2/things?page=2")]
    [InlineData("https://api.example/base/v1/../v2/things?page=2")]
    [InlineData("/v2/things?page=2")]
    [InlineData("http://inner:8080/v2/things?page=2")]
    [InlineData("http://inner.example/gateway/v2/things?page=2#top")]
    public void Link_to_the_path_of_the_view_gives_its_query(string link) =>
        Assert.Equal(("?page=2", null), Read(link));

    [Theory]
    [InlineData("/base/v1/things?page=2")]
    [InlineData("/base/v2/things/7/things?page=2")]
    [InlineData("/base/v2/other/things?page=2")]
    [InlineData("/base/other/v2/things?page=2")]
    [InlineData("/base/v2/things/next?page=2")]
    [InlineData("/base/v2/mythings?page=2")]
    [InlineData("https://api.example/base/v2/things/../secrets?page=2")]
    [InlineData("https://elsewhere.example/things?page=2")]
    [InlineData("https://elsewhere.example/v2/things/export?page=2")]
    [InlineData("https://elsewhere.example/?to=/v2/things")]
    [InlineData("javascript:alert(1)?page=2")]
    [InlineData("/base/v2/things/page/2")]
    public void Link_to_any_other_path_is_not_followed(string link) =>
        Assert.Equal((null, IncompleteReasons.NextElsewhere), Read(link));

    [Fact]
    public void Token_next_to_a_page_number_is_not_taken_out_of_its_link()
    {
        var view = Things with { Protocol = new DataProtocol(Page: "Page", Cursor: "PageToken") };

        Assert.Equal(
            ("?PageToken=x&Page=1", null),
            new NextLink("/v2/things?PageToken=x&Page=1").Read(view, new DataQuery(), requested: null));
    }

    private static (string? After, string? Reason) Read(string link) =>
        new NextLink(link).Read(Things, new DataQuery(), new Uri("https://api.example/base/v2/things?top=50"));
}
