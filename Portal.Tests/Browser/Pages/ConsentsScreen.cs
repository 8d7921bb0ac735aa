using Microsoft.Playwright;
using Portal.Components.Changes;
using Portal.Components.Consents;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;

namespace Portal.Tests.Browser.Pages;

/// <summary>The consents of the tenant, the preview of a change, and its outcome.</summary>
internal sealed class ConsentsScreen(IPage page)
{
    public ILocator All =>
        page.GetByRole(AriaRole.Table, new() { Name = Portal.Components.Consents.ConsentsPage.ListLabel, Exact = true })
            .Locator("tr[data-kind]");

    /// <summary>The consents that an administrator gave for everyone.</summary>
    public ILocator ForEveryone => page.Locator($"tr[data-kind='{ConsentKinds.Everyone}']");

    /// <summary>The changes that the page previews and can apply.</summary>
    public ILocator Previewed => page.Locator($"li[data-state='{ChangeStates.Ready}']");

    public ILocator Apply =>
        page.GetByRole(AriaRole.Button, new() { Name = ChangeText.ApplyLabel(1), Exact = true });

    public ILocator PreviewHeading =>
        page.GetByRole(AriaRole.Heading, new() { Name = ChangeText.PreviewHeading });

    /// <summary>Takes the focus when a change has been applied.</summary>
    public ILocator DoneHeading => page.GetByRole(AriaRole.Heading, new() { Name = ChangeText.DoneHeading });

    /// <summary>Previews a consent for everyone.</summary>
    public async Task PreviewForEveryoneAsync(string scope)
    {
        await page.GetByText(ConsentForm.Heading).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = scope }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = ConsentForm.PreviewLabel }).ClickAsync();
    }
}
