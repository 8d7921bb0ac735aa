using AngleSharp.Dom;
using Bunit;
using Portal.Components.Data;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Data;

public sealed class LongScrollTests : DataTest
{
    private const string Block = "/api/data/AppB/orders?top=100";

    public LongScrollTests()
    {
        Describe(GridSamples.CatalogOf(GridSamples.Orders));
        Api.Returns(Block, GridSamples.Page(0, 100, token: "t100"));
    }

    [Fact]
    public void Only_visible_rows_and_a_margin_are_rendered()
    {
        var page = OpenScroll();

        See(page, 20, 35);

        Assert.Equal(RowRange.Text(20, 16, 10_001, 10_001), RangeText(page));
        Assert.Equal(
            ("12", "51"), (Rows(page)[0].GetAttribute("aria-rowindex"), Rows(page)[^1].GetAttribute("aria-rowindex")));
        Assert.Equal("-1", page.Find("table").GetAttribute("aria-rowcount"));
        Assert.Equal("10000", page.Find("long-scroll").GetAttribute("extent"));
        Assert.Equal([Block], RowRequests());
    }

    [Fact]
    public void Distant_rows_are_requested_by_offset_and_shown_as_loading()
    {
        var slow = Api.Delays(Block + "&skip=5000");
        var page = OpenScroll();

        SeeSoon(page, 5020, 5035);
        Assert.StartsWith(From(0), RangeText(page), StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromMilliseconds(150));
        page.WaitForAssertion(() => Assert.NotEmpty(LoadingRows(page)));
        slow.Complete(GridSamples.Page(5000, 100, token: "t5100"));

        page.WaitForAssertion(
            () => Assert.Equal("5011", Rows(page)[0].QuerySelector("a")!.GetAttribute("href")!.Split("row=")[1]));
        Assert.Empty(LoadingRows(page));
    }

    [Fact]
    public void Rows_beyond_the_maximum_offset_follow_next_links()
    {
        Api.Returns(Block + "&skip=9900", GridSamples.Page(9900, 100, token: "t10000"));
        Api.Returns(Block + "&skip=10000&after=t10000", GridSamples.Page(10_000, 100, token: "t10100"));
        Api.Returns(Block + "&skip=10100&after=t10100", GridSamples.Page(10_100, 40));
        var page = OpenScroll();

        See(page, 9985, 9999);
        Assert.Equal("10200", page.Find("long-scroll").GetAttribute("extent"));
        See(page, 10_085, 10_099);
        See(page, 10_125, 10_139);

        Assert.Equal(RowRange.Text(10_125, 15, 10_140, null), RangeText(page));
        Assert.Equal("10141", page.Find("table").GetAttribute("aria-rowcount"));
        Assert.DoesNotContain(RowRequests(), r => r.Contains("skip=10", StringComparison.Ordinal) && !r.Contains("after=", StringComparison.Ordinal));
    }

    [Fact]
    public void Address_opens_its_position_with_one_request()
    {
        Api.Returns(Block + "&skip=300", GridSamples.Page(300, 100, token: "t400"));

        var page = Open("?top=all&at=340");

        page.WaitForAssertion(() => Assert.StartsWith(From(340), RangeText(page), StringComparison.Ordinal));
        Assert.Equal("340", page.Find("long-scroll").GetAttribute("at"));
        Assert.Equal([Block + "&skip=300"], RowRequests());
    }

    [Fact]
    public void Position_beyond_the_maximum_offset_is_reached_by_next_links()
    {
        Api.Returns(Block + "&skip=10000", GridSamples.Page(10_000, 100, token: "a"));
        Api.Returns(Block + "&skip=10100&after=a", GridSamples.Page(10_100, 100, token: "b"));
        Api.Returns(Block + "&skip=10200&after=b", GridSamples.Page(10_200, 100, token: "c"));

        var page = Open("?top=all&at=10250");

        page.WaitForAssertion(() => Assert.Equal("10250", page.Find("long-scroll").GetAttribute("at")));
        Assert.Equal(3, RowRequests().Count());
    }

    [Fact]
    public void Position_beyond_the_end_falls_back_to_the_top()
    {
        Api.Returns(Block + "&skip=9000", GridSamples.Page(0, 0, count: 7));
        Api.Returns(Block, GridSamples.Page(0, 7, count: 7));

        var page = Open("?top=all&at=9000");

        page.WaitForAssertion(() => Assert.Equal(RowRange.Text(0, 7, 7, null), RangeText(page)));
    }

    [Fact]
    public void Recent_blocks_are_cached_and_older_ones_reloaded()
    {
        foreach (var block in Enumerable.Range(1, 9))
            Api.Returns(
                $"{Block}&skip={block * 100}&after=t{block * 100}",
                GridSamples.Page(block * 100, 100, token: $"t{(block + 1) * 100}"));
        var page = OpenScroll();

        foreach (var block in Enumerable.Range(1, 9))
            See(page, (block * 100) + 40, (block * 100) + 50);
        See(page, 840, 850);
        Assert.Equal(10, RowRequests().Count());
        See(page, 40, 50);

        Assert.Equal(2, RowRequests().Count(r => r == Block));
    }

