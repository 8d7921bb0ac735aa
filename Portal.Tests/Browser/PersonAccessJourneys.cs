using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>What any user would get, for administrators.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class PersonAccessJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Person => Page.GetByRole(AriaRole.Combobox, new() { Name = "Find a person" });

    [Fact]
    public async Task Carol_finds_why_erin_gets_nothing_and_sees_it_mended()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/access?search=er");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Grant access to Microsoft Graph (read the directory)" }).ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Page.ExpectCleanAsync("people found");

        await Person.PressAsync("ArrowDown");
        await Person.PressAsync("Enter");
        await Assertions.Expect(Page.GetByText("Erin is in Order trainees, which is in Order readers: nested groups give nothing.")).ToBeVisibleAsync();
        await Assertions.Expect(Person).ToBeFocusedAsync();
        await Page.ExpectCleanAsync("erin's forecast");

        // Each permission is asked for by the page that first needs it, and the choice survives the way there and back.
        await Page.GetByRole(AriaRole.Link, new() { Name = "Assign Orders.Read to Erin" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Grant access to Microsoft Graph (read roles)" }).ClickAsync();
        await Accept.ClickAsync();
        await ApplyAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Grant access to Microsoft Graph (assign roles)" }).ClickAsync();
        await Accept.ClickAsync();
        await ApplyAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "See what they would get now" }).ClickAsync();

        await Assertions.Expect(Page.GetByText("Assigned to Erin directly.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_somebody_else_assigns_is_said_by_a_re_check()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/access?user=a0000000-0000-4000-8000-000000000005");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Grant access to Microsoft Graph (read the directory)" }).ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Page.GetByText("nested groups give nothing.")).ToBeVisibleAsync();

        Assign("erin", "e0000000-0000-4000-8000-000000000301");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Re-check" }).ClickAsync();

        await Assertions.Expect(Page.GetByText("Orders.Read on AppB is now carried.").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Alice_is_told_that_it_is_for_administrators()
    {
        await SignInAsync("alice", "/admin/access");

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "For administrators of the portal" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "User access" })).ToHaveCountAsync(0);
        await Page.ExpectCleanAsync("user access, closed");
    }

    private Task ApplyAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Apply 1 change" }).ClickAsync();

    private void Assign(string user, string role)
    {
        var services = Demo.EmulatorApp.Services;
        var tenant = services.GetRequiredService<TenantDirectory>();
        services.GetRequiredService<Assignments>().Add(
            tenant.FindApp(TestTenant.AppB)!.Principal!, Guid.Parse(role), tenant.FindUserByName(user)!.Id, PrincipalKind.User);
    }
}
