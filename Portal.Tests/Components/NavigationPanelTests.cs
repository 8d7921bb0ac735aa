using Bunit;
using Portal.Components.Layout;
using Portal.Components.Pages;
using Portal.Components.Shared;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class NavigationPanelTests : ComponentTest
{
    [Fact]
    public void Each_view_has_its_link_under_its_api()
    {
        Api.Answers("/api/views", Samples.Catalog);

        var panel = Render<NavigationPanel>();

        panel.WaitForAssertion(() => Assert.Equal("/data/AppB/orders", LinkTo(panel, "Orders")));
        Assert.Equal("Orders API", panel.Find("h2").TextContent);
    }

    [Fact]
    public void Without_views_the_other_pages_are_still_there_and_trying_again_helps()
    {
        Api.Refuses("/api/views", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));
        var panel = Render<NavigationPanel>();
        panel.WaitForAssertion(() => Assert.Contains("could not be loaded", TextOf(panel)));

        Api.Answers("/api/views", Samples.Catalog);
        panel.Find("button.text-button").Click();

        panel.WaitForAssertion(() => Assert.Equal("/data/AppB/orders", LinkTo(panel, "Orders")));
        Assert.Equal("/tokens", LinkTo(panel, "Tokens"));
    }

    [Fact]
    public void The_navigation_and_the_page_share_one_catalogue()
    {
        Api.Answers("/api/views", Samples.Catalog);
        Api.Answers("/api/data/AppB/orders?$count=true&$top=50", Samples.Page(1, 1));

        Render<NavigationPanel>();
        var page = Render<Data>(parameters => parameters.Add(p => p.Api, "AppB").Add(p => p.View, "orders"));

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Single(Api.Requests, r => r == "/api/views");
    }

    [Theory]
    [InlineData("?consent=declined", 1)]
    [InlineData("?consent=other", 0)]
    [InlineData("", 0)]
    public void Declined_consent_is_reported_and_asks_nothing(string query, int notices)
    {
        Navigation.NavigateTo("/tokens" + query);

        var notice = Render<ConsentNotice>();

        Assert.Equal(notices, notice.FindAll(".consent-notice").Count);
        Assert.Null(LinkTo(notice, "Grant"));
    }
}
