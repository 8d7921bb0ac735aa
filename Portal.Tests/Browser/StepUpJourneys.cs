using System.Net.Http.Json;
using AppB.Sample.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Components.Problems;
using Portal.Components.Shared;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

[Collection(JourneysOfFailure.Name)]
public sealed class StepUpJourneys(DemoFixture fixture) : Journey(fixture)
{
    private OrderScreen Order => new(Page);

    [Fact]
    public async Task OBO_08_Frank_completes_the_second_factor_and_sees_his_data()
    {
        await SignInAsync("frank", "/data/appb/orders");
        await Continue.ClickAsync();
        await Approve.ClickAsync();
        await Accept.ClickAsync();

        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);

        Assert.EndsWith("/data/appb/orders", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoked_sign_in_ends_a_long_lived_token_and_a_new_sign_in_restores_the_view()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(
            folder, null, "--Portal:AzureAd:ClientCapabilities:0=cp1", "--Portal:AccessWatch:Seconds=0");
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);

        using var emulator = new HttpClient { DefaultRequestHeaders = { { "X-Emulator-Lever", "test" } } };
        using var revoked = await emulator.PostAsJsonAsync(
            new Uri(demo.Authority.Browser, "/levers/sessions/revoke"),
            new { user = "alice" },
            TestContext.Current.CancellationToken);
        revoked.EnsureSuccessStatusCode();

        // AppB polls for revocations.
        await demo.AppBApp.Services.GetRequiredService<Revocations>()
            .WaitForRefreshAsync(TestContext.Current.CancellationToken);
        await Button(PageHeader.RefreshLabel).ClickAsync();
        await Link(NextStep.SignInAgainLabel).ClickAsync();
        await PickAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
    }

    [Fact]
    public async Task OBO_08_View_loads_after_the_claims_challenge_of_AppB_is_satisfied()
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
    public async Task Change_interrupted_by_a_second_factor_keeps_what_Carol_chose()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, null, "--AppB:StepUp:Orders.Write=c1");
        await SignInWithConsentAsync("carol");
        await OpenAsync("/data/appb/orders?filter=status%20eq%20New");
        await RowLinks.First.ClickAsync();
        await Order.ChooseAsync("Cancelled");
        await Order.SaveAsync();

        await Continue.ClickAsync();
        await Approve.ClickAsync();

        await Assertions.Expect(Order.Status("Cancelled")).ToBeCheckedAsync();
        await Order.SaveAsync();
        await Order.ExpectSavedAsync("Cancelled");
    }
}
