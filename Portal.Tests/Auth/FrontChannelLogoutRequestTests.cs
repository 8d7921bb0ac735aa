using Microsoft.Extensions.DependencyInjection;
using Portal.Auth.Sessions;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Front-channel logout: the authority ends a session with a request without a cookie.</summary>
public sealed class FrontChannelLogoutRequestTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    private const string Session = "5e551000-0000-4000-8000-000000000001";

    [Fact]
    public async Task SGN_29_Session_ended_by_the_authority_is_ended_here()
    {
        var ended = await StartAsync(Session);
        var other = await StartAsync("another");

        using var response = await SignOutAsync($"?sid={Session}&iss={Uri.EscapeDataString(portal.Authority.Issuer)}");

        Assert.False(await IsValidAsync(ended));
        Assert.True(await IsValidAsync(other));
    }

    [Theory]
    [InlineData("?sid=5e551000-0000-4000-8000-000000000002")]
    [InlineData("?sid=5e551000-0000-4000-8000-000000000002&iss=https%3A%2F%2Flogin.example%2Ftenant%2Fv2.0")]
    [InlineData("?iss=https%3A%2F%2Flogin.example%2Ftenant%2Fv2.0")]
    [InlineData("")]
    public async Task SGN_29_Wrong_session_or_issuer_ends_nothing_and_clears_no_cookie(string query)
    {
        var session = await StartAsync("5e551000-0000-4000-8000-000000000002");

        using var response = await SignOutAsync(query);

        Assert.True(await IsValidAsync(session));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    private PortalSessions Sessions => portal.Services.GetRequiredService<PortalSessions>();

    private Task<string> StartAsync(string sid) => Sessions.StoreAsync(new(SessionCookie.User("alice", sid), "test"));

    private async Task<bool> IsValidAsync(string key) => await Sessions.RetrieveAsync(key) is not null;

    private Task<HttpResponseMessage> SignOutAsync(string query) =>
        portal.SendAsync(HttpMethod.Get, $"/signout-oidc{query}", token: null);
}
