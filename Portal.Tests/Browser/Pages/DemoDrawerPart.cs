using Microsoft.Playwright;
using Portal.Components.Demo;
using Portal.Demo;

namespace Portal.Tests.Browser.Pages;

/// <summary>The drawer that breaks something in the emulator.</summary>
internal sealed class DemoDrawerPart(IPage page)
{
    public ILocator Drawer => page.GetByRole(AriaRole.Region, new() { Name = DemoDrawer.OpenLabel });

    public ILocator OpenButton => page.GetByRole(AriaRole.Button, new() { Name = DemoDrawer.OpenLabel, Exact = true });

    public ILocator Code => Drawer.GetByLabel(FaultForm.CodeLabel, new() { Exact = true });

    public ILocator Broken => Drawer.GetByRole(AriaRole.Group, new() { Name = BrokenList.Label });

    public ILocator PutBack => Drawer.GetByRole(AriaRole.Button, new() { Name = PutBackButton.Label });

    public ILocator AddFault => Button(FaultForm.AddLabel);

    public ILocator TokenFault => Drawer.GetByLabel(TamperedTokenPanel.FaultLabel);

    public ILocator SendToken => Button(TamperedTokenPanel.SendLabel);

    /// <summary>The outcome of a tampered token, by the status of AppB's response.</summary>
    public ILocator Outcome(int status) => Drawer.Locator($"[data-status='{status}']");

    /// <summary>A scenario's button, by the scenario's name.</summary>
    public ILocator Scenario(string name) => Button(DemoScenarios.Offered.Single(s => s.Name == name).Title);

    public ILocator Button(string name) => Drawer.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task OpenAsync()
    {
        await Assertions.Expect(page.Locator("main[data-live]")).ToBeAttachedAsync();
        await OpenButton.ClickAsync();
    }

    public Task OpenPartAsync(string title) => Drawer.Locator("summary").Filter(new() { HasText = title }).ClickAsync();

    /// <summary>Applies a scenario, waits until it is done, and closes the drawer.</summary>
    public async Task PlayAsync(string name)
    {
        await OpenAsync();
        await Scenario(name).ClickAsync();
        await Assertions.Expect(Drawer.GetByRole(AriaRole.Status)).ToContainTextAsync(
            DemoScenarios.Offered.Single(s => s.Name == name).Title);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Drawer).ToBeHiddenAsync();
    }
}
