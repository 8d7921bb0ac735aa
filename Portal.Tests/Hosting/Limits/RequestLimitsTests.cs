using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Options;
using Portal.Components.Problems;
using Portal.Contracts.Problems;
using Portal.Hosting.Limits;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Limits;

/// <summary>What one user, or one address without a session, may request in a short time.</summary>
public sealed class RequestLimitsTests
{
    // The limiter adds fractions of permits ten times a second.
    private static readonly TimeSpan Replenishment = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task WEB_17_a_user_over_the_limit_gets_429_and_other_users_are_not_affected()
    {
        await using var portal = await LimitedPortal.StartAsync(Limit("Api", 3));
        var token = portal.Token(1);
        for (var i = 0; i < 3; i++)
            await AssertStatusAsync(HttpStatusCode.OK, portal.CallAsync(token));

        using var refused = await portal.CallAsync(token);
        using var sameUser = await portal.CallAsync(portal.Token(1));
        using var otherUser = await portal.CallAsync(portal.Token(2));

        await ProblemAssert.IsAsync(refused, HttpStatusCode.TooManyRequests, ProblemCodes.RateLimited);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.TooManyRequests, sameUser.StatusCode);
        Assert.Equal(HttpStatusCode.OK, otherUser.StatusCode);
    }

    [Fact]
    public async Task WEB_17_by_default_300_calls_at_once_are_too_many_and_50_are_not()
    {
        await using var portal = await LimitedPortal.StartAsync($"--Portal:RateLimits:Api:Burst={new RateLimitOptions().Api.Burst}");

        var busy = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => StatusAsync(portal.CallAsync(portal.Token(1)))));
        var flood = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => StatusAsync(portal.CallAsync(portal.Token(2)))));

        Assert.All(busy, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Contains(HttpStatusCode.TooManyRequests, flood);
    }

    [Fact]
    public async Task WEB_17_failed_authentication_is_limited_by_address_and_does_not_affect_users_at_it()
    {
        await using var portal = await LimitedPortal.StartAsync(Limit("Anonymous", 2));
        await AssertStatusAsync(HttpStatusCode.Unauthorized, portal.CallAsync(token: null));
        await AssertStatusAsync(HttpStatusCode.Unauthorized, portal.CallAsync("not-a-token"));

        using var refused = await portal.CallAsync(token: null);
        using var invalid = await portal.CallAsync("not-a-token");
        using var valid = await portal.CallAsync(portal.Token(1));

        await ProblemAssert.IsAsync(refused, HttpStatusCode.TooManyRequests, ProblemCodes.RateLimited);
        await ProblemAssert.IsAsync(invalid, HttpStatusCode.TooManyRequests, ProblemCodes.RateLimited);
        Assert.Equal(HttpStatusCode.OK, valid.StatusCode);
    }

    [Fact]
    public async Task WEB_17_address_that_floods_with_invalid_tokens_is_refused_before_they_are_validated()
    {
        await using var portal = await LimitedPortal.StartAsync([.. Limit("Anonymous", 2), "--FORWARDEDHEADERS_ENABLED=true"]);
        const string Flood = "203.0.113.1";
        var known = portal.Token(1);
        await AssertStatusAsync(HttpStatusCode.OK, portal.CallAsync(known, Flood));
        await AssertStatusAsync(HttpStatusCode.Unauthorized, portal.CallAsync("not-a-token", Flood));
        await AssertStatusAsync(HttpStatusCode.Unauthorized, portal.CallAsync(known[..^4], Flood));

        // Even a valid one is not validated, so an invalid one is not either; also when a part of the next permit is there.
        var flooding = Stopwatch.StartNew();
        while (flooding.Elapsed < Replenishment)
            await AssertStatusAsync(HttpStatusCode.TooManyRequests, portal.CallAsync(portal.Token(2), Flood));

        await AssertStatusAsync(HttpStatusCode.OK, portal.CallAsync(known, Flood));
        await AssertStatusAsync(HttpStatusCode.OK, portal.CallAsync(portal.Token(2), "203.0.113.2"));
    }

    [Theory]
    [InlineData]
    [InlineData("--FORWARDEDHEADERS_ENABLED=true", "--Portal:TrustedProxies=10.0.0.1")]
    public async Task WEB_18_a_forwarded_address_is_ignored_unless_a_trusted_proxy_sent_it(params string[] settings)
    {
        await using var portal = await LimitedPortal.StartAsync([.. Limit("Anonymous", 2), .. settings]);
        await AssertStatusAsync(HttpStatusCode.Unauthorized, portal.CallAsync(token: null, "203.0.113.1"));
        await AssertStatusAsync(HttpStatusCode.Unauthorized, portal.CallAsync(token: null, "203.0.113.2"));

        await AssertStatusAsync(HttpStatusCode.TooManyRequests, portal.CallAsync(token: null, "203.0.113.3"));
    }

    [Fact]
    public async Task WEB_18_a_trusted_proxy_tells_clients_apart()
    {
        await using var portal = await LimitedPortal.StartAsync([.. Limit("Anonymous", 1), "--FORWARDEDHEADERS_ENABLED=true"]);
        await AssertStatusAsync(HttpStatusCode.Unauthorized, portal.CallAsync(token: null, "203.0.113.1"));

        await AssertStatusAsync(HttpStatusCode.TooManyRequests, portal.CallAsync(token: null, "203.0.113.1"));
        await AssertStatusAsync(HttpStatusCode.Unauthorized, portal.CallAsync(token: null, "203.0.113.2"));
    }

    [Fact]
    public async Task WEB_17_sign_in_starts_are_limited_with_a_readable_page()
    {
        await using var portal = await LimitedPortal.StartAsync(Limit("SignIn", 2));
        await AssertStatusAsync(HttpStatusCode.Found, portal.OpenAsync("/MicrosoftIdentity/Account/SignIn"));
        await AssertStatusAsync(HttpStatusCode.Found, portal.OpenAsync("/tokens"));

        using var refused = await portal.OpenAsync("/tokens");
        var page = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.Contains(TooManyRequestsPage.Heading, page, StringComparison.Ordinal);
        Assert.Contains("href=\"/tokens\"", page, StringComparison.Ordinal);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task WEB_17_circuits_are_limited_by_user()
    {
        await using var portal = await LimitedPortal.StartAsync(Limit("Circuits", 2));
        await AssertStatusAsync(HttpStatusCode.OK, portal.NegotiateAsync(1));
        await AssertStatusAsync(HttpStatusCode.OK, portal.NegotiateAsync(1));

        await AssertStatusAsync(HttpStatusCode.TooManyRequests, portal.NegotiateAsync(1));
        await AssertStatusAsync(HttpStatusCode.OK, portal.NegotiateAsync(2));
    }

    [Fact]
    public async Task WEB_17_health_and_static_files_are_never_limited()
    {
        await using var portal = await LimitedPortal.StartAsync([.. Limit("Api", 1), .. Limit("Anonymous", 1), .. Limit("SignIn", 1)]);

        for (var i = 0; i < 20; i++)
        {
            await AssertStatusAsync(HttpStatusCode.OK, portal.OpenAsync("/health/live"));
            await AssertStatusAsync(HttpStatusCode.OK, portal.OpenAsync("/theme.js"));
        }
    }

    [Theory]
    [InlineData("--Portal:RateLimits:Api:Burst=0", "RateLimits:Api:Burst")]
    [InlineData("--Portal:RateLimits:SignIn:PerMinute=-1", "RateLimits:SignIn:PerMinute")]
    public async Task Limit_out_of_range_stops_the_start(string setting, string key)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => LimitedPortal.StartAsync(setting));

        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trusted_proxy_that_is_not_an_address_stops_the_start()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => LimitedPortal.StartAsync("--Portal:TrustedProxies=proxy.example"));

        Assert.Contains("TrustedProxies", refusal.Message, StringComparison.Ordinal);
    }

    // One more per minute: the bucket is not refilled during a test.
    private static string[] Limit(string kind, int burst) =>
        [$"--Portal:RateLimits:{kind}:Burst={burst}", $"--Portal:RateLimits:{kind}:PerMinute=1"];

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        return response.StatusCode;
    }

    private static async Task AssertStatusAsync(HttpStatusCode expected, Task<HttpResponseMessage> sending) =>
        Assert.Equal(expected, await StatusAsync(sending));
}
