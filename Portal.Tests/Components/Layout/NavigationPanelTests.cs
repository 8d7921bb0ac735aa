using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Access;
using Portal.Components.Consents;
using Portal.Components.Data;
using Portal.Components.Layout;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Layout;

public sealed class NavigationPanelTests : ComponentTest
{
    public NavigationPanelTests() => Api.Returns("/api/access/summary", RowSamples.Access());

    [Fact]
    public void Views_are_listed_under_their_api()
    {
        Api.Returns("/api/views", Samples.Catalog);

        var panel = Render<NavigationPanel>();

        panel.WaitForAssertion(() => Assert.Equal("/data/AppB/orders", LinkTo(panel, "Orders")));
        Assert.Equal("Orders API", panel.Find("h2").TextContent);
    }

    [Fact]
    public void Failed_catalog_keeps_the_other_links_and_can_be_retried()
    {
        Api.Refuses("/api/views", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));
        var panel = Render<NavigationPanel>();
        panel.WaitForAssertion(() => Assert.Contains("could not be loaded", TextOf(panel)));

        Api.Returns("/api/views", Samples.Catalog);
        TryAgain(panel);

        panel.WaitForAssertion(() => Assert.Equal("/data/AppB/orders", LinkTo(panel, "Orders")));
        Assert.Contains("/tokens", panel.Addresses());
    }

    [Fact]
    public void Navigation_and_page_share_one_catalog_request()
    {
        Api.Returns("/api/views", Samples.Catalog);
        Api.Returns("/api/data/AppB/orders", Samples.Page(1, 1));

        Render<NavigationPanel>();
        var page = Render<DataPage>(parameters => parameters.Add(p => p.Api, "AppB").Add(p => p.View, "orders"));

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Single(Api.Requests, r => r == "/api/views");
    }

    [Fact]
    public void View_not_allowed_is_a_link_with_a_lock_and_its_reason()
    {
        Api.Returns("/api/views", RowSamples.Catalog);
        Api.Returns("/api/access/summary", RowSamples.Access(sales: false));

        var panel = Render<NavigationPanel>();

        panel.WaitForAssertion(() => Assert.NotNull(Locked(panel)));
        var sales = panel.ByRole("link", $"Sales ({NavigationView.LockedLabel})");
        Assert.Equal("/data/AppB/sales", sales.Address());
        Assert.Equal(RowSamples.MissingSales, sales.Description());
        Assert.Equal(sales.GetAttribute("data-tip"), panel.Find("[role=tooltip]").Id);
        Assert.Empty(panel.ByRole("link", "Orders").Description());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_view_is_a_link_while_access_is_unknown(bool consentMissing)
    {
        Api.Returns("/api/views", RowSamples.Catalog);
        if (consentMissing)
            Api.Returns("/api/access/summary", WithoutConsent());
        else
            Api.Refuses("/api/access/summary", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));

        var panel = Render<NavigationPanel>();

        panel.WaitForAssertion(() => Assert.Contains("/api/access/summary", Api.Requests));
        Assert.Equal("/data/AppB/sales", LinkTo(panel, "Sales"));
        Assert.Null(Locked(panel));
    }

    [Fact]
    public async Task Refreshed_access_enables_a_view()
    {
        Api.Returns("/api/views", RowSamples.Catalog);
        Api.Returns("/api/access/summary", RowSamples.Access(sales: false));
        var panel = Render<NavigationPanel>();
        panel.WaitForAssertion(() => Assert.NotNull(Locked(panel)));

        Api.Returns("/api/access/summary", RowSamples.Access());
        await panel.InvokeAsync(() => Services.GetRequiredService<AccessSource>().RefreshAsync());

        panel.WaitForAssertion(() => Assert.Null(Locked(panel)));
        Assert.Equal("/data/AppB/sales", LinkTo(panel, "Sales"));
    }

    [Fact]
    public void Prerendering_does_not_request_access()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        Api.Returns("/api/views", RowSamples.Catalog);

        Render<NavigationPanel>();

        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Theory]
    [InlineData("?consent=declined", 1)]
    [InlineData("?consent=other", 0)]
    [InlineData("", 0)]
    public void Declined_consent_is_reported_without_a_new_request(string query, int notices)
    {
        Navigation.NavigateTo("/tokens" + query);

        var notice = Render<ConsentNotice>();

        Assert.Equal(notices, notice.AllByRole("status").Count);
        Assert.DoesNotContain(notice.Addresses(), a => a.StartsWith("/consent", StringComparison.Ordinal));
    }

    private static string? Locked(IRenderedComponent<NavigationPanel> panel) => LinkTo(panel, NavigationView.LockedLabel);

    private static AccessReport WithoutConsent() => Inspections.Report(Inspections.AppB(
        [Inspections.Operation("sales", "Sales", "Consent is missing")], ApiAccessState.ConsentMissing, Samples.ConsentRequired));
}
