using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth.TokenCache;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>What the backend does when the token endpoint misbehaves.</summary>
public sealed class TokenRequestFailureTests(ExchangeFixture portal) : IClassFixture<ExchangeFixture>
{
    private const string Alice = "aaaaaaaa-0000-4000-8000-0000000000a1";
    private const string Bob = "aaaaaaaa-0000-4000-8000-0000000000b2";
    private const string GraphPath = "/api/consents/Ledger/sources";

    [Theory]
    [InlineData(429, 30, 30)]
    [InlineData(429, 3600, 50)]
    [InlineData(429, null, 5)]
    [InlineData(503, 3600, 50)]
    public async Task OBO_15_OBO_16_throttling_of_one_user_leaves_others_and_names_the_wait(
        int status, int? retryAfter, int wait)
    {
        var (alice, bob) = (portal.NewToken($"{Guid.NewGuid()}"), portal.NewToken(Bob)); // Alice would wait in other tests too.
        var before = portal.Authority.TokenRequests;
        using var throttled = portal.Authority.Responds(status, "text/plain", "", retryAfter, onlyFor: alice);

        var first = await ProblemAsync(alice);
        var remembered = await ProblemAsync(alice, noCache: true);
        await portal.ReadAsync(bob);

        Assert.Equal((ProblemCodes.AuthorityUnavailable, 503), Code(first));
        Assert.Equal(wait, first.RetryAfterSeconds);
        Assert.Contains($"in {wait} seconds", first.Detail);
        Assert.Equal(ProblemCodes.AuthorityUnavailable, remembered.Code);
        Assert.InRange(remembered.RetryAfterSeconds!.Value, wait - 4, wait);
        Assert.Equal(2, portal.Authority.TokenRequests - before);
    }

    [Fact]
    public async Task OBO_15_detected_loop_is_a_wait_for_all_requests_of_the_user()
    {
        var user = $"{Guid.NewGuid()}";
        using (portal.Authority.Refuses("invalid_grant", "AADSTS50196: The server terminated an operation because of a loop."))
            Assert.Equal(50, (await ProblemAsync(portal.NewToken(user))).RetryAfterSeconds);

        var before = portal.Authority.TokenRequests;
        var later = await ProblemAsync(portal.NewToken(user), noCache: true);

        Assert.Equal((ProblemCodes.AuthorityUnavailable, 503), Code(later));
        Assert.Equal(0, portal.Authority.TokenRequests - before);
    }

    [Theory]
    [InlineData("invalid_grant", "AADSTS65001: No consent.", ProblemCodes.ConsentRequired)]
    [InlineData("invalid_grant", "AADSTS50013: Assertion.", ProblemCodes.SignInRequired)]
    [InlineData("invalid_grant", "AADSTS50173: Password changed.", ProblemCodes.SignInRequired)]
    [InlineData("interaction_required", "AADSTS53003: Blocked.", ProblemCodes.AccessBlocked)]
    [InlineData("invalid_client", "AADSTS7000215: Wrong secret.", ProblemCodes.SettingsInvalid)]
    public async Task OBO_03_OBO_06_OBO_07_refusal_is_requested_once_and_forgotten_at_once(
        string error, string description, string code)
    {
        var alice = portal.NewToken(Alice);
        var before = portal.Authority.TokenRequests;
        using (portal.Authority.Refuses(error, description))
        {
            for (var call = 0; call < 20; call++)
                Assert.Equal(code, (await ProblemAsync(alice)).Code);

            Assert.Equal(1, portal.Authority.TokenRequests - before);
            var again = await ProblemAsync(alice, noCache: true);
            Assert.Equal(code, again.Code);
            Assert.True(Guid.TryParse(again.CorrelationId, out var correlation) && correlation != Guid.Empty);
            Assert.Equal(code, (await ProblemAsync(alice)).Code);
        }

        await portal.Services.GetRequiredService<UserTokenCache>().ForgetExchangesAsync(User(Alice));
        await portal.ReadAsync(alice);
    }

    [Fact]
    public async Task OBO_03_refusals_of_all_users_are_forgotten_after_a_change_in_the_directory()
    {
        var alice = portal.NewToken(Alice);
        using (portal.Authority.Refuses("invalid_grant", "AADSTS65001: No consent."))
            await ProblemAsync(alice);

        await portal.Services.GetRequiredService<ExchangedTokens>().ForgetFailuresAsync();

        await portal.ReadAsync(alice);
    }

