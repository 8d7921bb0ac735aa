using Microsoft.Playwright;
using Portal.Components.Changes;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The consents of the tenant, and the link that requests one from an administrator.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class ConsentAdminJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    [Fact]
    public async Task Carol_gives_a_consent_for_everyone_and_undoes_it()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("carol", "/admin/consents");
        await SetUpAdministrationAsync();
        await Assertions.Expect(Consents.All.Filter(new() { HasText = "Directory.Read.All" })).ToHaveCountAsync(1);
        await Page.ExpectCleanAsync("the consents");

        await Consents.PreviewForEveryoneAsync("access_as_user");
        await Assertions.Expect(Consents.Previewed).ToContainTextAsync("access_as_user");
        await Assertions.Expect(Consents.PreviewHeading).ToBeFocusedAsync();
        await Page.ExpectCleanAsync("preview of a consent");

        await Consents.Apply.ClickAsync();
        await Assertions.Expect(Consents.DoneHeading).ToBeFocusedAsync();
        await Assertions.Expect(Consents.ForEveryone).ToHaveCountAsync(1);

        await Button(ChangeText.UndoLabel(1)).ClickAsync();
        await Assertions.Expect(Consents.Previewed).ToContainTextAsync("access_as_user");
        await Consents.Apply.ClickAsync();
        await Assertions.Expect(Consents.ForEveryone).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Alice_is_not_prompted_after_consent_through_the_administrators_link()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("alice", "/access");
        var link = await Page.Locator(
            $"[data-copy$='{SessionRoutes.AdministratorConsent("AppB")}']").First.GetAttributeAsync("data-copy");

        var carol = await NewBrowserAsync();
        await carol.GotoAsync(link!);
        await AccountOn(carol, "carol").ClickAsync();
        await AcceptOn(carol).ClickAsync();
        await ExpectGrantedByAdministratorAsync(carol);

        await OpenAsync("/data/appb/orders");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await Assertions.Expect(GrantButton).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Page_is_refused_to_Alice_with_the_role_it_requires()
    {
        await SignInAsync("alice", "/admin/consents");

        await Assertions.Expect(AdministratorRole).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("nav a[href='admin/consents']")).ToHaveCountAsync(0);
    }
}
