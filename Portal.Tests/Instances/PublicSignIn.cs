using Microsoft.Playwright;

namespace Portal.Tests.Instances;

/// <summary>A user signs in at the public address of a proxy, and gives consent if asked.</summary>
internal static class PublicSignIn
{
    public static async Task OpenAsync(IPage page, Uri address, string user)
    {
        await page.GotoAsync(address.AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = $"{user}@contoso.example" }).ClickAsync();
        var accept = page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true });
        var live = page.Locator("main[data-live]");
        await Assertions.Expect(accept.Or(live).First).ToBeAttachedAsync();
        if (await accept.IsVisibleAsync())
            await accept.ClickAsync();

        await Assertions.Expect(live).ToBeAttachedAsync();
    }
}
