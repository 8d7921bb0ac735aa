using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Identity.Client;
using Portal.Downstream;

namespace Portal.Tests.Downstream;

/// <summary>Which claims challenges of an API reach the library, which sends them to the authority.</summary>
public sealed class ClaimsChallengeFilterTests
{
    private const string StepUp = """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""";

    public static TheoryData<string> Unusable =>
    [
        "!!!notbase64",
        "c1",
        "{",
        Base64("[]"),
        Base64("\"c1\""),
        Base64("""{"access_token":"c1"}"""),
        Base64("""{"access_token":{},"resource":"https://elsewhere.example"}"""),
        Base64("""{"access_token":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{}}}}}}}}}"""),
        Base64("""{"access_token":{"acrs":{"value":"long"}}}""".Replace("long", new string('x', 20_000), StringComparison.Ordinal)),
        new string('A', 100_000),
        Base64(new string('[', 50_000)),
    ];

    [Theory]
    [InlineData(StepUp)]
    [InlineData("""{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}""")]
    public async Task OBO_09_well_formed_challenge_is_kept(string claims)
    {
        using var response = await SendAsync(HttpStatusCode.Unauthorized, Base64(claims));

        Assert.Equal(claims, WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(response.Headers));
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task OBO_11_malformed_or_oversized_challenge_becomes_a_plain_401(string claims)
    {
        using var response = await SendAsync(HttpStatusCode.Unauthorized, claims);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(response.Headers.WwwAuthenticate);
    }

    private static string Base64(string claims) => Convert.ToBase64String(Encoding.UTF8.GetBytes(claims));

    private static async Task<HttpResponseMessage> SendAsync(HttpStatusCode status, string claims)
    {
        using var filter = new ClaimsChallengeFilter("AppB", NullLogger<ClaimsChallengeFilter>.Instance)
        {
            InnerHandler = new Api(status, claims),
        };
        using var client = new HttpMessageInvoker(filter);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://appb.example/orders");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class Api(HttpStatusCode status, string claims) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(status);
            response.Headers.TryAddWithoutValidation(
                "WWW-Authenticate", $"Bearer error=\"insufficient_claims\", claims=\"{claims}\"");
            return Task.FromResult(response);
        }
    }
}
