using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Components.Layout;
using Portal.Components.Problems;
using Portal.Components.Rows;
using Portal.Contracts.Problems;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>A row next to its table and on its own page, and changes that are not allowed.</summary>
public sealed partial class RowJourneys(DemoFixture fixture) : Journey(fixture)
{
    private OrderScreen Order => new(Page);

    private ILocator Links => RowLinks;

    private ILocator Drawer => Order.Drawer;

    private ILocator Title => Order.Title;

    private ILocator Close => Drawer.GetByRole(AriaRole.Button, new() { Name = "Close" });

    private ILocator ChangeButton => Order.ChangeButton;

    [Fact]
    public async Task Click_opens_the_row_and_escape_returns_the_focus_to_it()
    {
        await SignInWithConsentAsync("alice");
        await Links.Nth(2).ClickAsync();
        await Expect(Title).ToBeFocusedAsync();
        await Expect(Drawer.GetByRole(AriaRole.Table).First).ToContainTextAsync("Lines");
        Assert.Contains("row=1998", Page.Url, StringComparison.Ordinal);

        await Page.Keyboard.PressAsync("Escape");

        await Expect(Drawer).ToHaveCountAsync(0);
        await Expect(Links.Nth(2)).ToBeFocusedAsync();
        Assert.DoesNotContain("row=", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_opens_the_row_and_closing_returns_the_focus_to_it()
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
    public async Task Table_stays_usable_next_to_an_open_row()
    {
        await SignInWithConsentAsync("alice");
        await Links.First.ClickAsync();
        await Expect(Title).ToHaveTextAsync("ORD-002000");

        await Links.Nth(4).ClickAsync();

        await Expect(Title).ToHaveTextAsync("ORD-001996");
        await Page.GoBackAsync();
        await Expect(Title).ToHaveTextAsync("ORD-002000");
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
    public async Task Address_with_a_row_opens_it_and_its_own_page_leads_back()
    {
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/appb/orders?top=25&row=7");
        await Expect(Title).ToHaveTextAsync("ORD-000007");

        await Drawer.GetByRole(AriaRole.Link, new() { Name = "Open on its own page" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "ORD-000007" })).ToBeVisibleAsync();
        await Expect(Page).ToHaveTitleAsync("ORD-000007 · On-Behalf-Of Portal");
        await Page.Locator("main").GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Orders" })
            .ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Orders" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/data/appb/nonsense/1")]
    [InlineData("/data/nobody/orders/1")]
    [InlineData("/data/appb/reports-sales/1")]
    public async Task Row_of_an_unknown_view_is_a_page_with_status_404(string path)
    {
        await SignInAsync("alice");

        var response = await Page.GotoAsync(Address(path));

        Assert.Equal(404, response!.Status);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = NotFoundPage.Heading })).ToBeVisibleAsync();
        await Expect(AccountMenu).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("words")]
    public async Task Unknown_row_is_shown_as_missing(string key)
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync($"/data/appb/orders/{key}");

        await Expect(Heading(RowDetail.MissingHeading)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Key_with_a_slash_is_refused()
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync("/data/appb/orders/a%2Fb");

        await Expect(Code(ProblemCodes.RequestInvalid)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Change_that_is_not_allowed_shows_the_missing_role_and_a_request_to_send()
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync("/data/appb/orders/1999");

        await Expect(ChangeButton).ToBeDisabledAsync();
        await Expect(ChangeButton).ToHaveAccessibleDescriptionAsync(MissingOrdersWrite());
        await Page.GetByText(ChangeOffer.AdviceLabel, new() { Exact = true }).ClickAsync();
        await Expect(Page.Locator("[data-copy*='Orders.Write'][data-copy*='alice@contoso.example']"))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task View_that_is_not_allowed_stays_in_the_navigation_and_leads_to_the_refusal()
    {
        await SignInWithConsentAsync("alice");
        var pages = Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" });
        var view = pages.GetByRole(AriaRole.Link, new() { Name = $"Sales by month ({NavigationView.LockedLabel})", Exact = true });
        await Expect(view).ToHaveAccessibleDescriptionAsync(MissingReportsRead());
        await view.FocusAsync();
        await Expect(pages.GetByText(MissingReportsRead())).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("Enter");

        await Expect(Code(ProblemCodes.RoleMissing)).ToBeVisibleAsync();
        await OpenAsync("/");
        await Expect(Page.GetByText("Orders.Write").First).ToBeVisibleAsync();
    }

    [Fact(Explicit = true)]
    [Trait("Run", "Long")]
    public async Task Every_state_of_a_row_is_accessible()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("alice");
        await OpenAsync("/data/appb/orders?row=1999");
        await Expect(ChangeButton).ToBeDisabledAsync();
        await Drawer.GetByText(ChangeOffer.AdviceLabel).ClickAsync();
        await Page.ExpectCleanAsync("drawer");
        await OpenAsync("/data/appb/orders/1999");
        var explain = Page.GetByRole(AriaRole.Button, new() { Name = "Explain these values" });
        await explain.ClickAsync();
        await Expect(explain).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.ExpectCleanAsync("row");
        await OpenAsync("/data/appb/orders/999999999");
        await Expect(Heading(RowDetail.MissingHeading)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("no row");
        await OpenAsync("/");
        await Expect(Page.GetByText("Orders.Write").First).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("home");
    }

    [GeneratedRegex("Orders\\.Write.*Orders\\.Read", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex MissingOrdersWrite();

    [GeneratedRegex("Reports\\.Read.*Orders\\.Read", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex MissingReportsRead();
}
