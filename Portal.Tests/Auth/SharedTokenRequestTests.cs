using Microsoft.Identity.Client;
using Portal.Auth.TokenCache;
using Portal.Contracts.Problems;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Which callers share a token request, and when none is sent.</summary>
public sealed class SharedTokenRequestTests(ExchangeFixture portal) : IClassFixture<ExchangeFixture>
{
    [Theory]
    [InlineData(60, 60, 55)] // five minutes before the exchanged token expires
    [InlineData(30, 60, 30)] // until the user's own token expires
    [InlineData(null, 60, 55)]
    [InlineData(60, 4, -1)]
    [InlineData(-1, 60, -1)]
    public async Task Token_is_used_while_both_tokens_are_valid(int? ownMinutes, int receivedMinutes, int usedMinutes)
    {
        await using var clock = new TokensWithClock();
        var now = clock.Clock.GetUtcNow();
        var own = ownMinutes is { } minutes ? clock.Token(portal.Authority, minutes) : null;

        var lifetime = TokenLifetime.Of(clock.Header(portal.Authority, receivedMinutes), own, now);

        Assert.Equal(usedMinutes, (int)Math.Round((lifetime.UsableUntil - now).TotalMinutes));
    }

    [Fact]
    public async Task Token_that_cannot_be_read_is_not_kept()
    {
        await using var user = new TokensWithClock();
        var sent = 0;
        var request = TokensWithClock.ForPages("alice", () => Task.FromResult($"Bearer opaque-{++sent}"));

        await user.GetAsync(request);
        await user.GetAsync(request);

        Assert.Equal(2, sent);
    }

    [Fact]
    public async Task Failed_renewal_leaves_no_earlier_token()
    {
        await using var user = new TokensWithClock();
        var (first, second) = (user.Header(portal.Authority), user.Header(portal.Authority));
        var request = TokensWithClock.ForPages("alice", () => Task.FromResult(first));
        await user.GetAsync(request);

        await Assert.ThrowsAsync<InvalidOperationException>(() => user.RenewAsync(
            TokensWithClock.ForPages("alice", () => throw new InvalidOperationException("interaction required"))));
        var used = await user.GetAsync(TokensWithClock.ForPages("alice", () => Task.FromResult(second)));

        Assert.True(used == second, "The token from before the renewal was used.");
    }

    [Fact]
    public async Task Renewal_after_a_change_of_access_does_not_share_one_that_began_before()
    {
        await using var user = new TokensWithClock();
        var (before, after) = (new TaskCompletionSource<string>(), user.Header(portal.Authority));
        var earlier = user.RenewAsync(TokensWithClock.ForPages("alice", () => before.Task));

        await user.Notices.PublishAsync(NoticeKind.AccessChanged, SharedName.Of("alice"));
        var later = user.RenewAsync(TokensWithClock.ForPages("alice", () => Task.FromResult(after)));
        before.SetResult(user.Header(portal.Authority));
        await earlier;

        Assert.True(await later == after, "The token from before the change was used.");
    }

