using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth.TokenCache;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>How often a user's token is exchanged, and when an exchanged token is not used any more.</summary>
public sealed class ExchangedTokensTests(ExchangeFixture portal) : IClassFixture<ExchangeFixture>
{
    private const string Alice = "aaaaaaaa-0000-4000-8000-0000000000a1";
    private const string Bob = "aaaaaaaa-0000-4000-8000-0000000000b2";

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

    [Fact]
    public async Task OBO_13_parallel_calls_with_no_cache_exchange_once()
    {
        var token = portal.NewToken(Alice);
        await portal.ReadAsync(token);
        var before = portal.Authority.TokenRequests;
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var slow = portal.Authority.Does(async (form, context) =>
        {
            arrived.TrySetResult();
            await gate.Task;
            await portal.Authority.Issue(form).ExecuteAsync(context);
        });

        var calls = Enumerable.Range(0, 20).Select(_ => portal.ReadAsync(token, noCache: true)).ToList();
        await arrived.Task;
        gate.SetResult();
        await Task.WhenAll(calls);

        // Calls that arrive after the response send their own.
        Assert.InRange(portal.Authority.TokenRequests - before, 1, 3);
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

    [Fact]
    public async Task OBO_15_the_wait_is_also_a_header()
    {
        var alice = portal.NewToken($"{Guid.NewGuid()}");
        using var throttled = portal.Authority.Responds(429, "text/plain", "", retryAfter: 12);

        using var response = await portal.SendAsync(alice);

        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, ProblemCodes.AuthorityUnavailable);
        Assert.Equal(TimeSpan.FromSeconds(12), response.Headers.RetryAfter?.Delta);
    }

    private static ClaimsPrincipal User(string oid) =>
        new(new ClaimsIdentity([new Claim("oid", oid), new Claim("tid", TestAuthority.TenantId)], "test"));
}
