using Microsoft.Playwright;
using Portal.Components.Find;
using Portal.Contracts.Problems;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>A refusal on paper, and with the colours of the user.</summary>
public sealed class MediaJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Refusal_is_printed_without_navigation_in_light_colours_and_states_show_with_forced_colours()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/appb/reports-sales");
        await Expect(Code(ProblemCodes.RoleMissing)).ToBeVisibleAsync();

        await Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Banner)).ToHaveCountAsync(0);

        await Page.EmulateMediaAsync(new() { Media = Media.Screen, ForcedColors = ForcedColors.Active });
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await CircuitRunsAsync();
        await Page.Keyboard.PressAsync("Control+k");
        var selected = Page.GetByRole(AriaRole.Dialog, new() { Name = FindDialog.Label }).Locator("[aria-selected=true]");
        await Expect(selected).ToHaveCSSAsync("outline-style", "solid");
    }
}
