using Bunit;
using Portal.Components.Data;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class DataPagingTests : DataTest
{
    [Fact]
    public void Rows_come_with_their_range_and_a_bounded_count()
    {
        Api.Answers(FirstPage, Samples.Page(1, 50));

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("Rows 1–50 of 10\u202F000+", TextOf(page)));
        Assert.Equal(50, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Next_follows_the_token_of_the_next_link_and_previous_goes_back_the_same_way()
    {
        Api.Answers(FirstPage, Samples.Page(1, 50, next: "http://appb.example/orders?$skiptoken=t50"));
        Api.Answers(FirstPage + "&$skiptoken=t50", Samples.Page(51, 50, next: "http://appb.example/orders?$skiptoken=t100"));
        Api.Answers(FirstPage + "&$skiptoken=t100", Samples.Page(101, 50));
        var page = Open();

        Follow(page, Pager.NextLabel);
        page.WaitForAssertion(() => Assert.Contains(RowRange.Words(50, 50, null, null), TextOf(page)));
        Follow(page, Pager.NextLabel);
        page.WaitForAssertion(() => Assert.Contains(RowRange.Words(100, 50, null, null), TextOf(page)));

        Assert.Null(LinkTo(page, Pager.NextLabel));
        Assert.Equal("/data/AppB/orders?skip=50&after=t50", LinkTo(page, Pager.PreviousLabel));
    }

    [Fact]
    public void A_deep_page_reached_cold_by_token_offers_only_the_first()
    {
        Api.Answers(FirstPage + "&$skiptoken=t100", Samples.Page(101, 50));

        var page = Open("?skip=100&after=t100");

        page.WaitForAssertion(() => Assert.Equal("/data/AppB/orders", LinkTo(page, Pager.FirstLabel)));
        Assert.Null(LinkTo(page, Pager.PreviousLabel));
    }

    [Fact]
    public void A_deep_page_reached_cold_by_number_counts_back()
    {
        Api.Answers(FirstPage + "&$skip=100", Samples.Page(101, 50));

        var page = Open("?skip=100");

        page.WaitForAssertion(() => Assert.Equal("/data/AppB/orders?skip=50", LinkTo(page, Pager.PreviousLabel)));
    }

    [Fact]
    public void A_size_that_the_api_refuses_is_passed_on_and_can_be_reset()
    {
        Api.Refuses("/api/data/AppB/orders?$count=true&$top=-5",
            new ApiProblem(ProblemCodes.QueryInvalid, 400, "The query is not valid", "$top is -5."));

        var page = Open("?top=-5");

        page.WaitForAssertion(() => Assert.Equal(
            "/data/AppB/orders", page.Find("section[aria-labelledby]").ByRole("link", DataToolbar.ResetLabel).GetAttribute("href")));
    }

    [Fact]
    public void A_size_that_is_no_number_is_refused_here()
    {
        var page = Open("?top=many");

        page.WaitForAssertion(() => Assert.Contains(ProblemCodes.QueryInvalid, page.Copies()));
        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Fact]
    public void Sorting_goes_from_ascending_to_descending_to_the_apis_own_order()
    {
        Api.Answers(FirstPage, Samples.Page(1, 50));
        Api.Answers(FirstPage + "&$orderby=total", Samples.Page(1, 50));
        Api.Answers(FirstPage + "&$orderby=total desc", Samples.Page(1, 50));
        var page = Open();

        Follow(page, "Total");
        page.WaitForAssertion(() => Assert.Equal("ascending", Head(page, "Total").GetAttribute("aria-sort")));
        Follow(page, "Total");
        page.WaitForAssertion(() => Assert.Equal("descending", Head(page, "Total").GetAttribute("aria-sort")));

        Assert.Contains(FirstPage + "&$orderby=total desc", Api.Requests);
        Assert.Equal("/data/AppB/orders", LinkTo(page, "Total"));
    }

    [Fact]
    public void A_column_that_cannot_be_sorted_offers_no_sorting()
    {
        Api.Answers(FirstPage, Samples.Page(1, 1));

        var page = Open();

        page.WaitForAssertion(() => Assert.Null(Head(page, "Note").QuerySelector("a")));
        Assert.False(Head(page, "Note").HasAttribute("aria-sort"));
    }
}
