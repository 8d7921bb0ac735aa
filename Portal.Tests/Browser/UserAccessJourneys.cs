using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Components.Access;
using Portal.Components.UserAccess;
using Portal.Contracts.Changes;
using Portal.Contracts.Roles;
using Portal.Contracts.UserAccess;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The roles that any user's next token will contain, for administrators.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class UserAccessJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    private ILocator Person => Page.GetByRole(AriaRole.Combobox);

    [Fact]
    public async Task Carol_sees_why_Erin_has_no_role_and_assigns_it()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/access?search=er");

        await SetUpAdministrationAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Page.ExpectCleanAsync("people found");

        await Person.PressAsync("ArrowDown");
        await Person.PressAsync("Enter");
        await Assertions.Expect(Role(inToken: false)).ToContainTextAsync("Order trainees");
        await Assertions.Expect(Person).ToBeFocusedAsync();
        await Page.ExpectCleanAsync("erin's forecast");

        await Role(inToken: false).GetByRole(AriaRole.Link).ClickAsync();
        await Roles.Apply(1).ClickAsync();
        await Assertions.Expect(Roles.Outcomes(ChangeStates.Done)).ToHaveCountAsync(1);
        await Page.Locator($"main a[href^='{UserAccessAddresses.Path}']").ClickAsync();

        await Assertions.Expect(Role(inToken: true)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Request_of_Bob_leads_Carol_to_the_assignment()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        Allow();
        await SignInWithConsentAsync("bob");
        var request = await Button(CopyRequest.CopyLabel).GetAttributeAsync("data-copy");
        var link = Assert.Single(request!.Split(' ', '\n'), word => word.StartsWith(Demo.Portal.ToString(), StringComparison.Ordinal));

        var carol = await NewBrowserAsync();
        await carol.GotoAsync(link);
        await AccountOn(carol, "carol").ClickAsync();
        var assignment = new RolesScreen(carol).Change(RoleEffects.Gains, "Bob", "Orders.Read");
        await Assertions.Expect(AcceptOn(carol).Or(assignment)).ToBeVisibleAsync();
        if (await AcceptOn(carol).IsVisibleAsync())
            await AcceptOn(carol).ClickAsync();

        await Assertions.Expect(assignment).ToBeVisibleAsync();
        await Assertions.Expect(new RolesScreen(carol).Apply(1)).ToBeEnabledAsync();
        Assert.Null(Fixture.Secrets.FindIn(request));
    }

    [Fact]
    public async Task Check_again_shows_a_role_assigned_by_someone_else()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/access?user=a0000000-0000-4000-8000-000000000005");
        await SetUpAdministrationAsync();
        await Assertions.Expect(Role(inToken: false)).ToBeVisibleAsync();

        Assign("erin", "e0000000-0000-4000-8000-000000000301");
        await Page.GetByRole(AriaRole.Button, new() { Name = UserAccessPage.CheckAgainLabel }).ClickAsync();

        await Assertions.Expect(Role(inToken: true)).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Strong).Filter(new() { HasText = "Orders.Read" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Page_is_refused_to_Alice_with_the_role_it_requires()
    {
        await SignInAsync("alice", "/admin/access");

        await Assertions.Expect(AdministratorRole).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator($"nav a[href='{UserAccessAddresses.Path}']")).ToHaveCountAsync(0);
        await Page.ExpectCleanAsync("user access, closed");
    }

    private ILocator Role(bool inToken) =>
        Page.Locator($"[data-role='Orders.Read'][data-in-token='{(inToken ? "true" : "false")}']");

    private void Assign(string user, string role)
    {
        var services = Demo.EmulatorApp.Services;
        var tenant = services.GetRequiredService<TenantDirectory>();
        services.GetRequiredService<Assignments>().Add(
            tenant.FindApp(TestTenant.AppB)!.Principal!,
            Guid.Parse(role),
            tenant.FindUserByName(user)!.Id,
            PrincipalKind.User);
    }
}
