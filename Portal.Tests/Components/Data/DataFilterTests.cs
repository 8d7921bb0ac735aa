using AngleSharp.Dom;
using Bunit;
using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Data;

public sealed class DataFilterTests : DataTest
{
    public DataFilterTests()
    {
        Describe(GridSamples.CatalogOf(GridSamples.Orders));
        Api.Returns(FirstPage, GridSamples.Page(0, 50));
    }

    [Fact]
    public void Selected_values_become_one_filter()
    {
        Api.Returns(FirstPage + "?filter=status in New,Sent", GridSamples.Page(0, 3, 3));
        var page = OpenPanel(DataHead.FilterLabel("Status"));

        Tick(page, "Sent");
        Tick(page, "New");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal([Chip("status", "in", "New", "Sent")], Chips(page)));
        Assert.Equal("?filter=status%20in%20New,Sent", Query);
        Assert.Contains(FirstPage + "?filter=status in New,Sent", Api.Requests);
        Assert.Empty(page.FindAll("dialog"));
    }

    [Fact]
    public void Values_can_be_excluded()
    {
        Api.Returns(FirstPage + "?filter=status ne Paid", GridSamples.Page(0, 3, 3));
        var page = OpenPanel(DataHead.FilterLabel("Status"));

        page.Find("dialog fieldset select").Change("not");
        Tick(page, "Paid");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal([Chip("status", "ne", "Paid")], Chips(page)));
    }

    [Fact]
    public void Range_is_two_filters()
    {
        Api.Returns(FirstPage + "?filter=total ge 100&filter=total le 250.50", GridSamples.Page(0, 3, 3));
        var page = OpenPanel(DataHead.FilterLabel("Total"));

        Bound(page, "ge").Change("100");
        Bound(page, "le").Change("250.50");
        Apply(page);

        page.WaitForAssertion(
            () => Assert.Equal([Chip("total", "ge", "100"), Chip("total", "le", "250.50")], Chips(page)));
    }

    [Fact]
    public void Date_column_is_filtered_with_a_date_input()
    {
        Api.Returns(FirstPage + "?filter=placedOn lt 2026-02-01", GridSamples.Page(0, 3, 3));
        var page = OpenPanel(DataHead.FilterLabel("Placed on"));

        Assert.Equal("date", page.Find("dialog input").GetAttribute("type"));
        page.Find("dialog select").Change("lt");
        page.Find("dialog input").Change("2026-02-01");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal([Chip("placedOn", "lt", "2026-02-01")], Chips(page)));
    }

    [Fact]
    public void Invalid_number_is_reported_at_its_field_and_input_is_kept()
    {
        var page = OpenPanel(DataHead.FilterLabel("Total"));
        var requests = Api.Requests.Count;

        Bound(page, "ge").Change("about 12,5");
        Bound(page, "le").Change("99");
        Apply(page);

        Assert.Contains("about 12,5", Bound(page, "ge").Description(), StringComparison.Ordinal);
        Assert.Equal(["about 12,5", "99"], page.FindAll("dialog input").Select(i => i.GetAttribute("value")));
        Assert.Equal("true", Bound(page, "ge").GetAttribute("aria-invalid"));
        Assert.Equal(requests, Api.Requests.Count);
    }

    [Fact]
    public void Panel_shows_filters_from_the_address_and_can_clear_them()
    {
        Api.Returns(FirstPage + "?filter=total gt 5&filter=number eq a", GridSamples.Page(0, 1, 1));
        Api.Returns(FirstPage + "?filter=number eq a", GridSamples.Page(0, 1, 1));
        var page = OpenPanel(DataHead.FilterLabel("Total", filtered: true), "?filter=total gt 5&filter=number eq a");

        Assert.Equal("5", page.Find("dialog input").GetAttribute("value"));
        Button(page, "Clear").Click();

        page.WaitForAssertion(() => Assert.Equal([Chip("number", "eq", "a")], Chips(page)));
    }

    [Fact]
    public void Toolbar_filters_by_any_column_including_hidden_ones()
    {
        Api.Returns(FirstPage + "?filter=id ge 7", GridSamples.Page(6, 3, 3));
        var page = OpenPanel(DataToolbar.FilterLabel);

        page.ByLabel(FilterPanel.ColumnLabel).Change("status");
        Assert.Equal(3, page.FindAll("dialog [type=checkbox]").Count);
        page.ByLabel(FilterPanel.ColumnLabel).Change("id");
        page.Find("dialog input").Change("7");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal([Chip("id", "ge", "7")], Chips(page)));
    }

    [Fact]
    public void Removing_a_chip_removes_only_its_filter()
    {
        Api.Returns(FirstPage + "?filter=total ge 1&filter=total le 9", GridSamples.Page(0, 1, 1));
        var page = Open("?filter=total ge 1&filter=total le 9&skip=0");
        page.WaitForAssertion(() => Assert.Equal(2, Chips(page).Count()));

        var least = Chip("total", "ge", "1");
        Assert.Equal(
            "/data/AppB/orders?filter=total%20le%209",
            page.ByRole("link", $"Remove filter: {least}").Address());
        Assert.Equal("/data/AppB/orders", page.ByRole("link", "Clear all").Address());
    }

    [Fact]
    public void Empty_result_lists_the_filters_and_can_clear_them()
    {
        Api.Returns(FirstPage + "?filter=status eq New&search=blue", GridSamples.Page(0, 0, 0));

        var page = Open("?filter=status eq New&search=blue");

        page.WaitForAssertion(() => Assert.Contains(
            $"where {Chip("status", "eq", "New")}, and the search is “blue”", TextOf(page), StringComparison.Ordinal));
        Assert.Equal("/data/AppB/orders", page.ByRole("link", NoRows.ClearLabel).Address());
    }

    [Fact]
    public void Unknown_column_is_reported_and_can_be_removed()
    {
        Api.Refuses(
            FirstPage + "?filter=colour eq red",
            new ApiProblem(ProblemCodes.QueryInvalid, 400, "This view does not support that query", "Orders has no column “colour”."));
        var page = Open("?filter=colour eq red");

        page.WaitForAssertion(() => Assert.Contains("colour", page.ByRole("alert").Text(), StringComparison.Ordinal));
        Assert.Equal(["/data/AppB/orders"], page.FindAll("filter-chips a").Select(a => a.Address()));
    }

    [Fact]
    public void View_without_filters_has_no_filter_buttons()
    {
        Describe(Samples.Catalog);
        Api.Returns(FirstPage, Samples.Page(1, 1));

        var page = Open();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.DoesNotContain(
            page.AllByRole("button"),
            b => b.AccessibleName().StartsWith(DataToolbar.FilterLabel, StringComparison.Ordinal));
    }

    [Fact]
    public void Parameter_per_column_takes_one_value()
    {
        var plain = GridSamples.Orders with
        {
            Paging = (Samples.OData with { Filter = null }).Paging,
            Columns =
            [
                .. GridSamples.Orders.Columns.Select(c => c.Name == "status" ? c with { Operators = ["eq"] } : c),
            ],
        };
        Describe(GridSamples.CatalogOf(plain));
        Api.Returns(FirstPage + "?filter=status eq Paid", GridSamples.Page(0, 1, 1));
        var page = OpenPanel(DataHead.FilterLabel("Status"));

        Tick(page, "New");
        Tick(page, "Paid");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal([Chip("status", "eq", "Paid")], Chips(page)));
    }

    [Theory]
    [InlineData("status", "in", "New,Sent", "Status is New or Sent")]
    [InlineData("status", "ne", "Paid", "Status is not Paid")]
    [InlineData("number", "eq", "a", "Number is “a”")]
    [InlineData("total", "le", "250.50", "Total at most 250.50")]
    [InlineData("placedOn", "lt", "2026-02-01", "Placed on before 1 February 2026")]
    public void Filter_reads_as_a_sentence(string column, string by, string values, string sentence) =>
        Assert.Equal(sentence, Chip(column, by, values.Split(',')));

    private static string Chip(string column, string by, params string[] values) =>
        FilterLabels.Of(new DataFilter(column, by, values), GridSamples.Orders.Columns, new VisitorCulture());

    private static IElement Bound(IRenderedComponent<DataPage> page, string by) => page
        .FindAll("dialog select").Single(s => s.GetAttribute("value") == by)
        .ParentElement!.QuerySelector("input")!;

    private IRenderedComponent<DataPage> OpenPanel(string button, string query = "")
    {
        var page = Open(query);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Button(page, button).Click();
        return page;
    }

    private static void Tick(IRenderedComponent<DataPage> page, string value)
    {
        var input = page.FindAll("dialog label").Single(l => l.TextContent.Trim() == value).QuerySelector("input")!;
        if (input.GetAttribute("type") == "radio")
            input.Change("on");
        else
            input.Change(true);
    }

    private static void Apply(IRenderedComponent<DataPage> page) => page.Find("dialog form").Submit();

    private static IEnumerable<string> Chips(IRenderedComponent<DataPage> page) =>
        page.FindAll("filter-chips bdi").Select(c => c.TextContent);
}
