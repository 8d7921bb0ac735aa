using Microsoft.Playwright;
using Portal.Components.Data;
using Portal.Components.SavedViews;
using Portal.Contracts.ViewAddresses;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>What only a browser shows of a table: clicks on rows, its layout next to an open row, and cards on a phone.</summary>
public sealed class TableJourneys(DemoFixture fixture) : Journey(fixture)
{
    private OrderScreen Order => new(Page);

    private ILocator Region => Page.GetByRole(AriaRole.Region, new() { Name = DataTable.Label("Orders") });

    private ILocator Toolbar => Page.GetByRole(AriaRole.Group, new() { Name = "View", Exact = true });

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    [Fact]
    public async Task Click_anywhere_in_a_row_opens_it_and_links_in_it_lead_elsewhere()
    {
        await SignInWithConsentAsync("alice");

        await Rows.Nth(2).GetByRole(AriaRole.Cell).Nth(2).ClickAsync();
        await Expect(Order.Title).ToHaveTextAsync("ORD-001998");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Order.Drawer).ToHaveCountAsync(0);
        await Expect(RowLinks.Nth(2)).ToBeFocusedAsync();

        var customer = Rows.First.GetByRole(AriaRole.Link).Nth(1);
        var name = await customer.TextContentAsync();
        await customer.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = name! })).ToBeVisibleAsync();
        await ExpectAddressAsync("/data/AppB/customers/");
    }

    [Fact]
    public async Task Selected_text_does_not_open_its_row()
    {
        await SignInWithConsentAsync("alice");
        await CircuitRunsAsync();
        await Expect(Rows).ToHaveCountAsync(PageSize);
        var cell = await Rows.Nth(2).GetByRole(AriaRole.Cell).Nth(2).BoundingBoxAsync();

        await Page.Mouse.MoveAsync(cell!.X + 12, cell.Y + (cell.Height / 2));
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(cell.X + cell.Width - 12, cell.Y + (cell.Height / 2));
        await Page.Mouse.UpAsync();
        await Expect(Order.Drawer).ToHaveCountAsync(0);

        // A click that opens a row comes later than one that would have opened another.
        await RowLinks.Nth(4).ClickAsync();
        await Expect(Order.Title).ToHaveTextAsync("ORD-001996");
        await Page.GoBackAsync();
        await Expect(Order.Drawer).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Next_to_an_open_row_the_toolbar_stays_on_one_line_and_hidden_columns_cast_a_shadow()
    {
        await Page.SetViewportSizeAsync(1280, 800);
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/appb/orders?row=1998&density=compact");
        await Expect(Order.Title).ToBeVisibleAsync();

        var toolbar = await Toolbar.BoundingBoxAsync();
        var button = await Page.Locator($"#{DataToolbar.ColumnsButton}").BoundingBoxAsync();
        Assert.Equal(button!.Height, toolbar!.Height, tolerance: 4f);
        await Expect(Region).ToHaveAttributeAsync("data-more-after", "");
        await Region.EvaluateAsync("region => region.scrollTo({ left: region.scrollWidth })");
        await Expect(Region).ToHaveAttributeAsync("data-more-before", "");
        await Expect(Region).Not.ToHaveAttributeAsync("data-more-after", "");
    }

    [Fact]
    public async Task On_a_phone_a_row_is_a_card_that_opens_it()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("alice");

        await Expect(Rows.First.GetByRole(AriaRole.Cell)).ToHaveCountAsync(4);
        await Page.ExpectCleanAsync("cards");
        var box = await Rows.First.BoundingBoxAsync();
        Assert.InRange(box!.X + box.Width, 300, 390);
        await Rows.Nth(1).ClickAsync();

        await Expect(Order.Title).ToHaveTextAsync("ORD-001999");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_a_phone_a_row_without_a_page_of_its_own_lists_all_its_columns(bool inOneScroll)
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("carol");
        await OpenAsync(new ViewState { All = inOneScroll }.Url("/data/appb/reports-sales"));
        await CircuitRunsAsync();
        var cells = Rows.First.Locator("td[data-label]");
        await Expect(cells.Last).ToBeHiddenAsync();

        await Rows.First.GetByText(DataTable.ShowAllLabel).ClickAsync();

        await Expect(cells.Last).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("all columns of a card");
        var (unfolded, next) = (await Rows.First.BoundingBoxAsync(), await Rows.Nth(1).BoundingBoxAsync());
        Assert.Equal(unfolded!.Y + unfolded.Height, next!.Y, tolerance: 1f);

        // Rows that are rendered meanwhile can move it away again.
        await Poll.UntilAsync(
            async () =>
            {
                await Rows.Last.ScrollIntoViewIfNeededAsync();
                return await Rows.Last.EvaluateAsync<bool>(
                    "row => row.getBoundingClientRect().top < innerHeight && row.getBoundingClientRect().bottom > 0");
            },
            TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task View_is_saved_opened_deleted_and_restored()
    {
        const string state = "?filter=status%20eq%20New&columns=number,total";
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/appb/orders" + state);
        await CircuitRunsAsync();
        await Button(SavedViewEntries.Label).ClickAsync();
        await Dialog.GetByLabel(SavedViewPanel.NameLabel).FillAsync("New ones");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Dialog.GetByRole(AriaRole.Link, new() { Name = "New ones" })).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("saved views");
        await Page.Keyboard.PressAsync("Escape");

        await OpenAsync("/" + SavedViewsPage.Address);
        await CircuitRunsAsync();
        await Button("Delete New ones").ClickAsync();
        await Expect(Button(SavedViewEntries.UndoLabel)).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Page.ExpectCleanAsync("list");
        await Link("New ones").ClickAsync();

        await ExpectAddressAsync("/data/appb/orders" + state);
        await Expect(Page.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(2);
    }
}
