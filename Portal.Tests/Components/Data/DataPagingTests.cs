using Bunit;
using Portal.Components.Data;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Data;

public sealed class DataPagingTests : DataTest
{
    [Fact]
    public void Range_shows_a_bounded_count()
    {
        Api.Returns(FirstPage, Samples.Page(1, 50));

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("Rows 1–50 of 10\u202F000+", TextOf(page)));
        Assert.Equal(50, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Next_and_previous_follow_continuation_tokens()
    {
        Api.Returns(FirstPage, Samples.Page(1, 50, token: "t50"));
        Api.Returns(FirstPage + "?skip=50&after=t50", Samples.Page(51, 50, token: "t100"));
        Api.Returns(FirstPage + "?skip=100&after=t100", Samples.Page(101, 50));
        var page = Open();

        Follow(page, Pager.NextLabel);
        page.WaitForAssertion(() => Assert.Contains(RowRange.Text(50, 50, null, null), TextOf(page)));
        Follow(page, Pager.NextLabel);
        page.WaitForAssertion(() => Assert.Contains(RowRange.Text(100, 50, null, null), TextOf(page)));

        Assert.Null(LinkTo(page, Pager.NextLabel));
        Assert.Equal("/data/AppB/orders?skip=50&after=t50", LinkTo(page, Pager.PreviousLabel));
    }

    [Fact]
    public void Page_opened_by_token_offers_only_the_first_page()
    {
        Api.Returns(FirstPage + "?skip=100&after=t100", Samples.Page(101, 50));

        var page = Open("?skip=100&after=t100");

        page.WaitForAssertion(() => Assert.Equal("/data/AppB/orders", LinkTo(page, Pager.FirstLabel)));
        Assert.Null(LinkTo(page, Pager.PreviousLabel));
    }

    [Fact]
    public void Page_opened_by_offset_offers_the_previous_page()
    {
        Api.Returns(FirstPage + "?skip=100", Samples.Page(101, 50));

        var page = Open("?skip=100");

        page.WaitForAssertion(() => Assert.Equal("/data/AppB/orders?skip=50", LinkTo(page, Pager.PreviousLabel)));
    }

    [Fact]
    public void Page_size_refused_by_the_api_can_be_reset()
    {
        Api.Refuses("/api/data/AppB/orders?top=-5",
            new ApiProblem(ProblemCodes.QueryInvalid, 400, "The query is not valid", "$top is -5."));

        var page = Open("?top=-5");

        page.WaitForAssertion(() => Assert.Equal(
            "/data/AppB/orders",
            page.Find("section[aria-labelledby]").ByRole("link", DataToolbar.ResetLabel).Address()));
    }

    [Fact]
    public void Non_numeric_page_size_is_refused_without_a_request()
    {
        var page = Open("?top=many");

        page.WaitForAssertion(() => Assert.Contains(ProblemCodes.QueryInvalid, page.Copies()));
        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Fact]
    public void Sort_cycles_through_ascending_descending_and_default()
    {
        Api.Returns(FirstPage, Samples.Page(1, 50));
        Api.Returns(FirstPage + "?sort=total", Samples.Page(1, 50));
        Api.Returns(FirstPage + "?sort=total desc", Samples.Page(1, 50));
        var page = Open();

        Follow(page, "Total");
        page.WaitForAssertion(() => Assert.Equal("ascending", Head(page, "Total").GetAttribute("aria-sort")));
        Follow(page, "Total");
        page.WaitForAssertion(() => Assert.Equal("descending", Head(page, "Total").GetAttribute("aria-sort")));

        Assert.Contains(FirstPage + "?sort=total desc", Api.Requests);
        Assert.Equal("/data/AppB/orders", LinkTo(page, "Total"));
    }

    [Fact]
    public void Unsortable_column_has_no_sort_link()
    {
        Api.Returns(FirstPage, Samples.Page(1, 1));

        var page = Open();

        page.WaitForAssertion(() => Assert.Null(Head(page, "Note").QuerySelector("a")));
        Assert.False(Head(page, "Note").HasAttribute("aria-sort"));
    }

    [Fact]
    public void Last_page_and_any_other_can_be_opened_by_their_number()
    {
        Api.Returns(FirstPage, Samples.Page(1, 50, count: 1234));
        Api.Returns(FirstPage + "?skip=500", Samples.Page(501, 50, count: 1234));
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal("/data/AppB/orders?skip=1200", LinkTo(page, Pager.LastLabel)));
        Assert.Contains("of 25", TextOf(page), StringComparison.Ordinal);

        page.ByLabel(Pager.PageLabel).Change("11");

        page.WaitForAssertion(() => Assert.Equal("11", page.ByLabel(Pager.PageLabel).GetAttribute("value")));
        Assert.Equal("?skip=500", Query);
    }

    [Theory]
    [InlineData("99999", "?skip=1200")]
    [InlineData("0", "")]
    [InlineData("-1", "")]
    [InlineData("two", "")]
    public void Number_that_is_no_page_opens_the_nearest_or_none(string number, string query)
    {
        Api.Returns(FirstPage, Samples.Page(1, 50, count: 1234));
        Api.Returns(FirstPage + "?skip=1200", Samples.Page(1201, 34, count: 1234));
        var page = Open();
        page.WaitForAssertion(() => Assert.NotNull(page.ByLabel(Pager.PageLabel)));

        page.ByLabel(Pager.PageLabel).Change(number);

        Assert.Equal(query, Query);
    }

    [Fact]
    public void Pages_that_only_follow_one_another_cannot_be_jumped_to()
    {
        Describe(GridSamples.CatalogOf(GridSamples.Orders with { Paging = new DataPaging() }));
        Api.Returns(FirstPage, Samples.Page(1, 50, count: 1234, token: "t"));

        var page = Open();

        page.WaitForAssertion(() => Assert.NotNull(LinkTo(page, Pager.NextLabel)));
        Assert.Null(LinkTo(page, Pager.LastLabel));
        Assert.DoesNotContain(page.FindAll("input"), i => i.GetAttribute("aria-label") == Pager.PageLabel);
    }

    [Fact]
    public void Last_page_of_a_bounded_count_is_unknown()
    {
        Api.Returns(FirstPage, Samples.Page(1, 50));

        var page = Open();

        page.WaitForAssertion(() => Assert.NotNull(page.ByLabel(Pager.PageLabel)));
        Assert.Null(LinkTo(page, Pager.LastLabel));
    }
}
