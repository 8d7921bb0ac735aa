using Microsoft.Playwright;

namespace Portal.Tests.Browser;

public sealed class WarmCacheJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Warm_data_view_asks_the_authority_nothing_and_AppB_once()
    {
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        Fixture.AuthorityRequests.Clear();
        Fixture.AppBRequests.Clear();

        await Page.ReloadAsync();

        await Assertions.Expect(Rows).ToHaveCountAsync(51);

        // AppB asks by itself, all the time, whose sign-in was revoked.
        Assert.DoesNotContain(Fixture.AuthorityRequests.Requests, r => r != "GET /revocations");
        Assert.Equal(["GET /orders"], Fixture.AppBRequests.Requests);
    }
}
