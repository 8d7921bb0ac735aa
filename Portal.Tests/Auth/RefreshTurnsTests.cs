using System.Net;
using Microsoft.AspNetCore.Builder;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>An identity provider that accepts each refresh token once, and ends the sign-in if it is used again.</summary>
public sealed class RefreshTurnsTests : IAsyncLifetime
{
    private const string Page = "/tokens";
    private const int Loads = 8;
    private const int Rounds = 3;

    private readonly SharedPortals _portals = new();

    public async ValueTask InitializeAsync()
    {
        await _portals.InitializeAsync();
        _portals.Authority.RotatesRefreshTokens = true;
    }

    public ValueTask DisposeAsync() => _portals.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Users_stay_signed_in_when_many_pages_load_at_once(int instances)
    {
        // Each page load checks the sign-in, for which a refresh token is redeemed.
        var apps = new List<WebApplication>();
        for (var i = 0; i < instances; i++)
            apps.Add(await _portals.StartAsync("--Portal:Session:RevocationCheckSeconds=0.001"));
        using var alice = _portals.NewBrowser(apps[0]);
        using var signedIn = await alice.SignInAsync(Page, alice.IdToken("alice", "sid-of-alice"));
        var before = _portals.Authority.TokenRequests;

        for (var round = 0; round < Rounds; round++)
        {
            var loads = Enumerable.Range(0, Loads).Select(number => OpenAsync(apps[number % instances], alice));
            Assert.All(await Task.WhenAll(loads), status => Assert.Equal(HttpStatusCode.OK, status));
        }

        Assert.True(_portals.Authority.TokenRequests >= before + (Rounds * instances));
    }

    private async Task<HttpStatusCode> OpenAsync(WebApplication portal, SignInBrowser user)
    {
        using var browser = _portals.NewBrowser(portal, user);
        using var response = await browser.OpenAsync(Page);
        return response.StatusCode;
    }
}