    [Fact]
    public async Task OBO_03_try_again_requests_what_was_refused()
    {
        var alice = portal.NewToken(Alice);
        using (portal.Authority.Refuses("invalid_grant", "AADSTS65001: No consent."))
            await ProblemAsync(alice);

        await portal.ReadAsync(alice, noCache: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(GraphPath)]
    public async Task OBO_13_parallel_first_calls_that_fail_send_one_request(string? path)
    {
        await ProblemAsync(portal.NewToken(Bob), path: path); // The first call loads more than a token.
        var alice = portal.NewToken($"{Guid.NewGuid()}");
        var before = portal.Authority.TokenRequests;
        var gate = new TaskCompletionSource();
        using var refused = portal.Authority.Does(async (_, context) =>
        {
            await gate.Task;
            context.Response.StatusCode = 403;
        });

        var calls = Enumerable.Range(0, 50).Select(_ => ProblemAsync(alice, path: path)).ToList();
        await portal.Waiting.ReachAsync(calls.Count, TestContext.Current.CancellationToken);
        gate.SetResult();
        var problems = await Task.WhenAll(calls);
        var shared = portal.Authority.TokenRequests - before;
        await ProblemAsync(alice, path: path);

        Assert.All(problems, problem => Assert.Equal((ProblemCodes.AuthorityUnavailable, 502), Code(problem)));
        Assert.Equal(1, shared);
        Assert.Equal(2, portal.Authority.TokenRequests - before); // It is not remembered: a later call sends its own.
    }

    [Theory]
    [MemberData(nameof(MisbehavingAuthority.Garbage), MemberType = typeof(MisbehavingAuthority))]
    public async Task OBO_18_response_that_is_no_token_is_named_but_not_repeated(
        string name, int status, string? type, string body)
    {
        using var garbage = portal.Authority.Responds(status, type, body);

        using var response = await portal.SendAsync(portal.NewToken(Alice));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(response.StatusCode == HttpStatusCode.BadGateway, $"{name}: {response.StatusCode}, {text}");
        await ProblemAssert.IsAsync(response, HttpStatusCode.BadGateway, ProblemCodes.AuthorityUnavailable);
        Assert.Contains($"status {status}", text);
        Assert.DoesNotContain(MisbehavingAuthority.Marker, text);
    }

    [Fact]
    public async Task OBO_17_failure_is_requested_twice_and_then_reported()
    {
        var alice = portal.NewToken(Alice);
        var before = portal.Authority.TokenRequests;
        var waited = Stopwatch.StartNew();
        using (portal.Authority.Responds(500, "text/html", "<html>"))
            Assert.Equal((ProblemCodes.AuthorityUnavailable, 503), Code(await ProblemAsync(alice)));

        Assert.Equal(2, portal.Authority.TokenRequests - before);
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        await portal.ReadAsync(alice);
    }

    [Fact]
    public async Task OBO_19_reset_connection_is_reported_and_not_remembered()
    {
        var alice = portal.NewToken(Alice);
        using (portal.Authority.ResetsConnections())
            Assert.Equal((ProblemCodes.AuthorityUnavailable, 503), Code(await ProblemAsync(alice)));

        await portal.ReadAsync(alice);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FLT_45_authority_that_hangs_is_reported_within_three_seconds(bool begins)
    {
        var alice = portal.NewToken(Alice);
        await portal.ReadAsync(portal.NewToken(Bob)); // The first call loads more than a token.
        using (portal.Authority.ResetsConnections())
            await ProblemAsync(portal.NewToken(Bob)); // So does the first failure.

        var waited = Stopwatch.StartNew();
        using (portal.Authority.Hangs(begins))
        {
            var problems = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ProblemAsync(alice)));

            Assert.All(problems, problem => Assert.Equal((ProblemCodes.AuthorityUnavailable, 503), Code(problem)));
            Assert.Contains("did not respond within 2.5 seconds", problems[0].Detail);
            Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        }

        await portal.ReadAsync(alice);
    }

    [Fact]
    public async Task FLT_16_hanging_request_of_one_user_leaves_others()
    {
        var (alice, bob) = (portal.NewToken(Alice), portal.NewToken(Bob));
        using var hanging = portal.Authority.Does(
            (_, context) => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted), onlyFor: alice);

        var first = ProblemAsync(alice);
        await portal.ReadAsync(bob);

        Assert.False(first.IsCompleted, "The second user waited for the first.");
        Assert.Equal(ProblemCodes.AuthorityUnavailable, (await first).Code);
    }

    [Fact]
    public async Task FLT_12_warm_tokens_work_without_the_authority()
    {
        var alice = portal.NewToken(Alice);
        await portal.ReadAsync(alice);
        using var reset = portal.Authority.ResetsConnections();

        for (var call = 0; call < 20; call++)
            await portal.ReadAsync(alice);

        Assert.Equal(ProblemCodes.AuthorityUnavailable, (await ProblemAsync(portal.NewToken(Alice))).Code);
    }

    [Fact]
    public async Task OBO_22_refused_exchange_is_never_replaced_by_an_app_only_token()
    {
        var grants = new List<string>();
        using var refused = portal.Authority.Does(async (form, context) =>
        {
            grants.Add(form["grant_type"].ToString());
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(
                new { error = "invalid_grant", error_description = "AADSTS65001: No consent." });
        });

        await ProblemAsync(portal.NewToken(Alice));

        Assert.Equal(["urn:ietf:params:oauth:grant-type:jwt-bearer"], grants);
    }

    private static (string Code, int Status) Code(ApiProblem problem) => (problem.Code, problem.Status);

    private async Task<ApiProblem> ProblemAsync(string token, bool noCache = false, string? path = null)
    {
        using var response = await portal.SendAsync(token, noCache, path ?? ExchangeFixture.Rows);
        return (await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken))!;
    }

    private static ClaimsPrincipal User(string oid) =>
        new(new ClaimsIdentity([new Claim("oid", oid), new Claim("tid", TestAuthority.TenantId)], "test"));
}
