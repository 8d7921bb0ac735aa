using Entra.Emulator.Control;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The configuration doctor, for whoever runs the portal.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class SetupJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Headline => Page.Locator("#setup-headline");

    private ILocator Open => Page.Locator("details.check[open]");

    [Fact]
    public async Task Carol_sees_all_right_then_exactly_what_was_broken()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        var faults = Demo.EmulatorApp.Services.GetRequiredService<PendingFaults>();
        await SignInWithConsentAsync("carol");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Setup" }).ClickAsync();
        await Assertions.Expect(Headline).ToHaveTextAsync("Everything that could be checked is right");
        await Assertions.Expect(Open).ToHaveCountAsync(0);
        await Page.ExpectCleanAsync("the setup, all right");

        faults.Add(new Fault("token") { Code = 7000222, Times = 10 });
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();

        await Assertions.Expect(Headline).ToHaveTextAsync("One thing is wrong");
        await Assertions.Expect(Open).ToHaveCountAsync(1);
        await Assertions.Expect(Open).ToContainTextAsync("The client secret has expired.");
        await Page.ExpectCleanAsync("the setup, one thing wrong");

        await Page.GetByRole(AriaRole.Link, new() { Name = "What AADSTS7000222 means" }).ClickAsync();
        await Assertions.Expect(Page.Locator("#AADSTS7000222[open]")).ToBeInViewportAsync();

        faults.Clear();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await Assertions.Expect(Headline).ToHaveTextAsync("Everything that could be checked is right");
    }

    [Fact]
    public async Task Link_to_a_check_opens_it_though_the_report_comes_later()
    {
        await SignInWithConsentAsync("carol");

        await OpenAsync("/setup#AppB.audience");

        await Assertions.Expect(Open).ToHaveCountAsync(1);
        await Assertions.Expect(Page.Locator("[id='AppB.audience']")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Alice_is_told_that_it_is_for_administrators()
    {
        await SignInAsync("alice", "/setup");

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "For administrators of the portal" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Setup", Exact = true })).ToHaveCountAsync(0);
        await Page.GetByLabel("Search").FillAsync("65001");
        await Assertions.Expect(Page.Locator(".codes details")).ToHaveCountAsync(1);

        await Page.GotoAsync("about:blank");
        await OpenAsync("/setup#AADSTS50105");

        await Assertions.Expect(Page.GetByLabel("Search")).ToBeEnabledAsync();
        await Assertions.Expect(Page.Locator("#AADSTS50105[open]")).ToBeInViewportAsync();
    }
}
