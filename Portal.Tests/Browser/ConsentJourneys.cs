using Microsoft.Playwright;
using Portal.Components.Access;
using Portal.Components.AdminSetup;
using Portal.Components.Problems;
using Portal.Components.Tokens;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;
using Portal.Contracts.Tokens;
using Portal.Graph;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

[Collection(JourneysOfFailure.Name)]
public sealed class ConsentJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task OBO_02_Declined_consent_can_be_given_afterwards()
    {
        await SignInAsync("dave", "/data/appb/orders");
        await GrantButton.ClickAsync();
        await Assertions.Expect(Page.GetByText("access_as_user")).ToBeVisibleAsync();

        await Decline.ClickAsync();

        await ExpectAddressAsync($"{SessionRoutes.ConsentOutcome}={SessionRoutes.ConsentDeclined}");
        await Assertions.Expect(GrantButton).ToBeVisibleAsync();
        await GrantButton.ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        Assert.EndsWith("/data/appb/orders", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_shows_Carol_where_her_consent_comes_from()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("carol");

        // An administrator gives all consents of administration at once.
        await OpenConsentOriginAsync();
        await Button(AdminSetupPanel.GrantLabel).ClickAsync();
        await Assertions.Expect(Page.GetByText("Directory.Read.All")).ToBeVisibleAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Button(ConsentOrigin.OriginLabel)).ToBeVisibleAsync();
        await OpenConsentOriginAsync();

        await Assertions.Expect(OwnConsent).ToBeVisibleAsync();
    }

    [Fact]
    public async Task OBO_05_Alice_gets_a_link_for_the_administrator_who_can_consent()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await OpenConsentOriginAsync();
        var link = await AdministratorsLink.GetAttributeAsync("data-copy");

        var carol = await NewBrowserAsync();
        await carol.GotoAsync(link!);
        await AccountOn(carol, "carol").ClickAsync();
        await Assertions.Expect(carol.GetByText("Directory.Read.All")).ToBeVisibleAsync();
        await AcceptOn(carol).ClickAsync();
        await ExpectGrantedByAdministratorAsync(carol);

        await Button(NextStep.TryAgainLabel).ClickAsync();
        await Assertions.Expect(AdministratorsLink).ToHaveCountAsync(0);
        await Assertions.Expect(OwnConsent.Or(Code(ProblemCodes.DirectoryRoleMissing))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Erin_finds_out_that_her_group_is_nested_once_an_administrator_has_consented()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("erin");
        await CircuitRunsAsync();
        await Button(GroupLookup.LookupLabel).ClickAsync();
        var link = await AdministratorsLinkFor(GraphPurpose.ReadOwnGroups).GetAttributeAsync("data-copy");

        var carol = await NewBrowserAsync();
        await carol.GotoAsync(link!);
        await AccountOn(carol, "carol").ClickAsync();
        await AcceptOn(carol).ClickAsync();
        await ExpectGrantedByAdministratorAsync(carol);
        await Page.Locator("[data-answer]").GetByRole(AriaRole.Button, new() { Name = NextStep.TryAgainLabel }).ClickAsync();

        await Assertions.Expect(NestedGroup).ToContainTextAsync("Order trainees");
        await OpenAsync("/access");
        await Button(GroupLookup.LookupLabel).First.ClickAsync();
        await Assertions.Expect(NestedGroup).ToContainTextAsync("Order trainees");
    }

    private ILocator NestedGroup => Page.Locator("[data-nested='Order readers']");

    private ILocator OwnConsent => Page.Locator($"[data-source='{ConsentSource.User}']");

    private ILocator AdministratorsLink => AdministratorsLinkFor(GraphPurpose.ReadConsents);

    private ILocator AdministratorsLinkFor(GraphPurpose purpose) => Page.GetByRole(AriaRole.Button, new() { Name = purpose.Name });

    private async Task OpenConsentOriginAsync()
    {
        await OpenAsync("/access");
        await Button(ConsentOrigin.OriginLabel).ClickAsync();
    }
}