    [Theory]
    [InlineData(49, 1)]
    [InlineData(51, 2)]
    public async Task OBO_16_throttled_request_is_sent_again_after_the_wait(int seconds, int requests)
    {
        await using var user = new TokensWithClock();
        var sent = 0;
        var request = TokensWithClock.ForPages("alice", () => Throttle(ref sent));
        await Assert.ThrowsAsync<AuthorityException>(() => user.GetAsync(request));

        user.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var later = await Assert.ThrowsAsync<AuthorityException>(() => user.GetAsync(request));

        Assert.Equal(requests, sent);
        Assert.Equal(requests == 1 ? 1 : 50, later.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task OBO_15_a_wait_holds_for_all_token_requests_of_that_user_only()
    {
        await using var user = new TokensWithClock();
        var header = user.Header(portal.Authority);
        var sent = 0;
        await Assert.ThrowsAsync<AuthorityException>(
            () => user.GetAsync(TokensWithClock.ForPages("alice", () => Throttle(ref sent))));

        await Assert.ThrowsAsync<AuthorityException>(
            () => user.GetAsync(TokensWithClock.ForPages("alice", Unexpected, "other/scope")));
        await Assert.ThrowsAsync<AuthorityException>(() => user.RenewAsync(TokensWithClock.ForPages("alice", Unexpected)));
        var bob = await user.GetAsync(TokensWithClock.ForPages("bob", () => Task.FromResult(header)));

        Assert.True(bob == header, "The other user waited too.");

        static Task<string> Unexpected() => throw new InvalidOperationException("A request was sent.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OBO_13_parallel_requests_share_one_and_its_failure(bool renew)
    {
        await using var user = new TokensWithClock();
        var gate = new TaskCompletionSource<string>();
        var sent = 0;
        var request = TokensWithClock.ForPages("alice", () =>
        {
            sent++;
            return gate.Task;
        });

        var calls = Enumerable.Range(0, 50).Select(_ => renew ? user.RenewAsync(request) : user.GetAsync(request)).ToList();
        gate.SetException(AuthorityException.Failed(500));
        var failures = await Task.WhenAll(calls.Select(call => Record.ExceptionAsync(() => call).AsTask()));
        gate = new TaskCompletionSource<string>();
        calls = [.. Enumerable.Range(0, 50).Select(_ => renew ? user.RenewAsync(request) : user.GetAsync(request))];
        gate.SetResult(user.Header(portal.Authority));
        await Task.WhenAll(calls);

        Assert.All(failures, failure => Assert.IsType<AuthorityException>(failure));
        Assert.Equal(2, sent);
    }

    [Fact]
    public async Task Calls_of_a_page_with_a_known_token_wait_for_nothing()
    {
        await using var user = new TokensWithClock();
        var header = user.Header(portal.Authority);
        await user.GetAsync(TokensWithClock.ForPages("alice", () => Task.FromResult(header)));
        var never = new TaskCompletionSource<string>();
        var renewal = user.RenewAsync(TokensWithClock.ForPages("alice", () => never.Task));

        var calls = Enumerable.Range(0, 50).Select(_ => user.GetAsync(TokensWithClock.ForPages("alice", () => never.Task)));

        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully, "A call waited."));
        Assert.False(renewal.IsCompleted);
    }

    [Fact]
    public async Task FLT_13_page_waits_once_for_an_authority_that_does_not_respond()
    {
        await using var user = new TokensWithClock();
        var sent = 0;
        var request = TokensWithClock.ForPages("alice", () =>
        {
            sent++;
            return Task.FromException<string>(AuthorityException.Silent(TimeSpan.FromSeconds(2.5)));
        });
        for (var call = 0; call < 3; call++)
            await FailAsync(TokenOutcome.SilenceOnPage);

        Assert.Equal(1, sent);
        user.Clock.Advance(TimeSpan.FromSeconds(3));
        await FailAsync(TokenOutcome.SilenceAtPageLoad);
        Assert.Equal(1, sent);
        await FailAsync(TokenOutcome.SilenceOnPage);
        Assert.Equal(2, sent);

        Task FailAsync(TimeSpan silence) => Assert.ThrowsAsync<AuthorityException>(() => user.GetAsync(request, silence));
    }

    [Fact]
    public async Task OBO_03_result_of_a_request_that_began_before_the_consent_is_not_remembered()
    {
        await using var user = new TokensWithClock();
        var header = user.Header(portal.Authority);
        var (alice, bob) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var early = user.GetAsync(TokensWithClock.ForPages("alice", () => alice.Task));
        var other = user.GetAsync(TokensWithClock.ForPages("bob", () => bob.Task));

        await user.Tokens.ForgetAsync("alice");
        var later = await user.GetAsync(TokensWithClock.ForPages("alice", () => Task.FromResult(header)));
        alice.SetException(new MsalServiceException("invalid_grant", "AADSTS65001", 400));
        bob.SetException(new MsalServiceException("invalid_grant", "AADSTS65001", 400));
        await Assert.ThrowsAsync<MsalServiceException>(() => early);
        await Assert.ThrowsAsync<MsalServiceException>(() => other);

        Assert.True(later == header, "The later call shared the request from before the consent.");
        Assert.True(await Again("alice") == header, "The failure from before the consent was remembered.");
        await Assert.ThrowsAsync<MsalServiceException>(() => Again("bob"));

        Task<string> Again(string name) => user.GetAsync(TokensWithClock.ForPages(name, () => Task.FromResult(header)));
    }

    [Fact]
    public async Task OBO_03_refusals_from_before_a_change_in_the_directory_are_not_remembered()
    {
        await using var user = new TokensWithClock();
        var header = user.Header(portal.Authority);
        var refusal = new TaskCompletionSource<string>();
        var early = user.GetAsync(TokensWithClock.ForPages("alice", () => refusal.Task));

        await user.Tokens.ForgetFailuresAsync();
        refusal.SetException(new MsalServiceException("invalid_grant", "AADSTS65001", 400));
        await Assert.ThrowsAsync<MsalServiceException>(() => early);

        var used = await user.GetAsync(TokensWithClock.ForPages("alice", () => Task.FromResult(header)));
        Assert.True(used == header, "The refusal was remembered.");
    }

    [Fact]
    public async Task Cancelled_caller_does_not_cancel_the_others()
    {
        await using var user = new TokensWithClock();
        var header = new TaskCompletionSource<string>();
        var request = TokensWithClock.ForPages("alice", () => header.Task);
        using var impatience = new CancellationTokenSource();
        var first = user.GetAsync(request, cancellation: impatience.Token);
        var second = user.GetAsync(request);

        await impatience.CancelAsync();
        header.SetResult(user.Header(portal.Authority));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(await second == await header.Task, "The second caller got something else.");
    }

    private static Task<string> Throttle(ref int sent)
    {
        sent++;
        return Task.FromException<string>(AuthorityException.Throttled(429, TimeSpan.FromSeconds(50)));
    }
}
