using Microsoft.Playwright;
using Portal.Contracts.Changes;
using Portal.Contracts.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A run of many role changes that is cancelled halfway.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class RoleRunJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    [Fact]
    public async Task Cancelled_run_shows_what_was_done_and_can_be_undone()
    {
        var gate = new WriteGate(at: 3);
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, gate.Attach);
        Allow();
        await SignInAsync("carol", "/admin/roles/AppB");
        await Roles.ChooseAsync("Orders.Write", PrincipalKinds.Group, "Interest", count: 12);
        await Roles.PreviewAsync(12);
        await Roles.Apply(12).ClickAsync();
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await Roles.Cancel.ClickAsync();
        gate.Open();

        await Assertions.Expect(Roles.Outcomes(ChangeStates.Done)).ToHaveCountAsync(10);
        await Assertions.Expect(Roles.Outcomes(ChangeStates.NotAttempted)).ToHaveCountAsync(2);
        await Assertions.Expect(Roles.Retry(2)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("roles, a run that was cancelled");

        await Roles.Undo(10).ClickAsync();
        await Roles.Apply(10).ClickAsync();
        await Assertions.Expect(Roles.Outcomes(ChangeStates.Done)).ToHaveCountAsync(10);
    }
}
