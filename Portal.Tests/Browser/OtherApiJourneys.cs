using Microsoft.Playwright;
using Portal.Components.Data;
using Portal.Components.Rows;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>An API added by settings alone is browsed like AppB.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class OtherApiJourneys(DemoFixture fixture) : Journey(fixture)
{
    // The scope is AppB's, which the emulator knows; the settings point it to another API.
    private const string Scope = "33333333-3333-4333-8333-333333333333/access_as_user";

    private ILocator Region => Page.GetByRole(AriaRole.Region, new() { Name = DataTable.Label("Tickets") });

    private ILocator Drawer => Page.GetByRole(AriaRole.Dialog, new() { Name = "Ticket 248" });

    [Fact]
    public async Task Tickets_are_paged_sorted_filtered_searched_opened_and_changed()
    {
        using var folder = new TemporaryFolder();
        await using var tickets = await StubHost.StartAsync(TicketsApi.Map, TestContext.Current.CancellationToken);
        await using var demo = await StartOwnDemoAsync(
            folder,
            null,
            $"--Portal:DownstreamApis:Tickets:BaseUrl={tickets.Address}",
            $"--Portal:DownstreamApis:Tickets:Scopes:0={Scope}",
            "--Portal:DownstreamApis:Tickets:OpenApi=docs/api.json");
        Demo = demo;
        await SignInWithConsentAsync("alice");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Tickets" }).ClickAsync();
        await Assertions.Expect(Page.Locator($"#{DataBar.RangeId}")).ToContainTextAsync("250");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(Region.GetByText("T-200", new() { Exact = true })).ToBeVisibleAsync();

        await OpenAsync("/data/tickets/v2-tickets?sort=opened desc&filter=state eq closed&search=ticket 2");
        await Assertions.Expect(Rows.First).ToContainTextAsync("T-248");

        await Region.GetByRole(AriaRole.Link, new() { Name = "T-248" }).ClickAsync();
        await Assertions.Expect(Drawer.GetByText("Ticket 248").First).ToBeVisibleAsync();
        await Drawer.GetByRole(AriaRole.Button, new() { Name = "Change a ticket's state" }).ClickAsync();
        await Drawer.GetByLabel("waiting").CheckAsync();
        await Drawer.GetByRole(AriaRole.Button, new() { Name = ChangeForm.SaveLabel }).ClickAsync();
        await Assertions.Expect(Drawer.GetByRole(AriaRole.Definition).GetByText("waiting", new() { Exact = true }))
            .ToBeVisibleAsync();
    }
}
