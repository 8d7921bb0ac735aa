using Microsoft.Playwright;
using Portal.Contracts.Changes;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Roles assigned and removed, from the first consent to the audit log.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class RolesJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    [Fact]
    public async Task Consent_is_requested_at_the_first_read_and_at_the_first_change_and_the_change_can_be_undone()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/roles/AppB");
        await AcceptConsentAsync(GraphPurpose.ReadRoles);
        await Assertions.Expect(Roles.Holders.First).ToBeVisibleAsync();
        var group = Roles.Holders.Filter(new() { HasText = "Order readers" }).First;
        await group.GetByRole(AriaRole.Cell).Nth(2).ClickAsync();
        await Assertions.Expect(Roles.Members.GetByText("Order trainees")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("roles with members");

        await Roles.ChooseAsync("Orders.Write", PrincipalKinds.User, "Bob");
        await Page.ExpectCleanAsync("roles, choosing");
        await Roles.PreviewAsync(1);
        await Assertions.Expect(Roles.Change(RoleEffects.Gains, "Bob", "Orders.Write")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("roles, preview");

        await Roles.Apply(1).ClickAsync();
        await AcceptConsentAsync(GraphPurpose.AssignRoles);
        await Assertions.Expect(Roles.Change(RoleEffects.Gains, "Bob", "Orders.Write")).ToBeVisibleAsync();
        await Roles.Apply(1).ClickAsync();
        await Assertions.Expect(Roles.Outcomes(ChangeStates.Done)).ToHaveCountAsync(1);

        await Roles.Undo(1).ClickAsync();
        await Assertions.Expect(Roles.Change(RoleEffects.Loses, "Bob", "Orders.Write")).ToBeVisibleAsync();
        await Roles.Apply(1).ClickAsync();
        await Assertions.Expect(Roles.Outcomes(ChangeStates.Done)).ToHaveCountAsync(1);

        await Roles.GoBackAsync();
        await AuditLog.OpenAsync();
        await Assertions.Expect(AuditLog.Rows.First).ToHaveAttributeAsync("data-outcome", ChangeStates.Done);
        await Page.ExpectCleanAsync("roles, audit log");
    }

    [Fact]
    public async Task Page_is_refused_to_Alice_with_the_role_it_requires()
    {
        await SignInAsync("alice", "/admin/roles");

        await Assertions.Expect(AdministratorRole).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("nav a[href='admin/roles']")).ToHaveCountAsync(0);
    }
}
