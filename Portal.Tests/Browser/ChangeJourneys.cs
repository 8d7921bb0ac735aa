using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using Portal.Components.Data;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;
using ConflictLabels = Portal.Components.Rows.Conflict;

namespace Portal.Tests.Browser;

/// <summary>Carol changes orders while someone else changes them too.</summary>
[Collection(JourneysOfChange.Name)]
public sealed partial class ChangeJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task New_status_is_saved_and_the_table_follows()
    {
        await SignInWithConsentAsync("carol");
        var link = await OpenOrderAsync("New");
        var number = await Order.Title.TextContentAsync();
        await Order.ChooseAsync("Paid");

        await Order.SaveAsync();

        await Order.ExpectSavedAsync("Paid");
        await Expect(Order.ChangeButton).ToBeFocusedAsync();
        await Expect(link).ToHaveCountAsync(0);
        await Order.ChangeButton.ClickAsync();
        await Expect(Drawer.GetByRole(AriaRole.Radio)).ToHaveCountAsync(2);
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Drawer).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = DataTable.Label("Orders") }))
            .Not.ToContainTextAsync(number!);
    }

    [Fact]
    public async Task Conflict_shows_both_versions_and_the_change_can_be_applied_to_the_newer_one()
    {
        await SignInWithConsentAsync("carol");
        await OpenOrderAsync("New");
        await Order.ChooseAsync("Cancelled");
        await SomeoneElseSetsAsync("Paid");

        await Order.SaveAsync();

        await Expect(Heading(ConflictLabels.Heading)).ToBeFocusedAsync();
        var status = Conflict.GetByRole(AriaRole.Row).Filter(
            new() { Has = Page.GetByText("Status", new() { Exact = true }) });
        await Expect(status.GetByRole(AriaRole.Cell)).ToHaveTextAsync(["New", "Paid"]);
        await Expect(Conflict.GetByRole(AriaRole.Definition)).ToContainTextAsync("Cancelled");
        await Button(ConflictLabels.SetLabel).ClickAsync();
        await Order.ExpectSavedAsync("Cancelled");
        await Expect(Order.ChangeButton).ToBeDisabledAsync();
        await Expect(Order.ChangeButton).ToHaveAccessibleDescriptionAsync(Cancelled());
    }

    [Fact]
    public async Task Conflict_can_keep_the_newer_version_and_change_it_again()
    {
        await SignInWithConsentAsync("carol");
        await OpenOrderAsync("New");
        await Order.ChooseAsync("Cancelled");
        await SomeoneElseSetsAsync("Paid");
        await Order.SaveAsync();

        await Button(ConflictLabels.KeepLabel).ClickAsync();

        await Expect(Conflict).ToHaveCountAsync(0);
        await Expect(Order.ChangeButton).ToBeVisibleAsync();
        await Order.ChooseAsync("Shipped");
        await Order.SaveAsync();
        await Order.ExpectSavedAsync("Shipped");
    }

    [Fact]
    public async Task Change_that_became_impossible_cannot_be_applied()
    {
        await SignInWithConsentAsync("carol");
        await OpenOrderAsync("Paid");
        await Order.ChooseAsync("Cancelled");
        await SomeoneElseSetsAsync("Shipped");

        await Order.SaveAsync();

        var apply = Button(ConflictLabels.SetLabel);
        await Expect(apply).ToBeDisabledAsync();
        await Expect(apply).ToHaveAccessibleDescriptionAsync(Cancelled());
    }

    [Fact(Explicit = true)]
    [Trait("Run", "Long")]
    public async Task Every_state_of_a_change_is_accessible()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("carol");
        await OpenOrderAsync("Paid");
        await Order.ChangeButton.ClickAsync();
        await Order.Save.ClickAsync();
        await Expect(Drawer.GetByRole(AriaRole.Alert).Filter(new() { HasTextRegex = Something() })).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("form");
        await Order.Status("Cancelled").CheckAsync();
        await SomeoneElseSetsAsync("Shipped");
        await Order.Save.ClickAsync();
        await Expect(Order.Confirm).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("question");
        await Order.Confirm.ClickAsync();
        await Conflict.GetByRole(AriaRole.Button, new() { Expanded = false }).ClickAsync();
        await Page.ExpectCleanAsync("conflict");
        await Button(ConflictLabels.KeepLabel).ClickAsync();
        await Expect(Conflict).ToHaveCountAsync(0);
        await Expect(Order.ChangeButton).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("kept");
    }

    private OrderScreen Order => new(Page);

    private ILocator Drawer => Order.Drawer;

    private ILocator Conflict => Page.GetByRole(AriaRole.Region, new() { Name = ConflictLabels.Heading });

    // Opens the first order with this status and returns its link. Each journey changes the status of its order.
    private async Task<ILocator> OpenOrderAsync(string status)
    {
        await OpenAsync($"/data/appb/orders?filter=status%20eq%20{status}");
        var links = RowLinks;
        var link = links.And(Page.Locator($"a[href='{await links.First.GetAttributeAsync("href")}']"));
        await link.ClickAsync();
        await Expect(Order.Title).ToBeFocusedAsync();
        return link;
    }

    private async Task SomeoneElseSetsAsync(string status)
    {
        var key = QueryHelpers.ParseQuery(new Uri(Page.Url).Query)["row"].ToString();
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Address($"/data/appb/orders/{key}"));
        var order = new OrderScreen(other);
        await order.ChooseAsync(status);
        await order.SaveAsync();
        await order.ExpectSavedAsync(status);
        await other.CloseAsync();
    }

    [GeneratedRegex("Cancelled", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Cancelled();

    [GeneratedRegex("\\S", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Something();
}
