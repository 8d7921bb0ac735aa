using Microsoft.Playwright;

namespace Portal.Tests.Browser;

public sealed class WarmCacheJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task View_with_cached_tokens_sends_no_token_request_and_one_to_AppB()
    {
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        Fixture.AuthorityRequests.Clear();
        Fixture.AppBRequests.Clear();

        await Page.ReloadAsync();

        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);

        // AppB polls for revocations, and the demonstration reads what is broken in the emulator.
        Assert.DoesNotContain(Fixture.AuthorityRequests.Requests, r => r is not ("GET /revocations" or "GET /levers"));
        Assert.Equal(["GET /orders"], Fixture.AppBRequests.Requests);
    }
}
