using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;
using Portal.Auth.TokenCache;
using Portal.Contracts.Problems;
using Portal.Tests.Support;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Tests.Auth;

/// <summary>How often a user's token is exchanged, and when an exchanged token is not used any more.</summary>
public sealed class ExchangedTokensTests(ExchangeFixture portal) : IClassFixture<ExchangeFixture>
{
    private const string Alice = "aaaaaaaa-0000-4000-8000-0000000000a1";
    private const string Bob = "aaaaaaaa-0000-4000-8000-0000000000b2";

    private string? _throttled;

    [Fact]
    public async Task Parallel_first_calls_with_one_token_exchange_it_once()
    {
        var token = portal.NewToken(Alice);
        var before = portal.Authority.TokenRequests;

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => portal.ReadAsync(token)));
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => portal.ReadAsync(token)));

        Assert.Equal(1, portal.Authority.TokenRequests - before);
    }

    [Fact]
    public async Task Each_token_is_exchanged_for_itself()
    {
        var before = portal.Authority.TokenRequests;

        await portal.ReadAsync(portal.NewToken(Alice));
        await portal.ReadAsync(portal.NewToken(Alice));
        await portal.ReadAsync(portal.NewToken(Bob));

        Assert.Equal(3, portal.Authority.TokenRequests - before);
    }

    [Fact]
    public async Task Later_calls_do_not_read_the_token_cache_on_disk()
    {
        var token = portal.NewToken(Alice);
        await portal.ReadAsync(token);
        var before = portal.StoreReads;

        for (var call = 0; call < 20; call++)
            await portal.ReadAsync(token);

        Assert.Equal(0, portal.StoreReads - before);
    }

    [Fact]
    public async Task No_cache_exchanges_again_and_later_calls_use_the_new_token()
    {
        var token = portal.NewToken(Alice);
        await portal.ReadAsync(token);
        var before = portal.Authority.TokenRequests;

        await portal.ReadAsync(token, noCache: true);
        await portal.ReadAsync(token);

        Assert.Equal(1, portal.Authority.TokenRequests - before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Forgotten_tokens_are_exchanged_again_for_that_user_only(bool signOut)
    {
        var (alice, bob) = (portal.NewToken(Alice), portal.NewToken(Bob));
        await portal.ReadAsync(alice);
        await portal.ReadAsync(bob);
        var before = portal.Authority.TokenRequests;

        var cache = portal.Services.GetRequiredService<UserTokenCache>();
        await (signOut ? cache.ForgetAsync(User(Alice)) : cache.ForgetExchangesAsync(User(Alice)));
        await portal.ReadAsync(alice);
        await portal.ReadAsync(bob);

        Assert.Equal(1, portal.Authority.TokenRequests - before);
    }

    [Theory]
    [InlineData(60, 60, 55)] // five minutes before the exchanged token expires
    [InlineData(30, 60, 30)] // until the user's own token expires
    [InlineData(60, 4, 0)]
    [InlineData(-1, 60, 0)]
    public void Exchanged_token_is_kept_while_both_tokens_are_valid(int ownMinutes, int exchangedMinutes, int keptMinutes)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        var kept = ExchangedTokens.ReusableFor($"Bearer {Token(exchangedMinutes)}", Token(ownMinutes), now);

        Assert.Equal(TimeSpan.FromMinutes(keptMinutes), kept);

        string Token(int minutes) => portal.Authority.User("api", "read")
            .With("exp", now.AddMinutes(minutes).ToUnixTimeSeconds())
            .Sign();
    }

    [Fact]
    public async Task Token_that_cannot_be_read_is_not_kept()
    {
        using var cache = new FusionCache(new FusionCacheOptions());
        var tokens = new ExchangedTokens(cache, TestMetrics.Unread, TimeProvider.System);
        var own = portal.NewToken(Alice);
        var exchanges = 0;

        for (var call = 0; call < 2; call++)
            await tokens.GetAsync(own, ["api/read"], "alice", Exchange, TestContext.Current.CancellationToken);

        Assert.Equal(2, exchanges);

        Task<string> Exchange(CancellationToken cancellationToken)
        {
            exchanges++;
            return Task.FromResult("Bearer opaque");
        }
    }

    [Fact]
    public async Task Failed_renewal_leaves_no_earlier_token()
    {
        using var cache = new FusionCache(new FusionCacheOptions());
        var tokens = new ExchangedTokens(cache, TestMetrics.Unread, TimeProvider.System);
        var cancellation = TestContext.Current.CancellationToken;
        var own = portal.NewToken(Alice);
        var first = $"Bearer {portal.NewToken(Alice)}";
        var second = $"Bearer {portal.NewToken(Alice)}";
        await tokens.GetAsync(own, ["api/read"], "alice", _ => Task.FromResult(first), cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => tokens.RenewAsync(
            own, ["api/read"], "alice", _ => throw new InvalidOperationException("interaction required"), cancellation));
        var used = await tokens.GetAsync(own, ["api/read"], "alice", _ => Task.FromResult(second), cancellation);

        Assert.True(used == second, "The token from before the renewal was used.");
    }

    [Theory]
    [InlineData(49, 1)]
    [InlineData(51, 2)]
    public async Task OBO_16_throttled_request_is_sent_again_after_the_wait(int seconds, int requests)
    {
        using var cache = new FusionCache(new FusionCacheOptions());
        var time = new FakeTimeProvider();
        var tokens = new ExchangedTokens(cache, TestMetrics.Unread, time);
        var sent = 0;
        await FailAsync(tokens, Throttle);

        time.Advance(TimeSpan.FromSeconds(seconds));
        var later = await FailAsync(tokens, Throttle);

        Assert.Equal(requests, sent);
        Assert.Equal(requests == 1 ? 1 : 50, Assert.IsType<AuthorityException>(later).RetryAfter?.TotalSeconds);

        Task<string> Throttle(CancellationToken cancellationToken)
        {
            sent++;
            return Task.FromException<string>(AuthorityException.Throttled(429, TimeSpan.FromSeconds(50)));
        }
    }

    [Fact]
    public async Task OBO_13_parallel_requests_for_the_pages_take_turns_and_share_a_failure()
    {
        using var cache = new FusionCache(new FusionCacheOptions());
        var tokens = new ExchangedTokens(cache, TestMetrics.Unread, TimeProvider.System);
        var gate = new TaskCompletionSource<string>();
        var (sent, parallel, most) = (0, 0, 0);

        var calls = Enumerable.Range(0, 50).Select(_ => TakeAsync()).ToList();
        gate.SetException(AuthorityException.Failed(500));
        var failures = await Task.WhenAll(calls.Select(call => Record.ExceptionAsync(() => call).AsTask()));
        gate = new TaskCompletionSource<string>();
        calls = [.. Enumerable.Range(0, 50).Select(_ => TakeAsync())];
        gate.SetResult("Bearer token");
        var headers = await Task.WhenAll(calls);

        Assert.All(failures, failure => Assert.IsType<AuthorityException>(failure));
        Assert.Equal(50, headers.Count(h => h == "Bearer token"));
        Assert.Equal((1 + 50, 1), (sent, most));

        Task<string> TakeAsync() => tokens.TakeTurnsAsync(
            "alice",
            ["portal/user_impersonation"],
            async _ =>
            {
                sent++;
                most = Math.Max(most, ++parallel);
                try
                {
                    return await gate.Task;
                }
                finally
                {
                    parallel--;
                }
            },
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task FLT_13_page_waits_once_for_an_authority_that_does_not_respond()
    {
        using var cache = new FusionCache(new FusionCacheOptions());
        var time = new FakeTimeProvider();
        var tokens = new ExchangedTokens(cache, TestMetrics.Unread, time);
        var sent = 0;

        for (var call = 0; call < 3; call++)
            await Assert.ThrowsAsync<AuthorityException>(TakeAsync);

        Assert.Equal(1, sent);
        time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<AuthorityException>(TakeAsync);
        Assert.Equal(2, sent);

        Task<string> TakeAsync() => tokens.TakeTurnsAsync(
            "alice",
            ["portal/user_impersonation"],
            _ =>
            {
                sent++;
                time.Advance(TimeSpan.FromTicks(1));
                return Task.FromException<string>(AuthorityException.Silent(TimeSpan.FromSeconds(2.5)));
            },
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task OBO_03_failure_of_a_request_that_began_before_the_consent_is_not_remembered()
    {
        using var cache = new FusionCache(new FusionCacheOptions());
        var tokens = new ExchangedTokens(cache, TestMetrics.Unread, TimeProvider.System);
        var cancellation = TestContext.Current.CancellationToken;
        var consent = new TaskCompletionSource<string>();
        var own = portal.NewToken(Alice);
        var header = $"Bearer {portal.NewToken(Alice)}";
        var early = tokens.GetAsync(own, ["api/read"], "alice", _ => consent.Task, cancellation).AsTask();

        await tokens.ForgetAsync("alice");
        consent.SetException(new MsalServiceException("invalid_grant", "AADSTS65001", 400));
        await Assert.ThrowsAsync<MsalServiceException>(() => early);
        var used = await tokens.GetAsync(own, ["api/read"], "alice", _ => Task.FromResult(header), cancellation);

        Assert.True(used == header, "The failure from before the consent was remembered.");
    }

    [Fact]
    public async Task Cancelled_caller_does_not_cancel_the_others()
    {
        using var cache = new FusionCache(new FusionCacheOptions());
        var tokens = new ExchangedTokens(cache, TestMetrics.Unread, TimeProvider.System);
        var own = portal.NewToken(Alice);
        var header = $"Bearer {portal.NewToken(Alice)}";
        using var impatience = new CancellationTokenSource();
        var first = tokens.GetAsync(own, ["api/read"], "alice", NeverAsync, impatience.Token).AsTask();
        var second = tokens.GetAsync(
            own, ["api/read"], "alice", _ => Task.FromResult(header), TestContext.Current.CancellationToken).AsTask();

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(await second == header, "The second caller got something else.");

        static Task<string> NeverAsync(CancellationToken cancellation) =>
            new TaskCompletionSource<string>().Task.WaitAsync(cancellation);
    }

    private async Task<Exception?> FailAsync(ExchangedTokens tokens, Func<CancellationToken, Task<string>> exchange)
    {
        _throttled ??= portal.NewToken(Alice);
        return await Record.ExceptionAsync(() => tokens.GetAsync(
            _throttled, ["api/read"], "alice", exchange, TestContext.Current.CancellationToken).AsTask());
    }

    private static ClaimsPrincipal User(string oid) =>
        new(new ClaimsIdentity([new Claim("oid", oid), new Claim("tid", TestAuthority.TenantId)], "test"));
}
