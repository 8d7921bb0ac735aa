using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Consents of the whole tenant, and the link that asks an administrator for one.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class ConsentAdminJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Grants => Page.GetByRole(AriaRole.List, new() { Name = "Consents" }).Locator("> li");

    private ILocator ForEveryone => Page.GetByText("for everyone, by an administrator");

    [Fact]
    public async Task Carol_reads_then_grants_for_everyone_and_takes_it_back()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/consents");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Grant access to Microsoft Graph (read consents)" }).ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Grants.Filter(new() { HasText = "Directory.Read.All" })).ToHaveCountAsync(1);
        await Page.ExpectCleanAsync("the consents");

        await Page.GetByText("Allow something for everyone").ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "access_as_user" }).CheckAsync();
        await Button("See what it means").ClickAsync();
        await Assertions.Expect(Page.GetByText("nobody is asked any more")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "What this would change" })).ToBeFocusedAsync();
        await Page.ExpectCleanAsync("the dry run");

        await Button("Apply").ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Grant access to Microsoft Graph (change consents)" }).ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Page.GetByText("nobody is asked any more")).ToBeVisibleAsync();
        await Button("Apply").ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "What was changed" })).ToBeFocusedAsync();
        await Assertions.Expect(ForEveryone).ToHaveCountAsync(1);

        await Button("Undo").ClickAsync();
        await Assertions.Expect(Page.GetByText("up to 90 minutes")).ToBeVisibleAsync();
        await Button("Apply").ClickAsync();
        await Assertions.Expect(ForEveryone).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Alice_copies_the_administrators_link_carol_accepts_and_alice_is_not_asked()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("alice", "/access");
        var link = await Page.Locator("[data-copy$='/administrator']").First.GetAttributeAsync("data-copy");

        var carol = await NewBrowserAsync();
        await carol.GotoAsync(link!);
        await carol.GetByRole(AriaRole.Button, new() { Name = "carol@contoso.example" }).ClickAsync();
        await carol.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true }).ClickAsync();
        await Assertions.Expect(carol.GetByRole(AriaRole.Heading, new() { Name = "Back from the authority" })).ToBeVisibleAsync();

        await OpenAsync("/data/appb/orders");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        await Assertions.Expect(GrantButton).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Alice_is_told_that_it_is_for_administrators()
    {
        await SignInAsync("alice", "/admin/consents");

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "For administrators of the portal" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Consents", Exact = true })).ToHaveCountAsync(0);
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
