using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

[Collection(JourneysOfFailure.Name)]
public sealed class ConsentJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Consent_declined_and_then_granted()
    {
        await SignInAsync("dave", "/data/appb/orders");
        await GrantButton.ClickAsync();
        await Assertions.Expect(Page.GetByText("access_as_user")).ToBeVisibleAsync();

        await Cancel.ClickAsync();

        await Assertions.Expect(Page.GetByText("You declined.")).ToBeVisibleAsync();
        await Assertions.Expect(GrantButton).ToBeVisibleAsync();
        await GrantButton.ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        Assert.EndsWith("/data/appb/orders", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Carol_learns_from_the_directory_where_her_consent_comes_from()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("carol");

        // What the directory is asked for is consented to on the first such question, and not before.
        await AskAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Grant access to Microsoft Graph (read consents)" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Directory.Read.All")).ToBeVisibleAsync();
        await Accept.ClickAsync();
        await AskAsync();

        await Assertions.Expect(Page.GetByText("you allowed it yourself")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Alice_is_told_who_can_let_her_look_it_up_before_she_is_sent_anywhere()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await AskAsync();
        await Assertions.Expect(Page.GetByText("An administrator of your tenant can give it")).ToBeVisibleAsync();
        var link = await Page.GetByRole(AriaRole.Button, new() { Name = "for Microsoft Graph (read consents)" }).GetAttributeAsync("data-copy");

        var carol = await NewBrowserAsync();
        await carol.GotoAsync(link!);
        await carol.GetByRole(AriaRole.Button, new() { Name = "carol@contoso.example" }).ClickAsync();
        await Assertions.Expect(carol.GetByText("Directory.Read.All")).ToBeVisibleAsync();
        await carol.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true }).ClickAsync();
        await Assertions.Expect(carol.GetByRole(AriaRole.Heading, new() { Name = "Back from the authority" })).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("An administrator of your tenant can give it")).ToHaveCountAsync(0);
        await Assertions.Expect(Page.GetByText("you allowed it yourself").Or(Page.GetByText("Your directory role does not allow this"))).ToBeVisibleAsync();
    }

    private async Task AskAsync()
    {
        await OpenAsync("/access");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Where does it come from?" }).ClickAsync();
    }
}
