using Entra.Emulator.Control;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Contracts.Diagnostics;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The Setup check in a browser.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class SetupJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Open => Page.Locator("details[data-state][open]");

    private ILocator Passed => Page.Locator($"details[data-state='{DiagnosticStates.Passed}']");

    private ILocator Failed => Page.Locator($"details[data-state='{DiagnosticStates.Failed}']");

    [Fact]
    public async Task Setup_check_passes_then_shows_exactly_what_was_broken()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        var faults = Demo.EmulatorApp.Services.GetRequiredService<PendingFaults>();
        await SignInWithConsentAsync("carol");
        await Page.Locator("nav a[href='setup']").ClickAsync();
        await Assertions.Expect(Passed.First).ToBeVisibleAsync();
        await Assertions.Expect(Failed).ToHaveCountAsync(0);
        await Assertions.Expect(Open).ToHaveCountAsync(0);
        await Page.ExpectCleanAsync("setup check, passed");

        faults.Add(new Fault("token") { Code = 7000222, Times = 10 });
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();

        await Assertions.Expect(Failed).ToHaveCountAsync(1);
        await Assertions.Expect(Open).ToHaveCountAsync(1);
        await Assertions.Expect(Open).ToContainTextAsync("AADSTS7000222");
        await Page.ExpectCleanAsync("setup check, one failure");

        await Open.GetByRole(AriaRole.Link, new() { Name = "AADSTS7000222" }).ClickAsync();
        await Assertions.Expect(Page.Locator("#AADSTS7000222[open]")).ToBeInViewportAsync();

        faults.Clear();
        await Page.GoBackAsync();
        await Assertions.Expect(Passed.First).ToBeVisibleAsync();
        await Assertions.Expect(Failed).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Link_to_a_check_opens_it_once_the_report_is_there()
    {
        await SignInWithConsentAsync("carol");

        await OpenAsync("/setup#AppB.audience");

        await Assertions.Expect(Open).ToHaveCountAsync(1);
        await Assertions.Expect(Page.Locator("[id='AppB.audience']")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Page_is_refused_to_Alice_with_the_role_it_requires()
    {
        await SignInAsync("alice", "/setup");

        await Assertions.Expect(AdministratorRole).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("nav a[href='setup']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Code_is_found_before_and_after_sign_in_and_its_old_address_still_leads_to_it()
    {
        await OpenAsync("/codes#AADSTS50105");
        await Assertions.Expect(Page.Locator("#AADSTS50105[open]")).ToBeInViewportAsync();
        await Page.ExpectCleanAsync("codes");
        await Page.GetByLabel("Search").FillAsync("declined");
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page.Locator("details[id^='AADSTS']")).ToHaveCountAsync(1);

        await SignInAsync("alice", "/trace");
        await Page.GotoAsync("about:blank");
        await OpenAsync("/setup#AADSTS65001");

        await ExpectAddressAsync("/codes#AADSTS65001");
        await Assertions.Expect(Page.Locator("#AADSTS65001[open]")).ToBeInViewportAsync();
        await Page.GetByLabel("Search").FillAsync("role_missing");
        await Assertions.Expect(Page.Locator("details[id='role_missing']")).ToHaveCountAsync(1);
    }
}
