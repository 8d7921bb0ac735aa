using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Pages;
using Portal.Components.Rows;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class RowPageTests : ComponentTest
{
    public RowPageTests()
    {
        Api.Answers("/api/views", RowSamples.Catalog);
        Api.Answers("/api/access", RowSamples.Access());
        Api.AnswersRow(RowSamples.Address, RowSamples.Order(), "\"1\"");
    }

    [Fact]
    public void A_row_has_a_page_with_the_way_back_to_its_view()
    {
        var page = Open("AppB", "orders");

        page.WaitForAssertion(() => Assert.Equal("ORD-7", page.Find("h1").TextContent));
        Assert.Equal("/data/AppB/orders", LinkTo(page, "Orders"));
    }

    [Theory]
    [InlineData("AppB", "nothing")]
    [InlineData("Nobody", "orders")]
    [InlineData("AppB", "sales")]
    public void A_view_that_is_unknown_or_has_no_rows_of_their_own_is_not_found(string api, string view)
    {
        var notFound = 0;
        Navigation.OnNotFound += (_, _) => notFound++;

        Open(api, view);

        Assert.Equal(1, notFound);
    }

    [Fact]
    public void Without_the_catalogue_the_page_says_what_is_wrong_and_trying_again_helps()
    {
        Api.Refuses("/api/views", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));
        var page = Open("AppB", "orders");
        page.WaitForAssertion(() => Assert.Contains("No backend", TextOf(page)));

        Api.Answers("/api/views", RowSamples.Catalog);
        TryAgain(page);

        page.WaitForAssertion(() => Assert.Equal("ORD-7", page.Find("h1").TextContent));
    }

    [Fact]
    public void The_drawer_names_its_row_and_leads_to_its_page()
    {
        var drawer = OpenDrawer("7");

        drawer.WaitForAssertion(() => Assert.Equal("ORD-7", drawer.Find("h2").TextContent));
        Assert.Equal("row-drawer-title", drawer.Find("dialog").GetAttribute("aria-labelledby"));
        Assert.Equal("/data/AppB/orders/7", drawer.ByRole("link", "Open on its own page").GetAttribute("href"));
    }

    [Fact]
    public void Closing_the_drawer_goes_to_the_address_without_it()
    {
        var drawer = OpenDrawer("7");

        drawer.ByRole("button", "Close").Click();

        Assert.EndsWith("/data/AppB/orders?top=25", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_row_in_the_address_there_is_no_drawer() => Assert.Empty(OpenDrawer(null).FindAll("dialog"));

    private IRenderedComponent<Row> Open(string api, string view) => Render<Row>(parameters => parameters
        .Add(p => p.Api, api)
        .Add(p => p.View, view)
        .Add(p => p.Key, "7"));

    private IRenderedComponent<RowDrawer> OpenDrawer(string? key) => Render<RowDrawer>(parameters => parameters
        .Add(p => p.Api, "AppB")
        .Add(p => p.View, RowSamples.Orders)
        .Add(p => p.Key, key)
        .Add(p => p.CloseUrl, "/data/AppB/orders?top=25"));
}