    [Fact]
    public void Failed_block_can_be_retried()
    {
        var far = Block + "&skip=700";
        Api.Refuses(far, new ApiProblem(ProblemCodes.DownstreamUnavailable, 503, "AppB did not respond"));
        var page = OpenScroll();
        SeeSoon(page, 740, 750);
        page.WaitForAssertion(
            () => Assert.Contains("AppB did not respond", page.ByRole("alert").TextContent, StringComparison.Ordinal));

        Api.Returns(far, GridSamples.Page(700, 100, token: "t800"));
        TryAgain(page);

        page.WaitForAssertion(() => Assert.Empty(page.AllByRole("alert")));
        Assert.Empty(LoadingRows(page));
    }

    [Fact]
    public void Api_without_offsets_is_read_from_the_start()
    {
        Describe(
            GridSamples.CatalogOf(
                GridSamples.Orders with { Paging = (Samples.OData with { Offset = null, MaxOffset = null }).Paging }));
        Api.Returns(Block + "&skip=100&after=t100", GridSamples.Page(100, 100, token: "t200"));

        var page = Open("?top=all&at=0");
        page.WaitForAssertion(() => Assert.Equal("200", page.Find("long-scroll").GetAttribute("extent")));
        See(page, 120, 130);

        Assert.Equal("300", page.Find("long-scroll").GetAttribute("extent"));
        Assert.Equal([Block, Block + "&skip=100&after=t100"], RowRequests());
    }

    [Fact]
    public void Smaller_pages_than_requested_set_the_block_size()
    {
        Api.Returns(Block, GridSamples.Page(0, 20, count: 45, token: "t20"));
        Api.Returns(
            "/api/data/AppB/orders?top=20&skip=20&after=t20",
            GridSamples.Page(20, 20, count: 45, token: "t40"));
        Api.Returns("/api/data/AppB/orders?top=20&skip=40&after=t40", GridSamples.Page(40, 5, count: 45));

        var page = Open("?top=all");

        page.WaitForAssertion(() => Assert.Equal(3, RowRequests().Count()));
        See(page, 10, 44);
        Assert.Equal(RowRange.Text(10, 35, 45, null), RangeText(page));
        Assert.Empty(LoadingRows(page));
    }

    [Fact]
    public void Next_link_that_loops_ends_the_scroll_and_is_reported()
    {
        Api.Returns(Block + "&skip=100&after=t100", GridSamples.Page(100, 100, token: "t200"));
        Api.Returns(Block + "&skip=200&after=t200", GridSamples.Page(200, 100, token: "t100"));
        Describe(
            GridSamples.CatalogOf(
                GridSamples.Orders with { Paging = (Samples.OData with { Offset = null, MaxOffset = null }).Paging }));
        var page = OpenScroll();

        See(page, 140, 150);
        See(page, 240, 250);

        Assert.Equal("300", page.Find("long-scroll").GetAttribute("extent"));
        Assert.Equal(
            IncompleteReasons.Describe("Orders API", IncompleteReasons.PageRepeats), page.ByRole("note").TextContent);
        Assert.Equal(RowRange.Text(240, 11, 10_001, 10_001), RangeText(page));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("9-1")]
    [InlineData("-5--1")]
    [InlineData("a-b")]
    [InlineData("0-99999999999999")]
    public void Invalid_visible_range_is_ignored(string seen)
    {
        var page = OpenScroll();
        var before = RangeText(page);

        page.Find("[data-seen]").Change(seen);

        Assert.Equal(before, RangeText(page));
    }

    [Fact]
    public void Sorting_scrolls_to_the_top()
    {
        Api.Returns("/api/data/AppB/orders?sort=total&top=100", GridSamples.Page(0, 100, token: "s100"));
        var page = OpenScroll();
        See(page, 50, 60);

        Follow(page, "Total");

        page.WaitForAssertion(() => Assert.Equal("ascending", Head(page, "Total").GetAttribute("aria-sort")));
        Assert.StartsWith(From(0), RangeText(page), StringComparison.Ordinal);
    }

    private IRenderedComponent<DataPage> OpenScroll()
    {
        var page = Open("?top=all");
        page.WaitForAssertion(() => Assert.NotEmpty(Rows(page)));
        return page;
    }

    private static void SeeSoon(IRenderedComponent<DataPage> page, int first, int last) =>
        page.Find("[data-seen]").Change($"{first}-{last}");

    private static void See(IRenderedComponent<DataPage> page, int first, int last)
    {
        SeeSoon(page, first, last);
        page.WaitForAssertion(() =>
        {
            Assert.StartsWith(From(first), RangeText(page), StringComparison.Ordinal);
            Assert.Empty(LoadingRows(page));
        });
    }

    private static string RangeText(IRenderedComponent<DataPage> page) => page.Find("span[role=status]").TextContent;

    /// <summary>The start of the range text for a zero-based first row.</summary>
    private static string From(int row) => RowRange.Text(row, 1, null, null).Split('–')[0] + "–";

    /// <summary>Visible rows that are still loading.</summary>
    private static IEnumerable<IElement> LoadingRows(IRenderedComponent<DataPage> page) =>
        Rows(page).Where(r => r.Text().Length == 0);

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<DataPage> page) =>
        page.FindAll("tbody tr:not([aria-hidden])");

    private IEnumerable<string> RowRequests() =>
        Api.Requests.Where(r => r.StartsWith(Block[..20], StringComparison.Ordinal));
}
