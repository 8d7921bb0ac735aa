using System.Diagnostics;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>One of the three is not running: the page says which, offers to try again, and does not keep people waiting.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class FaultJourneys(DemoFixture fixture) : Journey(fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Without_AppB_the_page_names_it_within_three_seconds()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await Demo.AppBApp.StopAsync(TestContext.Current.CancellationToken);
        var waited = Stopwatch.StartNew();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Refresh" }).ClickAsync();

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "AppB is not running or cannot be reached" })).ToBeVisibleAsync();
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, Patience);
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_the_authority_the_pages_name_it_within_three_seconds()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("alice");
        var visitor = await NewBrowserAsync();
        await Demo.EmulatorApp.StopAsync(TestContext.Current.CancellationToken);
        var waited = Stopwatch.StartNew();

        await OpenAsync("/data/appb/customers");

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "The identity provider does not answer" })).ToBeVisibleAsync();
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, Patience);
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();

        waited.Restart();
        await visitor.GotoAsync(Address("/tokens"));

        await Assertions.Expect(visitor.GetByRole(AriaRole.Heading, new() { Name = "The identity provider does not answer" })).ToBeVisibleAsync();
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, Patience);
        await Assertions.Expect(visitor.GetByRole(AriaRole.Link, new() { Name = "Try again" })).ToBeVisibleAsync();
    }
}
