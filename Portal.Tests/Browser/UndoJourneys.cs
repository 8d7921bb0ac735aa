using Microsoft.Playwright;
using Portal.Components.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A change is undone from the audit log, in another session or after a restart.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class UndoJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    [Fact]
    public async Task Carol_undoes_a_role_change_after_a_new_sign_in_and_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/roles/AppB");
        await SetUpAdministrationAsync();
        await Roles.ChooseAsync("Orders.Read", PrincipalKinds.User, "Erin");
        await Roles.PreviewAsync(1);
        await Roles.Apply(1).ClickAsync();
        await Assertions.Expect(Roles.Outcomes(ChangeStates.Done)).ToHaveCountAsync(1);

        await SignOutAsync();
        await SignInAsync("carol", $"/admin/roles/AppB#{AuditLogAddress.Anchor}");
        await AuditLog.OpenAsync();
        await AuditLog.UndoAsync();
        await Assertions.Expect(Roles.Change(RoleEffects.Loses, "Erin", "Orders.Read")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("the undo of a role");

        await demo.RestartPortalAsync(TestContext.Current.CancellationToken);
        await Page.ReloadAsync();
        await Assertions.Expect(Roles.Change(RoleEffects.Loses, "Erin", "Orders.Read")).ToBeVisibleAsync();
        await Roles.Apply(1).ClickAsync();
        await Assertions.Expect(Roles.Outcomes(ChangeStates.Done)).ToHaveCountAsync(1);

        await Page.Locator($"main a[href$='#{AuditLogAddress.Anchor}']").First.ClickAsync();
        await AuditLog.OpenAsync();
        await Assertions.Expect(AuditLog.Undone).ToHaveCountAsync(1);
        await Assertions.Expect(AuditLog.Rows.First.Locator("[data-undid]")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("audit log");
    }

    [Fact]
    public async Task Carol_undoes_a_consent_change_after_a_new_sign_in()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/consents");
        await SetUpAdministrationAsync();
        await Consents.PreviewForEveryoneAsync("access_as_user");
        await Consents.Apply.ClickAsync();
        await Assertions.Expect(Consents.DoneHeading).ToBeFocusedAsync();

        await SignOutAsync();
        await SignInAsync("carol", "/admin/consents");
        await AuditLog.OpenAsync();
        await AuditLog.UndoAsync();
        await Assertions.Expect(Consents.Previewed).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("the undo of a consent");
        await Consents.Apply.ClickAsync();
        await Assertions.Expect(Consents.DoneHeading).ToBeFocusedAsync();

        await AuditLog.OpenAsync();
        await Assertions.Expect(AuditLog.Undone).ToHaveCountAsync(1);
    }
}
