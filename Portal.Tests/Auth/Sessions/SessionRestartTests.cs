using System.Net;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Sessions;

/// <summary>
/// Sessions over a restart. Each test has its own authority: Microsoft.IdentityModel keeps the HTTP client of the first
/// portal in the process that used an authority.
/// </summary>
public sealed class SessionRestartTests
{
    private const string Page = "/tokens";

    [Fact]
    public async Task SGN_24_a_signed_out_cookie_stays_dead_after_a_restart_and_the_next_sign_in()
    {
        await using var portal = new PortalHost();
        await portal.InitializeAsync();
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        var copy = browser.Cookies[SessionCookie.Name];
        await portal.ExpectAsync(copy, HttpStatusCode.OK);

        await portal.SignOutAsync(copy);

        await portal.ExpectAsync(copy, HttpStatusCode.Redirect);
        await portal.RestartAsync();
        using var next = portal.NewBrowser();
        using var again = await next.SignInAsync(Page, next.IdToken("alice", "second"));
        await portal.ExpectAsync(next.Cookies[SessionCookie.Name], HttpStatusCode.OK);
        await portal.ExpectAsync(copy, HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SGN_29_front_channel_logout_ends_every_session_of_the_sid_also_after_a_restart()
    {
        await using var portal = new PortalHost();
        await portal.InitializeAsync();
        var ended = await SessionCookie.CreateAsync(portal.Services, SessionCookie.User("alice", "ended"));
        var second = await SessionCookie.CreateAsync(portal.Services, SessionCookie.User("alice", "ended"));
        var other = await SessionCookie.CreateAsync(portal.Services, SessionCookie.User("alice", "other"));

        using (var browser = portal.NewBrowser())
        using (await browser.OpenAsync($"/signout-oidc?sid=ended&iss={Uri.EscapeDataString(portal.Authority.Issuer)}"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await portal.StatusAsync(ended));
        }

        await portal.RestartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await portal.StatusAsync(ended));
        Assert.Equal(HttpStatusCode.Unauthorized, await portal.StatusAsync(second));
        Assert.Equal(HttpStatusCode.OK, await portal.StatusAsync(other));
    }

    [Fact]
    public async Task SGN_25_the_idle_limit_counts_on_while_the_portal_is_stopped()
    {
        await using var portal = new PortalHost();
        await portal.InitializeAsync();
        var alice = await SessionCookie.CreateAsync(portal.Services, SessionCookie.Alice);
        portal.Clock.Advance(TimeSpan.FromMinutes(119));
        await portal.RestartAsync();
        Assert.Equal(HttpStatusCode.OK, await portal.StatusAsync(alice));

        portal.Clock.Advance(TimeSpan.FromMinutes(1.1));
        await portal.RestartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await portal.StatusAsync(alice));
    }

    [Fact]
    public async Task BLZ_09_revoked_sessions_stay_dead_after_a_restart_and_the_next_sign_in()
    {
        await using var portal = new PortalHost();
        await portal.InitializeAsync();
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        var elsewhere = await SessionCookie.CreateAsync(portal.Services, SessionCookie.User("alice", "elsewhere"));
        portal.Authority.RefreshError = 50173;
        portal.Clock.Advance(TimeSpan.FromSeconds(51));
        await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.Redirect);
        portal.Authority.RefreshError = null;
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        using var again = await browser.SignInAsync(Page, browser.IdToken("alice", "second"));

        await portal.RestartAsync();

        await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await portal.StatusAsync(elsewhere));
    }
}
