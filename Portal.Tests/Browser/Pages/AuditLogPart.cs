using Microsoft.Playwright;
using Portal.Components.Audit;
using Portal.Contracts.Audit;

namespace Portal.Tests.Browser.Pages;

/// <summary>The audit log at the foot of the administrators' pages.</summary>
internal sealed class AuditLogPart(IPage page)
{
    public ILocator Rows => Part.Locator("tr[data-outcome]");

    public ILocator Undone => Part.Locator($"tr[data-undo='{UndoStates.Undone}']");

    private ILocator Part => page.Locator($"#{AuditLogAddress.Anchor}");

    public ILocator WithOutcome(string outcome) => Part.Locator($"tr[data-outcome='{outcome}']");

    /// <summary>
    /// Opens the audit log and waits until it is verified. With its fragment in the address, it opens by itself.
    /// </summary>
    public async Task OpenAsync()
    {
        await Assertions.Expect(Part).ToBeVisibleAsync();
        var isNamed = page.Url.EndsWith($"#{AuditLogAddress.Anchor}", StringComparison.Ordinal);
        if (!isNamed && await Part.GetAttributeAsync("open") is null)
            await Part.GetByRole(AriaRole.Heading, new() { Name = AuditLogPanel.Heading }).ClickAsync();

        await Assertions.Expect(Part.Locator("[data-state='verified']")).ToBeVisibleAsync();
    }

    public Task UndoAsync() => Part.GetByRole(AriaRole.Link, new() { Name = AuditLogRow.UndoLabel }).ClickAsync();
}
