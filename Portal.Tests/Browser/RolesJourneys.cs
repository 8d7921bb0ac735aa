using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Roles given and taken, from the first consent to the audit trail.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class RolesJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Grant(string what) => Page.GetByRole(AriaRole.Link, new() { Name = $"Grant access to Microsoft Graph ({what})" });

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    [Fact]
    public async Task Carol_agrees_when_she_first_reads_and_again_when_she_first_writes_and_undoes_it()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/roles/AppB");
        await Grant("read roles").ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Page.Locator(".holder").First).ToBeVisibleAsync();
        await Button("Members of Order readers").ClickAsync();
        await Assertions.Expect(Page.GetByText("One member is a group.")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("roles with members");

        await Button("Assign…").ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Orders.Write" }).CheckAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("bob");
        await Button("Find").ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Bob" }).CheckAsync();
        await Page.ExpectCleanAsync("roles, choosing");
        await Button("Dry run of 1 change").ClickAsync();
        await Assertions.Expect(Page.GetByText("Bob gains Orders.Write.")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("roles, dry run");

        await Button("Apply 1 change").ClickAsync();
        await Grant("assign roles").ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Page.GetByText("Bob gains Orders.Write.")).ToBeVisibleAsync();
        await Button("Apply 1 change").ClickAsync();
        await Assertions.Expect(Page.GetByText("Assigned.")).ToBeVisibleAsync();

        await Button("Undo 1 change").ClickAsync();
        await Assertions.Expect(Page.GetByText("Bob loses Orders.Write.")).ToBeVisibleAsync();
        await Button("Apply 1 change").ClickAsync();
        await Assertions.Expect(Page.GetByText("Removed.")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Back to the roles" }).ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Audit trail" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Verified")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".audit li").First).ToContainTextAsync("Done");
        await Page.ExpectCleanAsync("roles, audit trail");
    }

    [Fact]
    public async Task Alice_is_told_that_it_is_for_administrators()
    {
        await SignInAsync("alice", "/admin/roles");

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "For administrators of the portal" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Roles", Exact = true })).ToHaveCountAsync(0);
    }
}
