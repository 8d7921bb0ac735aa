using System.Globalization;
using Microsoft.Playwright;

namespace Portal.Tests.Support;

/// <summary>One Chromium for a collection of tests; every test takes a context, which shares nothing with the others.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const float Patience = 20_000;
    private const string ScreenshotsVariable = "PORTAL_TESTS_SCREENSHOTS";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        // A busy machine is no failure: what a page shows late it has still shown.
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(Chromium.LaunchOptions());
    }

    /// <summary>A signed-out browser at the product's usual size, in English and in UTC.</summary>
    public Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "UTC";
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 800 };
        return _browser?.NewContextAsync(options)
            ?? throw new InvalidOperationException("The browser has not been started.");
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

        var name = string.Concat((TestContext.Current.Test?.TestDisplayName ?? "test").Split(Path.GetInvalidFileNameChars()));
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
        if (_browser is not null)
            await _browser.DisposeAsync();

        _playwright?.Dispose();
    }
}
