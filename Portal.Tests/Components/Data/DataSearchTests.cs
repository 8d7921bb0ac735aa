using Bunit;

namespace Portal.Tests.Components.Data;

public sealed class DataSearchTests : DataTest
{
    private const string Box = "input[type=search]";

    public DataSearchTests()
    {
        Describe(GridSamples.CatalogOf(GridSamples.Orders));
        Api.Returns(FirstPage, GridSamples.Page(0, 50));
        Api.Returns(FirstPage + "?search=blue chair", GridSamples.Page(0, 2, 2));
    }

    [Fact]
    public void Search_starts_after_a_pause()
    {
        var page = Open();

        page.Find(Box).Input("blue");
        Time.Advance(TimeSpan.FromMilliseconds(399));
        page.Find(Box).Input("blue chair ");
        Time.Advance(TimeSpan.FromMilliseconds(399));
        Assert.Equal("", Query);
        Time.Advance(TimeSpan.FromMilliseconds(1));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Equal("?search=blue%20chair", Query);
    }

    [Fact]
    public void Enter_searches_at_once()
    {
        var page = Open("?skip=0&columns=total");

        page.Find(Box).Input("blue chair");
        page.Find("search form").Submit();

        page.WaitForAssertion(() => Assert.Equal("?search=blue%20chair&columns=total", Query));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(Api.Requests, r => r.Contains("search=", StringComparison.Ordinal));
    }

    [Fact]
    public void Cleared_search_shows_all_rows()
    {
        var page = Open("?search=blue chair");
        page.WaitForAssertion(() => Assert.Equal("blue chair", page.Find(Box).GetAttribute("value")));

        page.Find(Box).Input("");
        Time.Advance(TimeSpan.FromMilliseconds(400));

        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("tbody tr").Count));
        Assert.Equal("", Query);
    }

    [Fact]
    public void Typing_during_a_search_is_kept()
    {
        var slow = Api.Delays(FirstPage + "?search=blue");
        var page = Open();
        page.Find(Box).Input("blue");
        page.Find("search form").Submit();

        page.Find(Box).Input("blue ch");
        slow.Complete(GridSamples.Page(0, 5, 5));

        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll("tbody tr").Count));
        Assert.Equal("blue ch", page.Find(Box).GetAttribute("value"));
    }

    [Fact]
    public void Unsearchable_api_has_no_search_box()
    {
        Describe(GridSamples.CatalogOf(GridSamples.Orders with { Paging = (Samples.OData with { Search = null }).Paging }));

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("tbody tr").Count));
        Assert.Empty(page.FindAll(Box));
    }
}
