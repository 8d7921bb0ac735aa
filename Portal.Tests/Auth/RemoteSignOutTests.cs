using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth;
using Portal.Tests.Api;

namespace Portal.Tests.Auth;

/// <summary>The authority tells, in a frame that brings no cookie, that it has ended a session.</summary>
public sealed class RemoteSignOutTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    private const string Session = "5e551000-0000-4000-8000-000000000001";

    [Fact]
    public async Task Session_that_the_authority_ended_counts_for_nothing_here()
    {
        using var response = await TellAsync($"?sid={Session}&iss={Uri.EscapeDataString(portal.Authority.Issuer)}");

        Assert.True(Ended.Contains(UserOf(Session)));
        Assert.False(Ended.Contains(UserOf("another")));
    }

    [Theory]
    [InlineData("?sid=5e551000-0000-4000-8000-000000000002")]
    [InlineData("?sid=5e551000-0000-4000-8000-000000000002&iss=https%3A%2F%2Flogin.example%2Ftenant%2Fv2.0")]
    [InlineData("?iss=https%3A%2F%2Flogin.example%2Ftenant%2Fv2.0")]
    [InlineData("")]
    public async Task Without_the_right_sid_and_issuer_nothing_ends_and_no_cookie_goes(string query)
    {
        using var response = await TellAsync(query);

        Assert.False(Ended.Contains(UserOf("5e551000-0000-4000-8000-000000000002")));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    private EndedSessions Ended => portal.Services.GetRequiredService<EndedSessions>();

    private static ClaimsPrincipal UserOf(string session) => new(new ClaimsIdentity([new Claim("sid", session)], "test"));

    private Task<HttpResponseMessage> TellAsync(string query) =>
        portal.SendAsync(HttpMethod.Get, $"/signout-oidc{query}", token: null);
}
