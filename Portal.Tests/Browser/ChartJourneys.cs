using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>Carol looks at the sales, month by month.</summary>
public sealed partial class ChartJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Figure => Page.GetByRole(AriaRole.Img, new() { Name = "Sales by month, a bar chart: Revenue by month" });

    private ILocator Reader => Page.GetByRole(AriaRole.Slider, new() { Name = "Read the figures of Sales by month" });

    private ILocator Told => Page.Locator(".chart__told");

    [Fact]
    public async Task The_figures_are_read_by_pointer_and_by_key_as_the_table_shows_them()
    {
        await OpenSalesAsync();

        await Reader.FocusAsync();
        await Page.Keyboard.PressAsync("Home");

        await Expect(Told).ToContainTextAsync(Amount());
        var first = Amount().Match((await Told.TextContentAsync())!).Value;
        var shown = await Page.Locator("tbody tr").First.TextContentAsync();
        Assert.Contains(first.Split(' ')[1], shown!, StringComparison.Ordinal);
        await Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Told).Not.ToContainTextAsync(first);
        await Page.Locator(".chart__plot").HoverAsync(new() { Position = new() { X = 1, Y = 20 } });
        await Expect(Told).ToContainTextAsync(first);
        await Expect(Reader).ToHaveAttributeAsync("aria-valuetext", Month());
    }

    [Fact]
    public async Task The_chart_folds_away()
    {
        await OpenSalesAsync();

        await Page.GetByText("Revenue by month", new() { Exact = true }).ClickAsync();

        await Expect(Figure).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_chart_is_clean_and_fits()
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
        await OpenAsync("/data/appb/reports-sales");
        await Expect(Figure).ToBeVisibleAsync();
    }

    // Groups of three are parted by a narrow no-break space.
    [GeneratedRegex("Revenue [\\d\u202F]+\\.\\d\\d EUR", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Amount();

    [GeneratedRegex("^1 [A-Z][a-z]+ 20\\d\\d: Revenue ", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Month();
}
