using System.Globalization;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Portal.Tests.Support.BrowserFixture))]

namespace Portal.Tests.Support;

/// <summary>
/// One Chromium for all tests, started by the first test that needs it. Each test has its own context, which shares
/// nothing with the others.
/// </summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private const float Timeout = 20_000;
    private const string ScreenshotsVariable = "PORTAL_TESTS_SCREENSHOTS";

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _chromium = new(StartAsync);

    /// <summary>A signed-out browser of the usual size, in English and UTC, without animations.</summary>
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
    /// Call it when a test's class is disposed: if PORTAL_TESTS_SCREENSHOTS is set, a failed test saves a screenshot of
    /// each open page in <c>screenshots</c> next to the test assembly.
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
        // Longer than the default, because a busy machine is slow.
        Assertions.SetDefaultExpectTimeout(Timeout);
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(Chromium.LaunchOptions()));
    }
}
