using Microsoft.Playwright;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>Alice works with the table of orders; whatever she does is in its address.</summary>
public sealed class DataJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const int RowHeight = 40;

    private ILocator Region => Page.GetByRole(AriaRole.Region, new() { Name = "Orders, table" });

    private ILocator Links => Page.Locator(".row-link");

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    private ILocator Range => Page.Locator(".data-bar").GetByRole(AriaRole.Status);

    [Fact]
    public async Task Filters_by_status_and_by_a_range_narrow_the_rows_and_are_taken_off_again()
    {
        await SignInWithConsentAsync("alice");
        await Button("Filter by Status").ClickAsync();
        await Dialog.GetByLabel("New").CheckAsync();
        await Dialog.GetByLabel("Paid").CheckAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(Chip("Status is New or Paid")).ToBeVisibleAsync();

        await Button("Filter by Total").ClickAsync();
        await Expect(Dialog.GetByLabel("Value").First).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("100");
        await Dialog.GetByLabel("Value").Nth(1).FillAsync("500");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Chip("Total at most 500")).ToBeVisibleAsync();
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(Button("Filter by Total, filtered")).ToBeFocusedAsync();
        await AddressSaysAsync("?filter=status%20in%20New,Paid&filter=total%20ge%20100&filter=total%20le%20500");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Remove the filter: Status is New or Paid" }).PressAsync("Enter");
        await Expect(Chip("Status is New or Paid")).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Remove the filter: Total at least 100" })).ToBeFocusedAsync();
        await Page.GoBackAsync();
        await Expect(Chip("Status is New or Paid")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_does_not_fit_is_said_in_place_and_escape_gives_the_focus_back()
    {
        await SignInWithConsentAsync("alice");
        await Button("Filter by Total").ClickAsync();
        await Dialog.GetByLabel("Value").First.FillAsync("cheap");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Dialog.GetByText("“cheap”, which is no number")).ToBeVisibleAsync();
        await Expect(Dialog.GetByLabel("Value").First).ToHaveValueAsync("cheap");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(Button("Filter by Total")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Search_finds_and_escape_shows_all_again()
    {
        await SignInWithConsentAsync("alice");
        var all = await Range.TextContentAsync();
        var box = Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search Orders" });
        await box.FillAsync("ORD-000007");

        await Expect(Links).ToHaveCountAsync(1);
        await AddressSaysAsync("?search=ORD-000007");
        await box.PressAsync("Escape");
        await Expect(Range).ToHaveTextAsync(all!);
        await Expect(box).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Columns_are_hidden_moved_and_resized_by_keyboard()
    {
        await SignInWithConsentAsync("alice");
        await Button("Columns").ClickAsync();
        await Dialog.GetByRole(AriaRole.Checkbox, new() { Name = "Note" }).UncheckAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Move Number up" }).PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Columnheader).First).ToHaveAccessibleNameAsync("Number");
        await Expect(Dialog.GetByRole(AriaRole.Button, new() { Name = "Move Number up" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Columnheader, new() { Name = "Note" })).ToHaveCountAsync(0);

        var edge = Page.GetByRole(AriaRole.Separator, new() { Name = "Width of Number" });
        await edge.FocusAsync();
        var before = int.Parse((await edge.GetAttributeAsync("aria-valuenow"))!, System.Globalization.CultureInfo.InvariantCulture);
        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.Keyboard.PressAsync("Shift+ArrowRight");

        await AddressSaysAsync($"widths=number:{before + 60},id:");
        await Expect(edge).ToBeFocusedAsync();
        await Page.ReloadAsync();
        await Expect(edge).ToHaveAttributeAsync("aria-valuenow", $"{before + 60}");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Reset the view" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Columnheader, new() { Name = "Note" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_long_scroll_keeps_its_place_in_the_address()
    {
        await SignInWithConsentAsync("alice");
        await Page.GetByLabel("Rows per page").SelectOptionAsync("all");
        await Page.Locator("long-scroll .row-link").First.HoverAsync();

        await Page.Mouse.WheelAsync(0, 300 * RowHeight);
        await AddressSaysAsync("?top=all&at=300");
        await Expect(Range).ToContainTextAsync("Rows 301–");
        await Page.ReloadAsync();

        await Expect(Range).ToContainTextAsync("Rows 301–");
        await AddressSaysAsync("?top=all&at=300");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "301", Exact = true })).ToBeInViewportAsync();
        await Links.First.FocusAsync();
        await Page.Keyboard.PressAsync("End");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "2000", Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Arrow_keys_walk_the_rows_and_enter_opens_one()
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

        await AddressSaysAsync("?row=1");
    }

    [Fact]
    public async Task The_whole_state_opens_in_another_tab()
    {
        const string state = "?sort=total%20desc&filter=total%20le%20500&search=ORD&top=25&columns=number,total&widths=number:150,total:120&density=compact";
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/AppB/orders" + state);
        await Expect(Links).ToHaveCountAsync(25);
        var first = await Links.First.TextContentAsync();

        var tab = await Page.Context.NewPageAsync();
        await tab.GotoAsync(Page.Url);

        await Expect(tab.Locator(".row-link").First).ToHaveTextAsync(first!);
        await Expect(tab.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(2);
        await Expect(tab.GetByRole(AriaRole.Columnheader, new() { Name = "Total" })).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(tab.Locator(".data-table--compact")).ToBeVisibleAsync();
        await Expect(tab.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("ORD");
        Assert.EndsWith(state, tab.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_panels_and_a_long_scroll_are_clean_for_axe()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("alice");

        await Button("Filter by Status").ClickAsync();
        await Expect(Dialog).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("filter");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Button("Columns").ClickAsync();
        await Expect(Dialog).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("columns");
        await OpenAsync("/data/appb/orders?top=all&filter=total%20ge%2010&filter=status%20ne%20New");
        await Expect(Region).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("long scroll");
        await OpenAsync("/data/appb/orders?filter=total%20ge%2010&search=nothing-is-called-so");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing matches" })).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("nothing");
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private ILocator Chip(string words) => Page.Locator(".filter", new() { HasText = words });

    private Task AddressSaysAsync(string part) => Page.WaitForURLAsync(url => url.Contains(part, StringComparison.Ordinal));
}
