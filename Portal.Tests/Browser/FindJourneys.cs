using Microsoft.Playwright;
using Portal.Components.Find;
using Portal.Components.Layout;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>The palette and the keyboard shortcuts, by keyboard alone.</summary>
public sealed class FindJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog, new() { Name = FindDialog.Label });

    private ILocator Field => Page.GetByRole(AriaRole.Combobox, new() { Name = FindDialog.Label });

    private ILocator Selected => Dialog.Locator("[role=option][aria-selected=true]");

    private ILocator Keys => Page.GetByRole(AriaRole.Dialog, new() { Name = UserMenu.KeysLabel });

    [Fact]
    public async Task Find_anything_and_keys_lead_to_pages_without_the_mouse()
    {
        await SignInWithConsentAsync("alice");

        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Field).ToBeFocusedAsync();
        await Field.FillAsync("50105");
        await Expect(Selected).ToContainTextAsync("AADSTS50105");
        await Page.ExpectCleanAsync("find anything");
        await Field.FillAsync("trac");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectAddressAsync("/trace");
        await Expect(Dialog).ToBeHiddenAsync();

        await Page.Keyboard.PressAsync("g");
        await Page.Keyboard.PressAsync("d");
        await ExpectAddressAsync("/data/appb/orders");
        await Expect(RowLinks).ToHaveCountAsync(PageSize);
    }

    [Fact]
    public async Task Choices_are_remembered_and_the_keys_can_be_switched_off()
    {
        await SignInWithConsentAsync("alice");
        await RowLinks.First.FocusAsync();
        await Page.Keyboard.PressAsync("j");
        await Expect(RowLinks.Nth(1)).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Control+k");
        await Field.FillAsync("trac");
        await Expect(Selected).ToContainTextAsync("Trace");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectAddressAsync("/trace");

        // Escape returns the focus to where it was.
        var button = Button(FindDialog.Label);
        await button.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Dialog.GetByRole(AriaRole.Group, new() { Name = "Recent", Exact = true })).ToContainTextAsync("Trace");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(button).ToBeFocusedAsync();

        await Page.Keyboard.PressAsync("?");
        await Page.ExpectCleanAsync("keys");
        await Keys.GetByRole(AriaRole.Checkbox).UncheckAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(button).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("?");
        await Expect(Keys).ToHaveCountAsync(0);
    }
}
