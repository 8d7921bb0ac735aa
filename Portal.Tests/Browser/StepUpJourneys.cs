using System.Net.Http.Json;
using AppB.Sample.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

[Collection(JourneysOfFailure.Name)]
public sealed class StepUpJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Continue => Page.GetByRole(AriaRole.Link, new() { Name = "Continue at the authority" });

    private ILocator Approve => Page.GetByRole(AriaRole.Button, new() { Name = "Approve" });

    private ILocator Save => Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true });

    [Fact]
    public async Task Frank_confirms_that_it_is_him_and_lands_on_his_data()
    {
        await SignInAsync("frank", "/data/appb/orders");
        await Continue.ClickAsync();
        await Approve.ClickAsync();
        await Accept.ClickAsync();

        await Assertions.Expect(Rows).ToHaveCountAsync(51);

        Assert.EndsWith("/data/appb/orders", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_that_was_revoked_ends_a_long_lived_token_and_a_new_one_brings_the_view_back()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(
            folder, null, "--Portal:AzureAd:ClientCapabilities:0=cp1", "--Portal:AccessWatch:Seconds=0");
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);

        using var levers = new HttpClient { DefaultRequestHeaders = { { "X-Emulator-Lever", "test" } } };
        using var revoked = await levers.PostAsJsonAsync(
            new Uri(demo.Authority.Browser, "/levers/sessions/revoke"), new { user = "alice" }, TestContext.Current.CancellationToken);
        revoked.EnsureSuccessStatusCode();

        // AppB hears of it within moments.
        await demo.AppBApp.Services.GetRequiredService<Revocations>().WaitForRefreshAsync(TestContext.Current.CancellationToken);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Refresh" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await PickAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
    }

    [Fact]
    public async Task Challenge_of_AppB_itself_travels_back_and_the_interrupted_view_loads()
    {
        using var folder = new TemporaryFolder();
        await using var demo = await StartOwnDemoAsync(folder, null, "--AppB:StepUp:Reports.Read=c1");
        Demo = demo;
        await SignInWithConsentAsync("carol");

        await OpenAsync("/data/appb/reports-sales");
        await Continue.ClickAsync();
        await Approve.ClickAsync();

        await Assertions.Expect(Page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
        Assert.EndsWith("/data/appb/reports-sales", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_that_takes_a_second_factor_waits_for_carol_with_what_she_chose()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, null, "--AppB:StepUp:Orders.Write=c1");
        await SignInWithConsentAsync("carol");
        await OpenAsync("/data/appb/orders?filter=status%20eq%20New");
        await Page.Locator(".row-link").First.ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Change an order" }).ClickAsync();
        await Page.GetByRole(AriaRole.Radio, new() { Name = "Cancelled" }).CheckAsync();
        await Save.ClickAsync();

        await Continue.ClickAsync();
        await Approve.ClickAsync();

        await Assertions.Expect(Page.GetByText("What you entered is still here, and not saved yet.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Radio, new() { Name = "Cancelled" })).ToBeCheckedAsync();
        await Save.ClickAsync();
        await Assertions.Expect(Page.GetByText("Saved. Status is Cancelled now.")).ToBeVisibleAsync();
    }
}
