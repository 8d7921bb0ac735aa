using System.Net;
using System.Text;

namespace Portal.Tests.StandIn;

/// <summary>A 401 with claims in <c>WWW-Authenticate</c>: the API requires more claims.</summary>
public sealed class ClaimsChallengeTests
{
    private const string Claims = """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OBO_09_OBO_12_call_is_retried_once_with_the_requested_claims_and_the_same_body()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(Challenge(HttpStatusCode.Unauthorized)).Respond(HttpStatusCode.OK, """{"id":7}""");

        var order = await setup.Api.PostForUserAsync<Order, Order>(
            DownstreamSetup.Name, new Order { Id = 7 }, cancellationToken: Cancel);

        Assert.Equal(7, order!.Id);
        Assert.Equal([null, Claims], setup.Tokens.Requests.Select(r => r.Options.AcquireTokenOptions.Claims));
        Assert.Equal(
            ["Bearer token-1", "Bearer token-2"], setup.Wire.Requests.Select(r => r.Headers["Authorization"]));
        Assert.Equal(setup.Wire.Requests[0].Body, setup.Wire.Requests[1].Body);
        Assert.Null(setup.Options.AcquireTokenOptions.Claims);
    }

    [Fact]
    public async Task OBO_10_second_challenge_is_returned()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(Challenge(HttpStatusCode.Unauthorized)).Respond(Challenge(HttpStatusCode.Unauthorized));

        using var response = await setup.Api.CallApiForUserAsync(DownstreamSetup.Name, cancellationToken: Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(2, setup.Wire.Requests.Count);
    }

    [Fact]
    public async Task Challenge_without_claims_is_returned()
    {
        using var setup = new DownstreamSetup();
        var refusal = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        refusal.Headers.WwwAuthenticate.ParseAdd("Bearer error=\"invalid_token\"");
        setup.Wire.Respond(refusal);

        using var response = await setup.Api.CallApiForUserAsync(DownstreamSetup.Name, cancellationToken: Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Single(setup.Wire.Requests);
    }

    [Fact]
    public async Task Claims_in_a_403_do_not_cause_a_retry()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(Challenge(HttpStatusCode.Forbidden));

        using var response = await setup.Api.CallApiForUserAsync(DownstreamSetup.Name, cancellationToken: Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Single(setup.Wire.Requests);
    }

    private static HttpResponseMessage Challenge(HttpStatusCode status)
    {
        var claims = Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims));
        var response = new HttpResponseMessage(status);
        response.Headers.WwwAuthenticate.ParseAdd($"Bearer error=\"insufficient_claims\", claims=\"{claims}\"");
        return response;
    }
}
