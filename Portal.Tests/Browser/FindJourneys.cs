using Microsoft.Playwright;
using Portal.Components.Find;
using Portal.Components.Layout;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>The palette and the keyboard shortcuts, by keyboard alone.</summary>
public sealed class FindJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Palette => Page.GetByRole(AriaRole.Dialog, new() { Name = FindDialog.Label });

    private ILocator Field => Page.GetByRole(AriaRole.Combobox, new() { Name = FindDialog.Label });

    private ILocator Selected => Palette.Locator("[role=option][aria-selected=true]");

    private ILocator Keys => Page.GetByRole(AriaRole.Dialog, new() { Name = UserMenu.KeysLabel });

    [Fact]
    public async Task Palette_and_keys_lead_to_pages_without_the_mouse()
    {
        await SignInWithConsentAsync("alice");

        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Field).ToBeFocusedAsync();
        await Field.FillAsync("50105");
        await Expect(Selected).ToContainTextAsync("AADSTS50105");
        await Page.ExpectCleanAsync("palette");
        await Field.FillAsync("trac");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectAddressAsync("/trace");
        await Expect(Palette).ToBeHiddenAsync();

        // The choice is now a recent one. Escape returns the focus to where it was.
        var button = Button(FindDialog.Label);
        await button.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Palette.GetByRole(AriaRole.Group, new() { Name = "Recent" })).ToContainTextAsync("Trace");
        await Expect(Palette.Locator("[role=option][href='data/AppB/orders']")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Field).ToHaveAttributeAsync("aria-activedescendant", "find-option-1");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(button).ToBeFocusedAsync();

        await Page.Keyboard.PressAsync("g");
        await Page.Keyboard.PressAsync("d");
        await ExpectAddressAsync("/data/appb/orders");
        await Expect(RowLinks.First).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("j");
        await Expect(RowLinks.Nth(1)).ToBeFocusedAsync();

        await Page.Keyboard.PressAsync("?");
        await Page.ExpectCleanAsync("keys");
        await Keys.GetByRole(AriaRole.Checkbox).UncheckAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(RowLinks.Nth(1)).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("j");
        await Expect(RowLinks.Nth(1)).ToBeFocusedAsync();
    }
}
