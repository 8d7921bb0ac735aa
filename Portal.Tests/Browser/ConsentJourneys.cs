using Microsoft.Playwright;

namespace Portal.Tests.Browser;

public sealed class ConsentJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Consent_declined_and_then_granted()
    {
        await SignInAsync("dave", "/data/appb/orders");
        await GrantButton.ClickAsync();
        await Assertions.Expect(Page.GetByText("access_as_user")).ToBeVisibleAsync();

        await Cancel.ClickAsync();

        await Assertions.Expect(Page.GetByText("You declined.")).ToBeVisibleAsync();
        await Assertions.Expect(GrantButton).ToBeVisibleAsync();
        await GrantButton.ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        Assert.EndsWith("/data/appb/orders", Page.Url, StringComparison.Ordinal);
    }
}
