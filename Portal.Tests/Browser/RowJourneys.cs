using Microsoft.Playwright;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>Alice opens a row beside its table, on its own page, and finds out what she may not do with it.</summary>
public sealed class RowJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const string Reason = "Needs role Orders.Write on AppB; you have Orders.Read.";

    private ILocator Links => Page.Locator(".row-link");

    private ILocator Drawer => Page.GetByRole(AriaRole.Dialog, new() { Name = "ORD-" });

    private ILocator Title => Drawer.GetByRole(AriaRole.Heading, new() { Level = 2, Name = "ORD-" });

    private ILocator Close => Drawer.GetByRole(AriaRole.Button, new() { Name = "Close" });

    private ILocator ChangeButton => Page.GetByRole(AriaRole.Button, new() { Name = "Change an order's status" });

    [Fact]
    public async Task A_click_opens_the_row_and_escape_gives_the_focus_back_to_it()
    {
        await SignInWithConsentAsync("alice");
        await Links.Nth(2).ClickAsync();
        await Expect(Title).ToBeFocusedAsync();
        await Expect(Drawer.GetByRole(AriaRole.Table).First).ToContainTextAsync("Lines");
        Assert.Contains("row=3", Page.Url, StringComparison.Ordinal);

        await Page.Keyboard.PressAsync("Escape");

        await Expect(Drawer).ToHaveCountAsync(0);
        await Expect(Links.Nth(2)).ToBeFocusedAsync();
        Assert.DoesNotContain("row=", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_opens_the_row_and_closing_gives_the_focus_back_to_it()
    {
        await SignInWithConsentAsync("alice");
        await Links.First.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Title).ToBeFocusedAsync();

        await Close.PressAsync("Enter");

        await Expect(Drawer).ToHaveCountAsync(0);
        await Expect(Links.Nth(1)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_table_stays_usable_beside_an_open_row()
    {
        await SignInWithConsentAsync("alice");
        await Links.First.ClickAsync();
        await Expect(Title).ToHaveTextAsync("ORD-000001");

        await Links.Nth(4).ClickAsync();

        await Expect(Title).ToHaveTextAsync("ORD-000005");
        await Page.GoBackAsync();
        await Expect(Title).ToHaveTextAsync("ORD-000001");
    }

    [Fact]
    public async Task On_a_narrow_screen_the_row_covers_its_table()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("alice");
        await Links.First.ClickAsync();
        await Expect(Title).ToBeFocusedAsync();
        var box = await Drawer.BoundingBoxAsync();
        Assert.Equal((0, 0, 390, 844), (box!.X, box.Y, box.Width, box.Height));

        await Page.Keyboard.PressAsync("Escape");

        await Expect(Drawer).ToHaveCountAsync(0);
        await Expect(Links.First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_address_with_a_row_opens_it_and_leads_to_its_own_page_and_back()
    {
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/appb/orders?top=25&row=7");
        await Expect(Title).ToHaveTextAsync("ORD-000007");

        await Drawer.GetByRole(AriaRole.Link, new() { Name = "Open on its own page" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "ORD-000007" })).ToBeVisibleAsync();
        await Expect(Page).ToHaveTitleAsync("ORD-000007 · On-Behalf-Of Portal");
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Breadcrumb" }).GetByRole(AriaRole.Link, new() { Name = "Orders" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Orders" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/data/appb/nonsense/1")]
    [InlineData("/data/nobody/orders/1")]
    [InlineData("/data/appb/products/1")]
    public async Task A_row_of_no_view_is_a_page_that_says_so_with_status_404(string path)
    {
        await SignInAsync("alice");

        var response = await Page.GotoAsync(Address(path));

        Assert.Equal(404, response!.Status);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("not");
    }

    [Theory]
    [InlineData("999999999", "There is no order 999999999.")]
    [InlineData("words", "This row is not there")]
    [InlineData("a%2Fb", "No row has such a key")]
    public async Task A_row_that_is_not_there_is_told_in_words(string key, string words)
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync($"/data/appb/orders/{key}");

        await Expect(Page.GetByText(words).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_alice_may_not_change_stays_with_its_reason_and_the_request_to_send()
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync("/data/appb/orders/1999");

        await Expect(ChangeButton).ToBeDisabledAsync();
        await Expect(ChangeButton).ToHaveAccessibleDescriptionAsync(Reason);
        await Page.GetByText("What you can do").ClickAsync();
        await Expect(Page.GetByText("Please assign the app role Orders.Write on AppB to alice@contoso.example.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_closed_view_stays_in_the_navigation_with_its_reason_and_leads_to_the_refusal()
    {
        await SignInWithConsentAsync("alice");
        var pages = Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" });
        await Expect(pages.GetByRole(AriaRole.Link, new() { Name = "Sales by month", Exact = true })).ToBeDisabledAsync();
        await Expect(pages.GetByText("Needs role Reports.Read on AppB; you have Orders.Read.")).ToBeVisibleAsync();

        await pages.GetByRole(AriaRole.Link, new() { Name = "Why? Sales by month does not open" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "What AppB demands" })).ToBeVisibleAsync();
        await OpenAsync("/");
        await Expect(Page.GetByText(Reason)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Every_state_of_a_row_is_clean()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/appb/orders?row=1999");
        await Expect(ChangeButton).ToBeDisabledAsync();
        await Drawer.GetByText("What you can do").ClickAsync();
        await Page.ExpectCleanAsync("drawer");
        await OpenAsync("/data/appb/orders/1999");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Explain these values" }).ClickAsync();
        await Expect(Page.GetByText("The order number, such as")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("row");
        await OpenAsync("/data/appb/orders/999999999");
        await Expect(Page.GetByText("This row is not there")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("no row");
        await OpenAsync("/");
        await Expect(Page.GetByText(Reason)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("home");
    }
}
