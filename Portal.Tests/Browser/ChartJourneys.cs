using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>The chart of sales by month.</summary>
public sealed partial class ChartJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Figure => Page.GetByRole(AriaRole.Img, new() { Name = "Sales by month" });

    private ILocator Reader => Page.GetByRole(AriaRole.Slider, new() { Name = "Sales by month" });

    private ILocator Figures => Page.Locator("[data-figures]");

    [Fact]
    public async Task Chart_values_can_be_read_by_pointer_and_by_keyboard()
    {
        await OpenSalesAsync();

        await Reader.FocusAsync();
        await Page.Keyboard.PressAsync("Home");

        await Expect(Figures).ToContainTextAsync(Amount());
        var first = Amount().Match((await Figures.TextContentAsync())!).Value;
        var shown = await Rows.First.TextContentAsync();
        Assert.Contains(first.Split(' ')[1], shown!, StringComparison.Ordinal);
        await Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Figures).Not.ToContainTextAsync(first);
        await Page.Locator("[data-plot]").HoverAsync(new() { Position = new() { X = 1, Y = 20 } });
        await Expect(Figures).ToContainTextAsync(first);
        await Expect(Reader).ToHaveAttributeAsync("aria-valuetext", Month());
    }

    [Fact]
    public async Task Chart_can_be_collapsed()
    {
        await OpenSalesAsync();

        await Page.Locator("summary").Filter(new() { HasText = "Revenue" }).ClickAsync();

        await Expect(Figure).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Chart_is_accessible_and_fits_a_narrow_screen()
    {
        await Page.SetViewportSizeAsync(390, 844);

        await OpenSalesAsync();

        await Page.ExpectCleanAsync("chart");
        var box = await Figure.BoundingBoxAsync();
        Assert.InRange(box!.X + box.Width, 0, 390);
    }

    private async Task OpenSalesAsync()
    {
        await SignInWithConsentAsync("carol");
        await OpenAsync("/data/appb/reports-sales?sort=month");
        await Expect(Figure).ToBeVisibleAsync();
    }

    // Groups of three digits are separated by a narrow no-break space.
    [GeneratedRegex("Revenue [\\d\u202F]+\\.\\d\\d EUR", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Amount();

    [GeneratedRegex("^[A-Z][a-z]+ 20\\d\\d: Revenue ", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Month();
}
