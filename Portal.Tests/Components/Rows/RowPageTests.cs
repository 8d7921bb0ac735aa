using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Rows;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Rows;

public sealed class RowPageTests : ComponentTest
{
    public RowPageTests()
    {
        Api.Returns("/api/views", RowSamples.Catalog);
        Api.Returns("/api/access/summary", RowSamples.Access());
        Api.ReturnsRow(RowSamples.Address, RowSamples.Order(), "\"1\"");
    }

    [Fact]
    public void Row_page_links_back_to_its_view()
    {
        var page = Open("AppB", "orders");

        page.WaitForAssertion(() => Assert.Equal("ORD-7", page.Find("h1").TextContent));
        Assert.Equal("/data/AppB/orders", LinkTo(page, "Orders"));
    }

    [Theory]
    [InlineData("AppB", "nothing")]
    [InlineData("Nobody", "orders")]
    [InlineData("AppB", "sales")]
    public void View_without_detail_pages_is_not_found(string api, string view)
    {
        var notFound = 0;
        Navigation.OnNotFound += (_, _) => notFound++;

        Open(api, view);

        Assert.Equal(1, notFound);
    }

    [Fact]
    public void Failed_catalog_request_can_be_retried()
    {
        Api.Refuses("/api/views", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));
        var page = Open("AppB", "orders");
        page.WaitForAssertion(() => Assert.Contains("No backend", TextOf(page)));

        Api.Returns("/api/views", RowSamples.Catalog);
        TryAgain(page);

        page.WaitForAssertion(() => Assert.Equal("ORD-7", page.Find("h1").TextContent));
    }

    [Fact]
    public void Drawer_has_a_title_and_links_to_the_row_page()
    {
        var drawer = OpenDrawer("7");

        drawer.WaitForAssertion(() => Assert.Equal("ORD-7", drawer.Find("h2").TextContent));
        Assert.Equal("row-drawer-title", drawer.Find("dialog").GetAttribute("aria-labelledby"));
        Assert.Equal("/data/AppB/orders/7", drawer.ByRole("link", "Open on its own page").Address());
    }

    [Fact]
    public void Closing_the_drawer_removes_it_from_the_address()
    {
        var drawer = OpenDrawer("7");

        drawer.ByRole("button", "Close").Click();

        Assert.EndsWith("/data/AppB/orders?top=25", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_without_a_row_shows_no_drawer() => Assert.Empty(OpenDrawer(null).FindAll("dialog"));

    private IRenderedComponent<RowPage> Open(string api, string view) => Render<RowPage>(parameters => parameters
        .Add(p => p.Api, api)
        .Add(p => p.View, view)
        .Add(p => p.Key, "7"));

    private IRenderedComponent<RowDrawer> OpenDrawer(string? key) => Render<RowDrawer>(parameters => parameters
        .Add(p => p.Api, "AppB")
        .Add(p => p.View, RowSamples.Orders)
        .Add(p => p.Key, key)
        .Add(p => p.CloseUrl, "/data/AppB/orders?top=25"));
}
