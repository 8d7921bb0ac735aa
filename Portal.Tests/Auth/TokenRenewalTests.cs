using Portal.Auth.TokenCache;

namespace Portal.Tests.Auth;

/// <summary>Tokens are renewed before they expire, while the current one is still used.</summary>
public sealed class TokenRenewalTests(ExchangeFixture portal) : IClassFixture<ExchangeFixture>
{
    private const int Users = 40;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task OBO_14_tokens_that_expire_in_the_same_second_are_renewed_at_different_times()
    {
        await using var users = new TokensWithClock();
        var (header, now) = (users.Header(portal.Authority), users.Clock.GetUtcNow());

        var minutes = Enumerable.Range(0, 500)
            .Select(_ => (TokenLifetime.Of(header, assertion: null, now).RenewAt - now)?.TotalMinutes ?? 0)
            .CountBy(minute => (int)minute)
            .ToList();

        Assert.All(minutes, minute => Assert.InRange(minute.Key, 41, 52));
        Assert.InRange(minutes.Max(minute => minute.Value), 1, 100);
    }

    [Fact]
    public async Task OBO_14_nobody_waits_for_renewals_and_few_are_sent_at_once()
    {
        await using var users = new TokensWithClock();
        await users.StartAsync();
        var (header, renewed) = (users.Header(portal.Authority), users.Header(portal.Authority, minutes: 600));
        var (sending, gate, most) = (0, new TaskCompletionSource(), 0);
        for (var user = 0; user < Users; user++)
            await users.GetAsync(Request(user));

        users.Clock.Advance(TimeSpan.FromMinutes(53));
        try
        {
            for (var user = 0; user < Users; user++)
            {
                var call = users.GetAsync(Request(user));
                Assert.True(call.IsCompletedSuccessfully && await call == header, "A user waited, or lost the token.");
            }
        }
        finally
        {
            gate.SetResult();
        }

        for (var user = 0; user < Users; user++)
            Assert.True(await users.RenewAsync(Request(user)) == renewed, "A user got another token.");

        Assert.InRange(most, 1, 9); // One of them is the test's own.

        UserTokenRequest Request(int user) => UserTokenRequest.ForPages($"user{user}", ["api/read"], async renew =>
        {
            if (!renew)
                return header;

            InterlockedMax(ref most, Interlocked.Increment(ref sending));
            await gate.Task;
            Interlocked.Decrement(ref sending);
            return renewed;
        });
    }

    [Fact]
    public async Task FLT_12_a_renewal_that_fails_leaves_the_token_and_is_repeated_a_minute_later()
    {
        await using var users = new TokensWithClock();
        await users.StartAsync();
        var header = users.Header(portal.Authority);
        var attempts = new SemaphoreSlim(0);
        await users.GetAsync(Request());

        users.Clock.Advance(TimeSpan.FromMinutes(53));
        for (var call = 0; call < 3; call++)
            Assert.True(await users.GetAsync(Request()) == header, "The token was lost.");
        await attempts.WaitAsync(TestContext.Current.CancellationToken);

        // An attempt that has not ended yet is shared, and not repeated.
        var repeated = false;
        for (var minute = 0; minute < 5 && !repeated; minute++)
        {
            users.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await users.GetAsync(Request()) == header, "The token was lost.");
            repeated = await attempts.WaitAsync(MaxWait, TestContext.Current.CancellationToken);
        }

        Assert.True(repeated, "The renewal was not repeated.");
        Assert.Equal(0, attempts.CurrentCount);

        UserTokenRequest Request() => UserTokenRequest.ForPages("alice", ["api/read"], renew =>
        {
            if (!renew)
                return Task.FromResult(header);

            attempts.Release();
            return Task.FromException<string>(new HttpRequestException("unreachable"));
        });
    }

    [Fact]
    public async Task Token_that_lasts_as_long_as_the_exchanged_one_is_not_renewed()
    {
        await using var users = new TokensWithClock();
        var now = users.Clock.GetUtcNow();

        var lifetime = TokenLifetime.Of(
            users.Header(portal.Authority, minutes: 90), users.Token(portal.Authority, minutes: 60), now);

        Assert.Null(lifetime.RenewAt);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
