using Microsoft.Playwright;
using Portal.Components.AdminSetup;
using Portal.Contracts.AdminSetup;
using Portal.Contracts.Changes;
using Portal.Contracts.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Roles assigned and removed, from the first consent to the audit log.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class RolesJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    [Fact]
    public async Task Administration_is_set_up_once_and_then_roles_are_changed_and_the_change_undone()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/roles/AppB");
        await Assertions.Expect(Button(AdminSetupPanel.GrantLabel)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("setup in the place of the roles");
        await Button(AdminSetupPanel.GrantLabel).ClickAsync();
        foreach (var permission in AdminTasks.Permissions)
            await Assertions.Expect(Page.GetByText(permission, new() { Exact = true })).ToBeVisibleAsync();
        await Accept.ClickAsync();
        await ExpectAddressAsync("/admin/roles/AppB");
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
    public async Task Setup_returns_to_where_it_was_opened_and_leaves_out_what_is_not_chosen()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/access?search=er");
        await SetupLink.ClickAsync();
        await Assertions.Expect(Button(AdminSetupPanel.GrantLabel)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("setup of administration");
        await TaskChoice("roles.read").UncheckAsync();
        await Assertions.Expect(TaskChoice("roles.change")).Not.ToBeCheckedAsync();
        await SetUpAdministrationAsync();

        await ExpectAddressAsync("/admin/access?search=er");
        await Assertions.Expect(Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await OpenAsync("/admin/consents");
        await Assertions.Expect(Consents.All.First).ToBeVisibleAsync();
        await Assertions.Expect(SetupLink).ToBeVisibleAsync();

        await OpenAsync("/admin/roles/AppB");
        await Button(AdminSetupPanel.GrantLabel).ClickAsync();
        await Decline.ClickAsync();
        await Assertions.Expect(TaskChoice("roles.change")).ToBeCheckedAsync();
        await SetUpAdministrationAsync();

        await Assertions.Expect(Roles.Holders.First).ToBeVisibleAsync();
        await Assertions.Expect(SetupLink).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Setup_is_refused_to_Bob_with_the_role_it_requires()
    {
        await SignInAsync("bob", $"/{AdminSetupAddresses.Path}");

        await Assertions.Expect(AdministratorRole).ToBeVisibleAsync();
        await Assertions.Expect(Button(AdminSetupPanel.GrantLabel)).ToHaveCountAsync(0);
        await Assertions.Expect(SetupLink).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Page_is_refused_to_Alice_with_the_role_it_requires()
    {
        await SignInAsync("alice", "/admin/roles");

        await Assertions.Expect(AdministratorRole).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("nav a[href='admin/roles']")).ToHaveCountAsync(0);
    }

    private ILocator SetupLink => Page.Locator($"nav a[href^='{AdminSetupAddresses.Path}']");

    private ILocator TaskChoice(string name) => Page.Locator($"[data-task='{name}']").GetByRole(AriaRole.Checkbox);
}
