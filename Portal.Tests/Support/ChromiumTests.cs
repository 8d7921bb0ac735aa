using Microsoft.Playwright;

namespace Portal.Tests.Support;

public sealed class ChromiumTests(BrowserFixture browser) : IAsyncDisposable
{
    private readonly List<IBrowserContext> _contexts = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
        {
            await BrowserFixture.KeepScreenshotsAsync(context);
            await context.DisposeAsync();
        }
    }

    [Fact]
    public async Task Chromium_starts_and_shows_a_page()
    {
        var context = await browser.NewContextAsync();
        _contexts.Add(context);
        var page = await context.NewPageAsync();

        await page.SetContentAsync("<h1>Portal</h1>");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Portal" })).ToBeVisibleAsync();
    }
}
