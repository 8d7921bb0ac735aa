using AngleSharp.Dom;
using Bunit;
using Portal.Components.Data;

namespace Portal.Tests.Components.Data;

public sealed class DataColumnTests : DataTest
{
    public DataColumnTests()
    {
        Describe(GridSamples.CatalogOf(GridSamples.Orders));
        Api.Returns(FirstPage, GridSamples.Page(0, 50));
    }

    [Fact]
    public void Hidden_columns_can_be_shown()
    {
        var page = OpenMenu();
        Assert.Equal(["Number", "Status", "Placed on", "Total", "Note"], Heads(page));

        Tick(page, "Id", true);
        Tick(page, "Note", false);

        page.WaitForAssertion(() => Assert.Equal(["Number", "Status", "Placed on", "Total", "Id"], Heads(page)));
        Assert.Equal("?columns=number,status,placedOn,total,id", Query);
        Assert.Single(Api.Requests, FirstPage);
    }

    [Fact]
    public void Column_moves_one_position_per_click()
    {
        var page = OpenMenu();

        Button(page, "Move Total up").Click();
        Button(page, "Move Total up").Click();
        Button(page, "Move Number down").Click();

        Assert.Equal(["Total", "Number", "Status", "Placed on", "Note"], Heads(page));
        Assert.Contains(
            "Number moved to position 2 of 6", page.Find("dialog [role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_columns_are_omitted_from_the_address()
    {
        var page = OpenMenu("?columns=total&widths=total:90&density=compact");

        Button(page, "Reset columns").Click();

        Assert.Equal("?density=compact", Query);
        Assert.Equal(5, Heads(page).Count());
    }

    [Fact]
    public void Last_column_cannot_be_hidden()
    {
        var page = OpenMenu("?columns=total");

        var box = page.FindAll("dialog input").Single(i => i.HasAttribute("checked"));

        Assert.True(box.HasAttribute("disabled"));
    }

    [Fact]
    public void Column_widths_are_applied_and_kept_in_the_address()
    {
        var page = Open("?columns=number,total&widths=status:200");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("col").Count));

        page.Find("[data-widths]").Change("120,90");

        page.WaitForAssertion(() => Assert.Equal(
            ["width:120px", "width:90px"], page.FindAll("col").Select(c => c.GetAttribute("style"))));
        Assert.Equal("?columns=number,total&widths=number:120,total:90,status:200", Query);
        Assert.Equal("90", page.AllByRole("separator")[1].GetAttribute("aria-valuenow"));
        Assert.Single(Api.Requests, FirstPage);
    }

    [Theory]
    [InlineData("120")]
    [InlineData("120,90,80")]
    [InlineData("120,-5")]
    [InlineData("120,1e9")]
    [InlineData("<script>,1")]
    [InlineData("")]
    public void Invalid_widths_are_ignored(string widths)
    {
        var page = Open("?columns=number,total");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("col").Count));

        page.Find("[data-widths]").Change(widths);

        Assert.Equal("?columns=number,total", Query);
    }

    [Fact]
    public void Compact_rows_can_be_switched_on()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));

        Button(page, DataToolbar.CompactLabel).Click();

        page.WaitForAssertion(
            () => Assert.Equal("true", Button(page, DataToolbar.CompactLabel).GetAttribute("aria-pressed")));
        Assert.Equal("?density=compact", Query);
    }

    [Fact]
    public void First_column_links_to_the_row_by_its_hidden_key()
    {
        Api.Returns(FirstPage + "?sort=total", GridSamples.Page(0, 50));
        Api.Delays("/api/data/AppB/orders/2");

        var page = Open("?sort=total&columns=status,total&row=2");

        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("tbody a").Count));
        Assert.Equal(
            "/data/AppB/orders?sort=total&columns=status,total&row=1",
            page.ByRole("link", "New, 1").Address());
        Assert.Equal("true", page.ByRole("link", "New, 2").GetAttribute("aria-current"));
    }

    [Fact]
    public void Rows_without_detail_pages_have_no_links()
    {
        Describe(GridSamples.CatalogOf(GridSamples.Orders with { Row = null }));

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("tbody tr").Count));
        Assert.Empty(page.FindAll("tbody a"));
    }

    [Fact]
    public void View_can_be_reset_and_its_link_copied()
    {
        var page = Open("?density=compact&top=50");

        page.WaitForAssertion(
            () => Assert.Equal("/data/AppB/orders", page.ByRole("link", DataToolbar.ResetLabel).Address()));
        Assert.EndsWith(
            "/data/AppB/orders?density=compact",
            Button(page, "Copy link to this view").GetAttribute("data-copy"),
            StringComparison.Ordinal);
    }

    private IRenderedComponent<DataPage> OpenMenu(string query = "")
    {
        var page = Open(query);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Button(page, DataToolbar.ColumnsLabel).Click();
        return page;
    }

    private static IEnumerable<string?> Heads(IRenderedComponent<DataPage> page) =>
        page.FindAll("th").Select(h => h.GetAttribute("aria-label"));

    private static void Tick(IRenderedComponent<DataPage> page, string column, bool shown) =>
        page.FindAll("dialog label").Single(l => l.TextContent.Trim() == column).QuerySelector("input")!.Change(shown);
}
