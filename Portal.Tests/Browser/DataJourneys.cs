using Microsoft.Playwright;
using Portal.Components.Data;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>Filters, search, columns and scroll position of the orders; all of them are in the address.</summary>
public sealed class DataJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const int RowHeight = 40;

    private ILocator Region => Page.GetByRole(AriaRole.Region, new() { Name = DataTable.Label("Orders") });

    private ILocator Links => RowLinks;

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    private ILocator Range => Page.Locator($"#{DataBar.RangeId}");

    [Fact]
    public async Task Filters_narrow_the_rows_and_can_be_removed()
    {
        await SignInWithConsentAsync("alice");
        await FilterButton("Status").ClickAsync();
        await Dialog.GetByLabel("New").CheckAsync();
        await Dialog.GetByLabel("Paid").CheckAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(Chip("Status")).ToBeVisibleAsync();

        await FilterButton("Total").ClickAsync();
        await Expect(Values.First).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("100");
        await Values.Nth(1).FillAsync("500");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Chip("500")).ToBeVisibleAsync();
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(FilterButton("Total")).ToBeFocusedAsync();
        await ExpectAddressAsync("?filter=status%20in%20New,Paid&filter=total%20ge%20100&filter=total%20le%20500");
        await Chip("Status").GetByRole(AriaRole.Link).PressAsync("Enter");
        await Expect(Chip("Status")).ToHaveCountAsync(0);
        await Expect(Chip("100").GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await Page.GoBackAsync();
        await Expect(Chip("Status")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Invalid_filter_value_is_marked_and_escape_returns_the_focus()
    {
        await SignInWithConsentAsync("alice");
        await FilterButton("Total").ClickAsync();
        await Values.First.FillAsync("cheap");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Values.First).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Dialog.GetByText("cheap")).ToBeVisibleAsync();
        await Expect(Values.First).ToHaveValueAsync("cheap");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(FilterButton("Total")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Search_narrows_the_rows_and_escape_clears_it()
    {
        await SignInWithConsentAsync("alice");
        var all = await Range.TextContentAsync();
        var box = Page.GetByRole(AriaRole.Searchbox);
        await box.FillAsync("ORD-000007");

        await Expect(Links).ToHaveCountAsync(1);
        await ExpectAddressAsync("?search=ORD-000007");
        await box.PressAsync("Escape");
        await Expect(Range).ToHaveTextAsync(all!);
        await Expect(box).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Columns_are_hidden_moved_and_resized_by_keyboard()
    {
        await SignInWithConsentAsync("alice");
        await Page.Locator($"#{DataToolbar.ColumnsButton}").ClickAsync();
        await Dialog.GetByRole(AriaRole.Checkbox, new() { Name = "Note" }).UncheckAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Move Customer name up" }).PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Columnheader).First).ToHaveAccessibleNameAsync("Customer name");
        await Expect(Dialog.GetByRole(AriaRole.Button, new() { Name = "Move Customer name up" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Columnheader, new() { Name = "Note" })).ToHaveCountAsync(0);

        var edge = Page.GetByRole(AriaRole.Separator, new() { Name = "Width of Customer name" });
        await edge.FocusAsync();
        var before = int.Parse(
            (await edge.GetAttributeAsync("aria-valuenow"))!, System.Globalization.CultureInfo.InvariantCulture);
        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.Keyboard.PressAsync("Shift+ArrowRight");

        await ExpectAddressAsync($"widths=customerName:{before + 60},number:");
        await Expect(edge).ToBeFocusedAsync();
        await Page.ReloadAsync();
        await Expect(edge).ToHaveAttributeAsync("aria-valuenow", $"{before + 60}");
        await Link(DataToolbar.ResetLabel).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Columnheader, new() { Name = "Note" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Long_scroll_keeps_its_position_in_the_address()
    {
        await SignInWithConsentAsync("alice");
        await Page.GetByLabel("Rows per page").SelectOptionAsync("all");

        // Until then the rows of the page before are shown, which are too few to scroll that far.
        await Expect(Page.Locator("long-scroll")).ToBeAttachedAsync();
        await Links.First.HoverAsync();

        await Page.Mouse.WheelAsync(0, 300 * RowHeight);
        await ExpectAddressAsync("?top=all&at=300");
        await Expect(Range).ToContainTextAsync("301–");
        await Page.ReloadAsync();

        await Expect(Range).ToContainTextAsync("301–");
        await ExpectAddressAsync("?top=all&at=300");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "ORD-001700" })).ToBeInViewportAsync();
        await Links.First.FocusAsync();
        await Page.Keyboard.PressAsync("End");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "ORD-000001" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Arrow_keys_move_through_the_rows_and_enter_opens_one()
    {
        await SignInWithConsentAsync("alice");
        await Links.First.FocusAsync();

        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("ArrowUp");
        await Expect(Links.Nth(1)).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("End");
        await Expect(Links.Last).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Home");
        await Page.Keyboard.PressAsync("Enter");

        await ExpectAddressAsync("?row=2000");
    }

    [Fact]
    public async Task Address_opens_the_whole_state_in_another_tab()
    {
        const string state = "?sort=total%20desc&filter=total%20le%20500&search=ORD&top=25"
            + "&columns=number,total&widths=number:150,total:120&density=compact";
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/AppB/orders" + state);
        await Expect(Links).ToHaveCountAsync(25);
        var first = await Links.First.TextContentAsync();

        var tab = await Page.Context.NewPageAsync();
        await tab.GotoAsync(Page.Url);

        await Expect(RowLinksOn(tab).First).ToHaveTextAsync(first!);
        await Expect(tab.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(2);
        await Expect(tab.GetByRole(AriaRole.Columnheader, new() { Name = "Total" }))
            .ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(tab.GetByRole(AriaRole.Button, new() { Pressed = true })).ToHaveCountAsync(1);
        await Expect(tab.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("ORD");
        Assert.EndsWith(state, tab.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_panels_and_a_long_scroll_are_accessible()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("alice");

        await FilterButton("Status").ClickAsync();
        await Expect(Dialog).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("filter");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Page.Locator($"#{DataToolbar.ColumnsButton}").ClickAsync();
        await Expect(Dialog).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("columns");
        await OpenAsync("/data/appb/orders?top=all&filter=total%20ge%2010&filter=status%20ne%20New");
        await Expect(Region).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("long scroll");
        await OpenAsync("/data/appb/orders?filter=total%20ge%2010&search=nothing-is-called-so");
        await Expect(Heading(NoRows.NoMatchHeading)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("nothing");
    }

    private ILocator Values => Dialog.GetByRole(AriaRole.Textbox);

    private ILocator FilterButton(string column) =>
        Page.GetByRole(AriaRole.Columnheader, new() { Name = column, Exact = true }).GetByRole(AriaRole.Button);

    // The chip whose text contains a column or a value.
    private ILocator Chip(string part) =>
        Page.GetByRole(AriaRole.List, new() { Name = FilterChips.Label, Exact = true })
        .GetByRole(AriaRole.Listitem).Filter(new() { HasText = part });
}
