namespace Portal.Tests.Support;

/// <summary>What the look at a page finds, and in which form.</summary>
public sealed class AxeCheckTests(BrowserFixture chromium)
{
    [Theory]
    [InlineData("<input>", "1280 px, Light: label (critical) at <input>")]
    [InlineData(
        "<style>@media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }</style><p>Words</p>",
        "1280 px, Dark: color-contrast")]
    [InlineData("<style>@media (width < 500px) { p { width: 900px } }</style><p>Words</p>", "390 px, Dark: it scrolls sideways")]
    public async Task What_is_wrong_is_named(string content, string finding)
    {
        await using var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync($"<!DOCTYPE html><html lang=en><title>Page</title><main><h1>Page</h1>{content}</main></html>");

        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => page.ExpectCleanAsync("state"));

        Assert.Contains(finding, failure.Message, StringComparison.Ordinal);
    }
}
