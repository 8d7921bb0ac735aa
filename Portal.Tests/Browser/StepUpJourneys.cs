using Microsoft.Playwright;

namespace Portal.Tests.Browser;

public sealed class StepUpJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Frank_confirms_that_it_is_him_and_lands_on_his_data()
    {
        await SignInAsync("frank", "/data/appb/orders");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Continue at the authority" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Accept.ClickAsync();

        await Assertions.Expect(Rows).ToHaveCountAsync(51);

        Assert.EndsWith("/data/appb/orders", Page.Url, StringComparison.Ordinal);
    }
}
