using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

public sealed class StepUpJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Continue => Page.GetByRole(AriaRole.Link, new() { Name = "Continue at the authority" });

    private ILocator Approve => Page.GetByRole(AriaRole.Button, new() { Name = "Approve" });

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
}
