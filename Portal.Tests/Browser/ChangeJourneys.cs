using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>Carol changes orders, and so does someone else at the same time.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class ChangeJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task A_new_status_is_saved_and_the_table_behind_follows()
    {
        await SignInWithConsentAsync("carol");
        var link = await OpenOrderAsync("New");
        var number = await Drawer.GetByRole(AriaRole.Heading, new() { Name = "ORD-" }).TextContentAsync();
        await ChooseAsync(Page, "Paid");

        await SaveAsync(Page);

        await Expect(Page.GetByText("Saved. Status is Paid now.")).ToBeVisibleAsync();
        await Expect(ChangeButton(Page)).ToBeFocusedAsync();
        await Expect(link).ToHaveCountAsync(0);
        await ChangeButton(Page).ClickAsync();
        await Expect(Drawer.GetByRole(AriaRole.Radio)).ToHaveCountAsync(2);
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Drawer).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Orders, table" })).Not.ToContainTextAsync(number!);
    }

    [Fact]
    public async Task Who_was_slower_sees_both_versions_and_sets_his_on_theirs()
    {
        await SignInWithConsentAsync("carol");
        await OpenOrderAsync("New");
        await ChooseAsync(Page, "Cancelled");
        await SomeoneElseSetsAsync("Paid");

        await SaveAsync(Page);

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Someone else changed it first" })).ToBeFocusedAsync();
        await Expect(Conflict.GetByRole(AriaRole.Row, new() { Name = "Status changed New Paid" })).ToBeVisibleAsync();
        await Expect(Conflict.GetByText("Status to Cancelled")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Set mine on theirs" }).ClickAsync();
        await Expect(Page.GetByText("Saved. Status is Cancelled now.")).ToBeVisibleAsync();
        await Expect(ChangeButton(Page)).ToBeDisabledAsync();
        await Expect(ChangeButton(Page)).ToHaveAccessibleDescriptionAsync(
            "There is nothing to change now: Status is Cancelled and can become nothing else.");
    }

    [Fact]
    public async Task Who_was_slower_keeps_theirs_and_goes_on_from_there()
    {
        await SignInWithConsentAsync("carol");
        await OpenOrderAsync("New");
        await ChooseAsync(Page, "Cancelled");
        await SomeoneElseSetsAsync("Paid");
        await SaveAsync(Page);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Keep theirs" }).ClickAsync();

        await Expect(Page.GetByText("Kept as it is now.")).ToBeVisibleAsync();
        await ChooseAsync(Page, "Shipped");
        await SaveAsync(Page);
        await Expect(Page.GetByText("Saved. Status is Shipped now.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_has_become_impossible_meanwhile_cannot_be_set()
    {
        await SignInWithConsentAsync("carol");
        await OpenOrderAsync("Paid");
        await ChooseAsync(Page, "Cancelled");
        await SomeoneElseSetsAsync("Shipped");

        await SaveAsync(Page);

        var mine = Page.GetByRole(AriaRole.Button, new() { Name = "Set mine on theirs" });
        await Expect(mine).ToBeDisabledAsync();
        await Expect(mine).ToHaveAccessibleDescriptionAsync("Status can no longer become Cancelled.");
    }

    [Fact]
    public async Task Every_state_of_a_change_is_clean()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("carol");
        await OpenOrderAsync("Paid");
        await ChangeButton(Page).ClickAsync();
        await SaveAsync(Page);
        await Expect(Page.GetByText("Choose one.")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("form");
        await Page.GetByLabel("Cancelled").CheckAsync();
        await SomeoneElseSetsAsync("Shipped");
        await SaveAsync(Page);
        await Page.GetByRole(AriaRole.Button, new() { Name = "values that are the same" }).ClickAsync();
        await Page.ExpectCleanAsync("conflict");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Keep theirs" }).ClickAsync();
        await Expect(Page.GetByText("Kept as it is now.")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("kept");
    }

    private ILocator Drawer => Page.GetByRole(AriaRole.Dialog, new() { Name = "ORD-" });

    private ILocator Conflict => Page.GetByRole(AriaRole.Region, new() { Name = "Someone else changed it first" });

    // The first of those in this status; every journey takes one away from it. The link to it is answered.
    private async Task<ILocator> OpenOrderAsync(string status)
    {
        await OpenAsync($"/data/appb/orders?filter=status%20eq%20{status}");
        var first = Page.Locator(".row-link").First;
        var link = Page.Locator($".row-link[href='{await first.GetAttributeAsync("href")}']");
        await link.ClickAsync();
        await Expect(Drawer.GetByRole(AriaRole.Heading, new() { Name = "ORD-" })).ToBeFocusedAsync();
        return link;
    }

    private async Task SomeoneElseSetsAsync(string status)
    {
        var key = QueryHelpers.ParseQuery(new Uri(Page.Url).Query)["row"].ToString();
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Address($"/data/appb/orders/{key}"));
        await ChooseAsync(other, status);
        await SaveAsync(other);
        await Expect(other.GetByText($"Saved. Status is {status} now.")).ToBeVisibleAsync();
        await other.CloseAsync();
    }

    private static async Task ChooseAsync(IPage page, string status)
    {
        await ChangeButton(page).ClickAsync();
        await page.GetByLabel(status, new() { Exact = true }).CheckAsync();
    }

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

    private static ILocator ChangeButton(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Change an order's status" });
}
