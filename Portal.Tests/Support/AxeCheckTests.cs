namespace Portal.Tests.Support;

/// <summary>Which accessibility problems the check reports.</summary>
public sealed class AxeCheckTests(BrowserFixture chromium)
{
    [Theory]
    [InlineData("<input>", "1280 px, Light: label (critical) at <input>")]
    [InlineData(
        "<style>@media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }</style><p>Words</p>",
        "1280 px, Dark: color-contrast")]
    [InlineData(
        "<style>@media (width < 500px) { p { width: 900px } }</style><p>Words</p>",
        "390 px, Light: it scrolls sideways")]
    public async Task Accessibility_problem_is_reported(string content, string finding)
    {
        await using var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync(
            $"<!DOCTYPE html><html lang=en><title>Page</title><main><h1>Page</h1>{content}</main></html>");

        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => page.ExpectCleanAsync("state"));

        Assert.Contains(finding, failure.Message, StringComparison.Ordinal);
    }
}
