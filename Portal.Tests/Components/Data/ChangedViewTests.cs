using Bunit;
using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;

namespace Portal.Tests.Components.Data;

/// <summary>An API that changes its document while a page is open.</summary>
public sealed class ChangedViewTests : DataTest
{
    [Fact]
    public void Open_page_shows_the_columns_that_the_rows_now_have()
    {
        Describe(Catalog("Remark", "1"));
        Api.Returns(FirstPage, Page("1"));
        var page = Open();
        page.WaitForAssertion(() => Assert.NotNull(Head(page, "Remark")));
        Describe(Catalog("Comment", "2"));
        Api.Returns(FirstPage, Page("2"));

        Button(page, "Refresh").Click();

        page.WaitForAssertion(() => Assert.NotNull(Head(page, "Comment")));
        Assert.Contains(DataPage.ChangedText, TextOf(page));
        Assert.Equal(2, Api.Requests.Count(r => r == "/api/views"));
    }

    [Fact]
    public void Page_of_an_instance_that_has_not_read_the_document_again_stays_as_it_is()
    {
        Describe(Catalog("Remark", "1"));
        Api.Returns(FirstPage, Page("2"));

        var page = Open();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Assert.NotNull(Head(page, "Remark"));
        Assert.DoesNotContain(DataPage.ChangedText, TextOf(page));
    }

    [Fact]
    public void Query_that_the_changed_view_refuses_can_be_shown_without_what_no_longer_fits()
    {
        const string Filtered = FirstPage + "?filter=status eq Paid&filter=total ge 100";
        Describe(GridSamples.CatalogOf(GridSamples.Orders with { Version = "1" }));
        Api.Returns(Filtered, GridSamples.Page(0, 3, count: 3) with { Version = "1" });
        Api.Returns(FirstPage + "?filter=total ge 100", GridSamples.Page(0, 3, count: 3) with { Version = "2" });
        var page = Open("?filter=status eq Paid&filter=total ge 100");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Describe(GridSamples.CatalogOf(
            GridSamples.Orders with { Version = "2", Columns = [.. GridSamples.Orders.Columns.Where(c => c.Name != "status")] }));
        Api.Refuses(Filtered, new ApiProblem(ProblemCodes.QueryInvalid, 400, "This view does not support that query"));

        Button(page, "Refresh").Click();
        Follow(page, ChangedView.RemoveLabel);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Assert.Equal("?filter=total%20ge%20100", Query);
        Assert.Contains(DataPage.ChangedText, TextOf(page));
        Assert.Null(LinkTo(page, ChangedView.RemoveLabel));
        Assert.Equal(2, Api.Requests.Count(r => r == "/api/views"));
    }

    [Fact]
    public void Page_says_that_the_api_no_longer_publishes_the_view_until_it_does()
    {
        Describe(Catalog("Remark", "1"));
        Api.Returns(FirstPage, Page("1"));
        var page = Open();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Describe(new ViewCatalog([Samples.Catalog.Apis[0] with { Views = [] }]));
        Api.Refuses(FirstPage, new ApiProblem(ProblemCodes.NotFound, 404, "No such view"));

        Button(page, "Refresh").Click();

        page.WaitForAssertion(() => Assert.Contains(DataPage.GoneText, TextOf(page)));

        Describe(Catalog("Remark", "1"));
        Api.Returns(FirstPage, Page("1"));
        Button(page, "Refresh").Click();

        page.WaitForAssertion(() => Assert.DoesNotContain(DataPage.GoneText, TextOf(page)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Long_scroll_shows_the_columns_that_further_rows_have(bool isRefused)
    {
        const string Block = FirstPage + "?top=100";
        Describe(GridSamples.CatalogOf(GridSamples.Orders with { Version = "1" }));
        Api.Returns(Block, GridSamples.Page(0, 100, token: "t100") with { Version = "1" });
        var page = Open("?top=all");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Describe(GridSamples.CatalogOf(GridSamples.Orders with
        {
            Version = "2",
            Columns = [.. GridSamples.Orders.Columns.Select(c => c.Name == "note" ? c with { Title = "Comment" } : c)],
        }));
        Api.Returns(Block, GridSamples.Page(0, 100, token: "t100") with { Version = "2" });
        var far = Block + "&skip=700";
        if (isRefused)
            Api.Refuses(far, new ApiProblem(ProblemCodes.QueryInvalid, 400, "AppB did not accept the request"));
        else
            Api.Returns(far, GridSamples.Page(700, 100, token: "t800") with { Version = "2" });

        page.Find("[data-seen]").Change("740-750");

        page.WaitForAssertion(() => Assert.Contains(DataPage.ChangedText, TextOf(page)));
        if (!isRefused)
            page.WaitForAssertion(() => Assert.NotNull(Head(page, "Comment")));
    }

    [Fact]
    public void Newer_version_of_rows_is_kept_when_the_next_rows_time_out()
    {
        const string Block = FirstPage + "?top=100";
        Describe(GridSamples.CatalogOf(GridSamples.Orders with { Version = "1" }));
        Api.Returns(Block, GridSamples.Page(0, 100, token: "t100") with { Version = "1" });
        var page = Open("?top=all");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Describe(GridSamples.CatalogOf(GridSamples.Orders with { Version = "2" }));
        Api.Returns(Block + "&skip=700", GridSamples.Page(700, 100, token: "t800") with { Version = "2" });
        Api.Refuses(Block + "&skip=800&after=t800", new ApiProblem(ProblemCodes.DownstreamTimeout, 504, "AppB took too long"));

        page.Find("[data-seen]").Change("790-810");

        page.WaitForAssertion(() => Assert.Contains(DataPage.ChangedText, TextOf(page)));
    }

    [Fact]
    public void Number_of_an_unsupported_filter_has_the_format_of_the_visitor()
    {
        var view = GridSamples.Orders with
        {
            Columns = [.. GridSamples.Orders.Columns.Select(c => c.Name == "total" ? c with { Operators = null } : c)],
        };
        var state = new ViewState { Filters = [new DataFilter("total", FilterOperators.GreaterOrEqual, ["1250.5"])] };

        var visitor = new VisitorCulture();
        visitor.Use("de-DE");

        Assert.Equal(["Total at least 1.250,5"], ViewDifference.Unfit(view, state, visitor));
    }

    private static ViewCatalog Catalog(string title, string version) => new(
    [
        Samples.Catalog.Apis[0] with
        {
            Views =
            [
                Samples.Catalog.Apis[0].Views[0] with
                {
                    Columns = [.. Samples.Catalog.Apis[0].Views[0].Columns.Select(c => c.Name == "note" ? c with { Title = title } : c)],
                    Version = version,
                },
            ],
        },
    ]);

    private static RowsBody Page(string version) => Samples.Page(1, 3, count: 3) with { Version = version };
}
