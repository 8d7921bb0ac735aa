using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Many changes of roles at once, stopped on the way.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class RoleRunJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    [Fact]
    public async Task Cancelled_run_says_what_was_done_and_not_tried_and_can_be_undone()
    {
        var gate = new WriteGate(at: 3);
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, gate.Attach);
        Allow();
        await SignInAsync("carol", "/admin/roles/AppB");
        await ChooseAsync("Orders.Write", "Groups", "Interest", most: 12);
        await Button("Dry run of 12 changes").ClickAsync();
        await Button("Apply 12 changes").ClickAsync();
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await Button("Cancel the rest").ClickAsync();
        gate.Open();

        await Assertions.Expect(Page.GetByText("10 done, 2 not tried.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("Cancelled before it was tried.")).ToHaveCountAsync(2);
        await Assertions.Expect(Button("Retry 2 changes")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("roles, a run that was cancelled");

        await Button("Undo 10 changes").ClickAsync();
        await Button("Apply 10 changes").ClickAsync();
        await Assertions.Expect(Page.GetByText("10 done.")).ToBeVisibleAsync();
    }
}
