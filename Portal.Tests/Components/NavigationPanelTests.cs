using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Layout;
using Portal.Components.Pages;
using Portal.Components.Shared;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class NavigationPanelTests : ComponentTest
{
    public NavigationPanelTests() => Api.Answers("/api/access", RowSamples.Access());

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
        TryAgain(panel);

        panel.WaitForAssertion(() => Assert.Equal("/data/AppB/orders", LinkTo(panel, "Orders")));
        Assert.Contains("/tokens", panel.Addresses());
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

    [Fact]
    public void A_view_that_does_not_open_stays_with_its_reason_and_the_way_to_its_page()
    {
        Api.Answers("/api/views", RowSamples.Catalog);
        Api.Answers("/api/access", RowSamples.Access(sales: false));

        var panel = Render<NavigationPanel>();

        panel.WaitForAssertion(() => Assert.Equal("/data/AppB/sales", LinkTo(panel, NavigationView.WhyLabel)));
        var closed = panel.Find("[aria-disabled]");
        Assert.Equal("Sales", closed.TextContent.Trim());
        Assert.False(closed.HasAttribute("href"));
        Assert.Equal(
            "Needs role Reports.Read on AppB; you have Orders.Read.",
            closed.Description());
        Assert.Equal("/data/AppB/orders", LinkTo(panel, "Orders"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_access_is_not_known_every_view_is_a_link(bool consentMissing)
    {
        Api.Answers("/api/views", RowSamples.Catalog);
        if (consentMissing)
            Api.Answers("/api/access", WithoutConsent());
        else
            Api.Refuses("/api/access", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));

        var panel = Render<NavigationPanel>();

        panel.WaitForAssertion(() => Assert.Contains("/api/access", Api.Requests));
        Assert.Equal("/data/AppB/sales", LinkTo(panel, "Sales"));
        Assert.Empty(panel.FindAll("[aria-disabled]"));
    }

    [Fact]
    public async Task Access_that_is_checked_again_opens_what_was_closed()
    {
        Api.Answers("/api/views", RowSamples.Catalog);
        Api.Answers("/api/access", RowSamples.Access(sales: false));
        var panel = Render<NavigationPanel>();
        panel.WaitForAssertion(() => Assert.Single(panel.FindAll("[aria-disabled]")));

        Api.Answers("/api/access", RowSamples.Access());
        await panel.InvokeAsync(() => Services.GetRequiredService<AccessSource>().RefreshAsync());

        panel.WaitForAssertion(() => Assert.Equal("/data/AppB/sales", LinkTo(panel, "Sales")));
        Assert.Null(LinkTo(panel, NavigationView.WhyLabel));
    }

    [Fact]
    public void Prerendering_asks_nothing_about_access()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        Api.Answers("/api/views", RowSamples.Catalog);

        Render<NavigationPanel>();

        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Theory]
    [InlineData("?consent=declined", 1)]
    [InlineData("?consent=other", 0)]
    [InlineData("", 0)]
    public void Declined_consent_is_reported_and_asks_nothing(string query, int notices)
    {
        Navigation.NavigateTo("/tokens" + query);

        var notice = Render<ConsentNotice>();

        Assert.Equal(notices, notice.AllByRole("status").Count);
        Assert.DoesNotContain(notice.Addresses(), a => a.StartsWith("/consent", StringComparison.Ordinal));
    }

    private static AccessReport WithoutConsent() => new("alice", ["user_impersonation"],
    [
        new ApiAccess("AppB", "Orders API", ApiAccessState.ConsentMissing, [], [],
            [new ViewAccess("sales", "Sales", Opens: false, "Consent is missing")], Samples.ConsentRequired),
    ]);
}
