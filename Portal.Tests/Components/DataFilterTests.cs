using AngleSharp.Dom;
using Bunit;
using Portal.Components.Pages;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class DataFilterTests : DataTest
{
    public DataFilterTests()
    {
        Describe(GridSamples.CatalogOf(GridSamples.Orders));
        Api.Answers(FirstPage, GridSamples.Page(0, 50));
    }

    [Fact]
    public void Ticked_values_become_one_condition()
    {
        Api.Answers(FirstPage + "&$filter=status in ('New','Sent')", GridSamples.Page(0, 3, 3));
        var page = OpenPanel("Filter by Status");

        Tick(page, "Sent");
        Tick(page, "New");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal("Status is New or Sent", page.Find(".filter bdi").TextContent));
        Assert.Equal("?filter=status%20in%20New,Sent", Query);
        Assert.Contains(FirstPage + "&$filter=status in ('New','Sent')", Api.Requests);
        Assert.Empty(page.FindAll("dialog"));
    }

    [Fact]
    public void Values_can_be_ruled_out()
    {
        Api.Answers(FirstPage + "&$filter=status ne 'Paid'", GridSamples.Page(0, 3, 3));
        var page = OpenPanel("Filter by Status");

        page.Find("dialog fieldset select").Change("not");
        Tick(page, "Paid");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal("Status is not Paid", page.Find(".filter bdi").TextContent));
    }

    [Fact]
    public void A_range_is_two_conditions()
    {
        Api.Answers(FirstPage + "&$filter=total ge 100 and total le 250.50", GridSamples.Page(0, 3, 3));
        var page = OpenPanel("Filter by Total");

        page.FindAll("dialog input")[0].Change("100");
        page.FindAll("dialog input")[1].Change("250.50");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal(["Total at least 100", "Total at most 250.50"], Chips(page)));
    }

    [Fact]
    public void Days_are_picked_from_a_calendar_and_compared_in_words()
    {
        Api.Answers(FirstPage + "&$filter=placedOn lt 2026-02-01", GridSamples.Page(0, 3, 3));
        var page = OpenPanel("Filter by Placed on");

        Assert.Equal("date", page.Find("dialog input").GetAttribute("type"));
        page.Find("dialog select").Change("lt");
        page.Find("dialog input").Change("2026-02-01");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal(["Placed on before 2026-02-01"], Chips(page)));
    }

    [Fact]
    public void What_is_no_number_is_said_in_place_and_nothing_is_lost()
    {
        var page = OpenPanel("Filter by Total");
        var asked = Api.Requests.Count;

        page.FindAll("dialog input")[0].Change("about 12,5");
        page.FindAll("dialog input")[1].Change("99");
        Apply(page);

        Assert.Contains("“about 12,5”, which is no number", page.Find("dialog .field__problem").TextContent, StringComparison.Ordinal);
        Assert.Equal(["about 12,5", "99"], page.FindAll("dialog input").Select(i => i.GetAttribute("value")));
        Assert.Equal("true", page.Find("dialog input").GetAttribute("aria-invalid"));
        Assert.Equal(asked, Api.Requests.Count);
    }

    [Fact]
    public void Conditions_of_the_address_stand_in_the_panel_and_can_be_cleared()
    {
        Api.Answers(FirstPage + "&$filter=total gt 5 and number eq 'a'", GridSamples.Page(0, 1, 1));
        Api.Answers(FirstPage + "&$filter=number eq 'a'", GridSamples.Page(0, 1, 1));
        var page = OpenPanel("Filter by Total, filtered", "?filter=total gt 5&filter=number eq a");

        Assert.Equal("5", page.Find("dialog input").GetAttribute("value"));
        Button(page, "Clear").Click();

        page.WaitForAssertion(() => Assert.Equal(["Number is “a”"], Chips(page)));
    }

    [Fact]
    public void The_toolbar_filters_by_any_column_hidden_ones_too()
    {
        Api.Answers(FirstPage + "&$filter=id ge 7", GridSamples.Page(6, 3, 3));
        var page = OpenPanel("Filter");

        page.FindAll("dialog select")[0].Change("status");
        Assert.Equal(3, page.FindAll("dialog [type=checkbox]").Count);
        page.FindAll("dialog select")[0].Change("id");
        page.Find("dialog input").Change("7");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal(["Id at least 7"], Chips(page)));
    }

    [Fact]
    public void Removing_a_chip_removes_its_condition_alone()
    {
        Api.Answers(FirstPage + "&$filter=total ge 1 and total le 9", GridSamples.Page(0, 1, 1));
        var page = Open("?filter=total ge 1&filter=total le 9&skip=0");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".filter").Count));

        Assert.Equal("/data/AppB/orders?filter=total%20le%209", page.FindAll(".filter a")[0].GetAttribute("href"));
        Assert.Equal("Remove the filter: Total at least 1", page.FindAll(".filter a")[0].GetAttribute("aria-label"));
        Assert.Equal("/data/AppB/orders", LinkTo(page, "Clear all"));
    }

    [Fact]
    public void Without_a_match_the_filters_are_named_and_can_be_cleared()
    {
        Api.Answers(FirstPage + "&$filter=status eq 'New'&$search=blue", GridSamples.Page(0, 0, 0));

        var page = Open("?filter=status eq New&search=blue");

        page.WaitForAssertion(() => Assert.Contains("where Status is New, and the search is “blue”", TextOf(page), StringComparison.Ordinal));
        Assert.Equal("/data/AppB/orders", LinkTo(page, "Clear them all"));
    }

    [Fact]
    public void An_unknown_column_is_named_and_its_chip_removes_it()
    {
        var page = Open("?filter=colour eq red");

        page.WaitForAssertion(() => Assert.Contains("Orders has no column “colour”", TextOf(page), StringComparison.Ordinal));
        Assert.Equal("/data/AppB/orders", page.Find(".filter a").GetAttribute("href"));
    }

    [Fact]
    public void A_view_that_cannot_be_filtered_offers_none()
    {
        Describe(Samples.Catalog);
        Api.Answers(FirstPage, Samples.Page(1, 1));

        var page = Open();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Empty(page.FindAll("#filter-any, .funnel"));
    }

    [Fact]
    public void An_api_with_a_parameter_per_column_gets_one_value()
    {
        var plain = GridSamples.Orders with
        {
            Protocol = Samples.OData with { Filter = null },
            Columns = [.. GridSamples.Orders.Columns.Select(c => c.Name == "status" ? c with { Operators = ["eq"] } : c)],
        };
        Describe(GridSamples.CatalogOf(plain));
        Api.Answers(FirstPage + "&status=Paid", GridSamples.Page(0, 1, 1));
        var page = OpenPanel("Filter by Status");

        Tick(page, "New");
        Tick(page, "Paid");
        Apply(page);

        page.WaitForAssertion(() => Assert.Equal(["Status is Paid"], Chips(page)));
    }

    private IRenderedComponent<Data> OpenPanel(string button, string query = "")
    {
        var page = Open(query);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Button(page, button).Click();
        return page;
    }

    private static void Tick(IRenderedComponent<Data> page, string value)
    {
        var input = page.FindAll("dialog label").Single(l => l.TextContent.Trim() == value).QuerySelector("input")!;
        if (input.GetAttribute("type") == "radio")
            input.Change("on");
        else
            input.Change(true);
    }

    private static void Apply(IRenderedComponent<Data> page) => page.Find("dialog form").Submit();

    private static IEnumerable<string> Chips(IRenderedComponent<Data> page) => page.FindAll(".filter bdi").Select(c => c.TextContent);
}
