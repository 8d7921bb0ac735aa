using Microsoft.Playwright;
using Portal.Components.Data;
using Portal.Tests.Browser;
using Portal.Tests.Browser.Pages;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.LongRunning;

/// <summary>The main pages over a connection of 400 kbit/s with 400 ms of latency, and an empty cache.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class SlowConnectionJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const int LatencyMilliseconds = 400;
    private const int BytesPerSecond = 400_000 / 8;
    private const float Timeout = 90_000;

    private ILocator Live => Page.Locator("main[data-live]");

    private DemoDrawerPart Drawer => new(Page);

    [Theory(Explicit = true)]
    [Trait("Run", "Long")]
    [InlineData("/")]
    [InlineData("/tokens")]
    [InlineData("/access")]
    [InlineData("/data/appb/orders")]
    public async Task Page_is_readable_before_its_circuit_and_a_button_pressed_early_takes_effect(string path)
    {
        await SignInWithConsentAsync("alice");
        await SlowDownAsync();

        await Page.GotoAsync(Address(path), new() { WaitUntil = WaitUntilState.Commit, Timeout = Timeout });
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync(Slow);
        await Drawer.OpenButton.ClickAsync(new() { Timeout = Timeout });
        await Expect(Live).ToHaveCountAsync(0);
        await Expect(Drawer.OpenButton).ToHaveAttributeAsync("data-waits", "");

        await Expect(Drawer.Drawer).ToBeVisibleAsync(Slow);
        await Expect(Live).ToBeAttachedAsync();
        await Expect(Page.Locator("[data-waits]")).ToHaveCountAsync(0);
    }

    [Fact(Explicit = true)]
    [Trait("Run", "Long")]
    public async Task Two_quick_presses_do_the_same_as_one()
    {
        await SignInWithConsentAsync("alice");
        await CircuitRunsAsync();
        await SlowDownAsync();

        await Link(Pager.NextLabel).DblClickAsync();

        await Expect(Page.Locator($"#{DataBar.RangeId}")).ToContainTextAsync("51–100", new() { Timeout = Timeout });
        await RowLinks.First.FocusAsync();
        await Page.Keyboard.PressAsync("j");
        await Expect(RowLinks.Nth(1)).ToBeFocusedAsync();
        await Page.GoBackAsync();
        await Expect(Page.Locator($"#{DataBar.RangeId}")).ToContainTextAsync("1–50", new() { Timeout = Timeout });
    }

    private static LocatorAssertionsToBeVisibleOptions Slow => new() { Timeout = Timeout };

    private async Task SlowDownAsync()
    {
        var session = await Page.Context.NewCDPSessionAsync(Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new Dictionary<string, object> { ["cacheDisabled"] = true });
        await session.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = LatencyMilliseconds,
            ["downloadThroughput"] = BytesPerSecond,
            ["uploadThroughput"] = BytesPerSecond,
        });
    }
}
