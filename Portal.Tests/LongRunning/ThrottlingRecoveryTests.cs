using System.Diagnostics;
using Portal.Tests.Auth;

namespace Portal.Tests.LongRunning;

/// <summary>How soon a user gets tokens again after the authority asked the portal to wait for an hour.</summary>
public sealed class ThrottlingRecoveryTests(ExchangeFixture portal) : IClassFixture<ExchangeFixture>
{
    [Fact(Explicit = true)]
    public async Task OBO_16_recovers_within_a_minute_although_retry_after_is_an_hour()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var alice = portal.NewToken("aaaaaaaa-0000-4000-8000-0000000000a1");
        using (portal.Authority.Responds(503, "text/plain", "", retryAfter: 3600))
            (await portal.SendAsync(alice)).Dispose();

        var waited = Stopwatch.StartNew();
        var before = portal.Authority.TokenRequests;
        var calls = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (waited.Elapsed < TimeSpan.FromSeconds(60) && await timer.WaitForNextTickAsync(cancellation))
        {
            calls++;
            using var response = await portal.SendAsync(alice);
            if (response.IsSuccessStatusCode)
                break;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Recovered after {waited.Elapsed.TotalSeconds:0.0} s: {calls} calls, "
            + $"{portal.Authority.TokenRequests - before} token request.");
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Equal(1, portal.Authority.TokenRequests - before);
    }
}
