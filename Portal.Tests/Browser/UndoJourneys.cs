using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>What was done yesterday is taken back today: from the trail, when the page, the session and the process are others.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class UndoJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Trail => Page.Locator("details.audit");

    private ILocator UndoneRow => Trail.Locator(".trail-row").Filter(new() { HasText = "Undone by carol@contoso.example" });

    [Fact]
    public async Task Carol_takes_a_role_back_after_signing_in_again_and_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/roles/AppB");
        await AgreeAsync("read roles");
        await Button("Assign…").ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Orders.Read For users" }).CheckAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("erin");
        await Button("Find").ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Erin" }).CheckAsync();
        await Button("Dry run of 1 change").ClickAsync();
        await Button("Apply 1 change").ClickAsync();
        await AgreeAsync("assign roles");
        await Button("Apply 1 change").ClickAsync();
        await Assertions.Expect(Page.GetByText("Assigned.")).ToBeVisibleAsync();

        await SignOutAsync();
        await SignInAsync("carol", "/admin/roles/AppB#audit-trail");
        await OpenTrailAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Erin loses Orders.Read.")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("the undo of a role");

        await demo.RestartPortalAsync(TestContext.Current.CancellationToken);
        await Page.ReloadAsync();
        await Assertions.Expect(Page.GetByText("Erin loses Orders.Read.")).ToBeVisibleAsync();
        await Button("Apply 1 change").ClickAsync();
        await Assertions.Expect(Page.GetByText("Removed.")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Back to the audit trail" }).ClickAsync();
        await OpenTrailAsync();
        await Assertions.Expect(UndoneRow).ToHaveCountAsync(1);
        await Assertions.Expect(Trail.Locator(".trail-row").First).ToContainTextAsync("It undid row");
        await Page.ExpectCleanAsync("the trail");
    }

    [Fact]
    public async Task Carol_takes_a_consent_back_after_signing_in_again()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/consents");
        await AgreeAsync("read consents");
        await Page.GetByText("Allow something for everyone").ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "access_as_user" }).CheckAsync();
        await Button("See what it means").ClickAsync();
        await Button("Apply").ClickAsync();
        await AgreeAsync("change consents");
        await Button("Apply").ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "What was changed" })).ToBeFocusedAsync();

        await SignOutAsync();
        await SignInAsync("carol", "/admin/consents");
        await OpenTrailAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("up to 90 minutes")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("the undo of a consent");
        await Button("Apply").ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "What was changed" })).ToBeFocusedAsync();

        await OpenTrailAsync();
        await Assertions.Expect(UndoneRow).ToHaveCountAsync(1);
        await Assertions.Expect(Trail.Locator(".trail-row").Filter(new() { HasText = "consent_required" })).ToContainTextAsync("Refused");
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private async Task AgreeAsync(string what)
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = $"Grant access to Microsoft Graph ({what})" }).ClickAsync();
        await Accept.ClickAsync();
    }

    // Where the address names it, it opens by itself; pressing it then would close it.
    private async Task OpenTrailAsync()
    {
        await Assertions.Expect(Trail).ToBeVisibleAsync();
        if (!Page.Url.EndsWith("#audit-trail", StringComparison.Ordinal) && await Trail.GetAttributeAsync("open") is null)
            await Page.GetByText("Audit trail", new() { Exact = true }).ClickAsync();

        await Assertions.Expect(Trail.GetByText("Verified")).ToBeVisibleAsync();
    }
}
