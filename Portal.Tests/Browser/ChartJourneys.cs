using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Components.Charts;
using Portal.Components.Data;
using Portal.Contracts.Data;
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

    [Fact]
    public async Task Chart_of_any_view_is_computed_by_the_api_and_part_of_the_address()
    {
        await SignInWithConsentAsync("alice");
        await CircuitRunsAsync();
        await Button(DataToolbar.ChartLabel).ClickAsync();
        await Page.GetByRole(AriaRole.Combobox, new() { Name = ChartMenu.ValueLabel, Exact = true }).SelectOptionAsync(GroupMethods.Count);
        await Page.GetByRole(AriaRole.Combobox, new() { Name = ChartMenu.ByLabel, Exact = true }).SelectOptionAsync("status");
        await Button(ChartMenu.ShowLabel).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Address("/data/appb/orders?chart=count,status"));
        var all = await ValuesAsync();

        await OpenAsync("/data/appb/orders?chart=count,status&filter=status%20in%20New,Paid&top=25");
        var filtered = await ValuesAsync();

        Assert.Equal(5, all.Count);
        Assert.Equal(all.Take(2), filtered);
        await Page.ExpectCleanAsync("chart of groups");
    }

    [Fact]
    public async Task Chart_that_the_view_does_not_have_says_so_and_can_be_removed()
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync("/data/appb/orders?chart=note:sum,status");

        await Expect(Rows).ToHaveCountAsync(PageSize);
        await Link(ChartMenu.RemoveLabel).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Address("/data/appb/orders"));
        await Expect(Link(ChartMenu.RemoveLabel)).ToHaveCountAsync(0);
    }

    private async Task<IReadOnlyList<string>> ValuesAsync()
    {
        await Button(ViewChart.TableLabel).ClickAsync();
        var rows = Page.Locator("details.chart table tbody tr");
        await Expect(rows.First).ToBeVisibleAsync();
        return await rows.AllInnerTextsAsync();
    }

    private async Task OpenSalesAsync()
    {
        await SignInWithConsentAsync("carol");
        await OpenAsync("/data/appb/reports-sales?sort=month");
        await Expect(Figure).ToBeVisibleAsync();
    }

    [GeneratedRegex("Revenue [\\d,]+\\.\\d\\d EUR", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Amount();

    [GeneratedRegex("^[A-Z][a-z]+ 20\\d\\d: Revenue ", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Month();
}
