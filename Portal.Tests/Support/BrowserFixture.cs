using System.Globalization;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Portal.Tests.Support.BrowserFixture))]

namespace Portal.Tests.Support;

/// <summary>
/// One Chromium for all tests, started for the first that needs it; every test takes a context, which shares nothing with the
/// others.
/// </summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private const float Timeout = 20_000;
    private const string ScreenshotsVariable = "PORTAL_TESTS_SCREENSHOTS";

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _chromium = new(StartAsync);

    /// <summary>A signed-out browser at the product's usual size, in English and in UTC, where nothing moves by itself.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "UTC";
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 800 };
        options.ReducedMotion ??= ReducedMotion.Reduce;
        return await (await _chromium.Value).Browser.NewContextAsync(options);
    }

    /// <summary>
    /// Call it when a test's class is disposed: with PORTAL_TESTS_SCREENSHOTS set, a failed test leaves a picture of
    /// each open page in <c>screenshots</c> beside the test assembly.
    /// </summary>
    public static async Task KeepScreenshotsAsync(IBrowserContext context)
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        if (!failed || string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ScreenshotsVariable)))
            return;

        var name = string.Concat(
            (TestContext.Current.Test?.TestDisplayName ?? "test").Split(Path.GetInvalidFileNameChars()));
        for (var i = 0; i < context.Pages.Count; i++)
        {
            var file = $"{name}{(i == 0 ? "" : "-" + i.ToString(CultureInfo.InvariantCulture))}.png";
            await context.Pages[i].ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(AppContext.BaseDirectory, "screenshots", file),
                FullPage = true,
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_chromium.IsValueCreated)
            return;

        var (driver, browser) = await _chromium.Value;
        await browser.DisposeAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        // A busy machine is no failure: what a page shows late it has still shown.
        Assertions.SetDefaultExpectTimeout(Timeout);
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(Chromium.LaunchOptions()));
    }
}
