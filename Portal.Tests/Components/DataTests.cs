using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Pages;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class DataTests : ComponentTest
{
    private const string FirstPage = "/api/data/AppB/orders?$count=true&$top=50";

    public DataTests() => Api.Answers("/api/views", Samples.Catalog);

    [Fact]
    public void Rows_come_with_their_range_and_a_bounded_count()
    {
        Api.Answers(FirstPage, Samples.Page(1, 50));

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("Rows 1–50 of 10\u202F000+", page.Find(".data-bar").TextContent));
        Assert.Equal(50, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void The_api_is_asked_once_and_not_while_prerendering()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var page = Open();

        Assert.Contains("Loading", TextOf(page));
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
        page.WaitForAssertion(() => Assert.Equal("ascending", page.FindAll("th")[1].GetAttribute("aria-sort")));
        Follow(page, "Total");
        page.WaitForAssertion(() => Assert.Equal("descending", page.FindAll("th")[1].GetAttribute("aria-sort")));

        Assert.Contains(FirstPage + "&$orderby=total desc", Api.Requests);
        Assert.Equal("/data/AppB/orders", LinkTo(page, "Total"));
    }

    [Fact]
    public void A_column_that_cannot_be_sorted_offers_no_sorting()
    {
        Api.Answers(FirstPage, Samples.Page(1, 1));

        var page = Open();

        page.WaitForAssertion(() => Assert.Null(page.FindAll("th")[2].QuerySelector("a")));
        Assert.False(page.FindAll("th")[2].HasAttribute("aria-sort"));
    }

    [Fact]
    public void Next_follows_the_token_of_the_next_link_and_previous_goes_back_the_same_way()
    {
        Api.Answers(FirstPage, Samples.Page(1, 50, next: "http://appb.example/orders?$skiptoken=t50"));
        Api.Answers(FirstPage + "&$skiptoken=t50", Samples.Page(51, 50, next: "http://appb.example/orders?$skiptoken=t100"));
        Api.Answers(FirstPage + "&$skiptoken=t100", Samples.Page(101, 50));
        var page = Open();

        Follow(page, "Next");
        page.WaitForAssertion(() => Assert.Contains("Rows 51–100", TextOf(page)));
        Follow(page, "Next");
        page.WaitForAssertion(() => Assert.Contains("Rows 101–150", TextOf(page)));

        Assert.Null(LinkTo(page, "Next"));
        Assert.Equal("/data/AppB/orders?skip=50&after=t50", LinkTo(page, "Previous"));
    }

    [Fact]
    public void A_deep_page_reached_cold_by_token_offers_only_the_first()
    {
        Api.Answers(FirstPage + "&$skiptoken=t100", Samples.Page(101, 50));

        var page = Open("?skip=100&after=t100");

        page.WaitForAssertion(() => Assert.Equal("/data/AppB/orders", LinkTo(page, "First")));
        Assert.Null(LinkTo(page, "Previous"));
    }

    [Fact]
    public void A_deep_page_reached_cold_by_number_counts_back()
    {
        Api.Answers(FirstPage + "&$skip=100", Samples.Page(101, 50));

        var page = Open("?skip=100");

        page.WaitForAssertion(() => Assert.Equal("/data/AppB/orders?skip=50", LinkTo(page, "Previous")));
    }

    [Fact]
    public void A_new_query_cancels_the_one_in_flight_and_its_late_answer_is_dropped()
    {
        var slow = Api.Holds(FirstPage);
        Api.Answers(FirstPage + "&$orderby=total", Samples.Page(1, 7, count: 7));
        var page = Open();

        Navigation.NavigateTo("/data/AppB/orders?sort=total");
        page.WaitForAssertion(() => Assert.Equal(7, page.FindAll("tbody tr").Count));
        slow.Comes(Samples.Page(1, 50));

        Assert.True(slow.WasCancelled);
        Assert.Equal(7, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Rows_that_take_long_are_dimmed_but_stay()
    {
        Api.Answers(FirstPage, Samples.Page(1, 50));
        var slow = Api.Holds(FirstPage + "&$orderby=total");
        var page = Open();
        Follow(page, "Total");
        Assert.Equal("false", page.Find("scroll-region").GetAttribute("aria-busy"));

        Time.Advance(TimeSpan.FromMilliseconds(300));
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("scroll-region").GetAttribute("aria-busy")));
        Assert.Equal(50, page.FindAll("tbody tr").Count);
        slow.Comes(Samples.Page(1, 3));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task Leaving_the_page_cancels_its_query()
    {
        var slow = Api.Holds(FirstPage);
        Open();

        await DisposeComponentsAsync();

        Assert.True(slow.WasCancelled);
    }

    [Fact]
    public void A_refusal_takes_the_place_of_the_rows()
    {
        Api.Refuses(FirstPage, Samples.RoleMissing);

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("A role is missing", TextOf(page)));
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void No_rows_are_said_in_words()
    {
        Api.Answers(FirstPage, Samples.Page(1, 0, count: 0));

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("Nothing here yet", TextOf(page)));
    }

    [Fact]
    public void A_size_that_the_api_refuses_is_passed_on_and_can_be_reset()
    {
        Api.Refuses("/api/data/AppB/orders?$count=true&$top=-5",
            new ApiProblem(ProblemCodes.QueryInvalid, 400, "The query is not valid", "$top is -5."));

        var page = Open("?top=-5");

        page.WaitForAssertion(() => Assert.Equal("/data/AppB/orders", LinkTo(page, "Reset the view")));
    }

    [Theory]
    [InlineData("AppB", "nothing")]
    [InlineData("Nobody", "orders")]
    public void An_unknown_view_is_not_found(string api, string view)
    {
        var notFound = 0;
        Navigation.OnNotFound += (_, _) => notFound++;

        Render<Data>(parameters => parameters.Add(p => p.Api, api).Add(p => p.View, view));

        Assert.Equal(1, notFound);
        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Fact]
    public void A_size_that_is_no_number_is_refused_here()
    {
        var page = Open("?top=many");

        page.WaitForAssertion(() => Assert.Contains("“top” must be a whole number", TextOf(page)));
        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("abc\u202Edef", "abc⟨U+202E⟩def")]
    [InlineData("zero\u200Bwidth", "zero⟨U+200B⟩width")]
    [InlineData("javascript:alert(1)", "javascript:alert(1)")]
    public void Nasty_text_is_text_and_nothing_in_it_is_invisible(string note, string shown)
    {
        Api.Answers(FirstPage, Samples.PageWithNote(note));

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(shown, page.FindAll("td")[2].QuerySelector("bdi")!.TextContent));
        Assert.Empty(page.FindAll("td script, td a"));
    }

    [Fact]
    public void Long_text_is_cut_and_opens_in_full()
    {
        var note = new string('x', 300);
        Api.Answers(FirstPage, Samples.PageWithNote(note));

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(note, page.Find("td details .full").TextContent));
        Assert.Equal(65, page.Find("td summary").TextContent.Length);
    }

    [Theory]
    [InlineData("""{"note":[1,2]}""", "[1,2]")]
    [InlineData("""{"note":"half \ud83d pair"}""", "\"half \\ud83d pair\"")]
    [InlineData("""{"note":null}""", "—")]
    [InlineData("""{}""", "—")]
    [InlineData("17", "—")]
    public void Whatever_the_row_holds_the_page_stands(string row, string shown)
    {
        Api.AnswersText(FirstPage, $$"""{"value":[{{row}}]}""");

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(shown, page.FindAll("td")[2].TextContent.Trim()));
    }

    [Fact]
    public void Numbers_keep_their_decimals_and_get_groups()
    {
        Api.Answers(FirstPage, Samples.Page(2, 1));

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal("2\u202F001.00", page.FindAll("td")[1].TextContent.Trim()));
    }

    private IRenderedComponent<Data> Open(string query = "")
    {
        Navigation.NavigateTo("/data/AppB/orders" + query);
        return Render<Data>(parameters => parameters.Add(p => p.Api, "AppB").Add(p => p.View, "orders"));
    }

    private void Follow(IRenderedComponent<Data> page, string link)
    {
        page.WaitForAssertion(() => Assert.NotNull(LinkTo(page, link)));
        Navigation.NavigateTo(LinkTo(page, link)!);
    }
}
