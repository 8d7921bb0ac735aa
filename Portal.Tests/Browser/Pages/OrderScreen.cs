using Microsoft.Playwright;
using Portal.Components.Rows;

namespace Portal.Tests.Browser.Pages;

/// <summary>One order, in the drawer next to its table or on its own page, and the change of its status.</summary>
internal sealed class OrderScreen(IPage page)
{
    /// <summary>The beginning of every order number.</summary>
    public const string NumberPrefix = "ORD-";

    public ILocator Drawer => page.GetByRole(AriaRole.Dialog, new() { Name = NumberPrefix });

    public ILocator Title => Drawer.GetByRole(AriaRole.Heading, new() { Level = 2, Name = NumberPrefix });

    /// <summary>The button is labelled with the change's title in AppB's contract.</summary>
    public ILocator ChangeButton => page.GetByRole(AriaRole.Button, new() { Name = "Change an order's status" });

    public ILocator Save => page.GetByRole(AriaRole.Button, new() { Name = ChangeForm.SaveLabel, Exact = true });

    /// <summary>AppB’s contract says that a change of the status cannot be undone.</summary>
    public ILocator Confirm => page.GetByRole(AriaRole.Button, new() { Name = ChangeForm.ConfirmLabel, Exact = true });

    public ILocator Status(string status) => page.GetByRole(AriaRole.Radio, new() { Name = status, Exact = true });

    public async Task ChooseAsync(string status)
    {
        await ChangeButton.ClickAsync();
        await Status(status).CheckAsync();
    }

    public async Task SaveAsync()
    {
        await Save.ClickAsync();
        await Confirm.ClickAsync();
    }

    /// <summary>Expects that the form is closed and the order has this status.</summary>
    public async Task ExpectSavedAsync(string status)
    {
        await Assertions.Expect(ChangeButton).ToBeVisibleAsync();
        await Assertions.Expect(Save.Or(Confirm)).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Definition).GetByText(status, new() { Exact = true }).First)
            .ToBeVisibleAsync();
    }
}
