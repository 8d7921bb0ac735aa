using AngleSharp.Dom;
using Bunit;
using Portal.Components.Data;
using Portal.Contracts.Data;

namespace Portal.Tests.Components.Data;

/// <summary>What cells show beyond their values: currencies, months, links to other rows, and the parts of a card.</summary>
public sealed class DataDisplayTests : DataTest
{
    private static readonly DataView Orders = new("orders", "Orders", null,
        [
            new DataColumn("number", "Number", ColumnTypes.Text, null, Sortable: true),
            new DataColumn("customerName", "Customer", ColumnTypes.Text, null, Sortable: false, Reference: new("customers", "customerId")),
            new DataColumn("placedOn", "Placed on", ColumnTypes.Date, null, Sortable: true, Operators: ["ge", "le"]),
            new DataColumn("month", "Month", ColumnTypes.Date, null, Sortable: false, Operators: ["ge", "le"], IsMonth: true),
            new DataColumn("status", "Status", ColumnTypes.Text, null, Sortable: false, ["New", "Paid"], Operators: ["eq", "in"]),
            new DataColumn("total", "Total", ColumnTypes.Number, null, Sortable: true, Decimals: 2, Currency: "currency"),
            new DataColumn("currency", "Currency", ColumnTypes.Text, null, Sortable: false),
        ],
        [], Samples.OData.Paging, new RowView("number", [], []), Sort: new DataSort("placedOn", Descending: true));

    public DataDisplayTests()
    {
        Describe(GridSamples.CatalogOf(Orders));
        Api.Returns(FirstPage, Samples.Body([Row("EUR"), Row("JPY")], next: null, 2));
    }

    [Fact]
    public void Amount_is_shown_with_the_currency_of_its_row()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(
            ["1\u202F250.50\u00A0EUR", "1\u202F250.50\u00A0JPY"], page.FindAll("td.number").Select(c => c.Text())));
        Assert.DoesNotContain("Currency", page.FindAll("th").Select(h => h.GetAttribute("aria-label")));
    }

    [Fact]
    public void Currency_without_its_amount_has_a_column()
    {
        var page = Open("?columns=number,currency");

        page.WaitForAssertion(() => Assert.Equal("EUR", Cell(page, "Currency").Text()));
    }

    [Fact]
    public void Name_of_another_row_links_to_it()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Equal("/data/AppB/customers/17", Cell(page, "Customer").QuerySelector("a")!.Address()));
    }

    [Fact]
    public void Month_is_shown_and_filtered_as_a_month()
    {
        Api.Returns(FirstPage + "?filter=month ge 2026-02-01", Samples.Body([Row("EUR")], next: null, 1));
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal("2026-03", Cell(page, "Month").QuerySelector("local-time")!.GetAttribute("datetime")));

        Button(page, DataHead.FilterLabel("Month")).Click();
        Assert.Equal("month", page.Find("dialog input").GetAttribute("type"));
        page.Find("dialog input").Change("2026-02");
        page.Find("dialog form").Submit();

        page.WaitForAssertion(() => Assert.Equal("Month on or after February 2026", page.Find("filter-chips bdi").TextContent));
    }

    [Fact]
    public void Card_of_a_row_has_its_title_customer_status_and_amount()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(
            ["Blue Ltd", "New", "1\u202F250.50\u00A0EUR"],
            page.Find("tbody tr").QuerySelectorAll("td.card-part").Select(c => c.Text())));
    }

    [Fact]
    public void Card_shows_an_id_only_where_there_is_nothing_else()
    {
        var sales = Orders with
        {
            Columns =
            [
                new DataColumn("month", "Month", ColumnTypes.Date, null, Sortable: true),
                new DataColumn("id", "Id", ColumnTypes.WholeNumber, null, Sortable: true),
                new DataColumn("revenue", "Revenue", ColumnTypes.Number, null, Sortable: true),
                new DataColumn("orders", "Orders", ColumnTypes.WholeNumber, null, Sortable: true),
            ],
        };

        Assert.Equal([null, "number", "number card-part", "number card-part"], CardColumns.Classes(sales.Columns));
    }

    [Fact]
    public void Row_without_a_page_of_its_own_has_all_its_columns_on_a_phone()
    {
        Describe(GridSamples.CatalogOf(Orders with { Row = null }));

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(
            ["Number", "Customer", "Placed on", "Month", "Status", "Total"],
            page.Find("tbody tr").QuerySelectorAll("td[data-label]").Select(c => c.GetAttribute("data-label"))));
        Assert.Single(page.Find("tbody tr").QuerySelectorAll(".more-cell details"));
    }

    [Fact]
    public void Row_with_a_page_of_its_own_is_not_folded()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Assert.Empty(page.FindAll(".more-cell, [data-label]"));
    }

    [Fact]
    public void Own_order_of_the_view_is_shown_and_can_be_reversed()
    {
        Api.Returns(FirstPage + "?sort=placedOn", Samples.Body([Row("EUR")], next: null, 1));
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal("descending", Head(page, "Placed on").GetAttribute("aria-sort")));

        Follow(page, "Placed on");

        page.WaitForAssertion(() => Assert.Equal("ascending", Head(page, "Placed on").GetAttribute("aria-sort")));
        Assert.Equal("/data/AppB/orders", LinkTo(page, "Placed on"));
    }

    [Fact]
    public void Found_rows_are_in_the_order_of_the_api()
    {
        Api.Returns(FirstPage + "?search=blue", Samples.Body([Row("EUR")], next: null, 1));

        var page = Open("?search=blue");

        page.WaitForAssertion(() => Assert.Equal("none", Head(page, "Placed on").GetAttribute("aria-sort")));
        Assert.Equal("/data/AppB/orders?sort=placedOn&search=blue", LinkTo(page, "Placed on"));
    }

    [Fact]
    public void Next_page_names_the_order_that_its_token_is_for()
    {
        Api.Returns(FirstPage, Samples.Body([Row("EUR")], "?sort=placedOn%20desc&skip=50&after=t", 60));

        var page = Open();

        page.WaitForAssertion(
            () => Assert.Equal("/data/AppB/orders?sort=placedOn%20desc&skip=50&after=t", LinkTo(page, Pager.NextLabel)));
    }

    [Fact]
    public void Filters_are_joined_by_and()
    {
        Api.Returns(FirstPage + "?filter=status eq New&filter=total ge 5", Samples.Body([Row("EUR")], next: null, 1));

        var page = Open("?filter=status eq New&filter=total ge 5");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("filter-chips bdi").Count));
        Assert.Equal("Status is New and Total at least 5 Clear all", page.Find("filter-chips ul").Text());
    }

    [Fact]
    public void Filter_starts_at_the_status()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));

        Button(page, DataToolbar.FilterLabel).Click();

        Assert.Equal("status", page.ByLabel(FilterPanel.ColumnLabel).QuerySelector("option[selected]")!.GetAttribute("value"));
    }

    private static object Row(string currency) => new
    {
        number = "ORD-1",
        customerName = "Blue Ltd",
        customerId = 17,
        placedOn = "2026-03-05",
        month = "2026-03-01",
        status = "New",
        total = 1250.5m,
        currency,
    };
}
