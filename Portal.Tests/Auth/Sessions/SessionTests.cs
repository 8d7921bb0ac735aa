using System.Net;
using Portal.Auth;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Sessions;

/// <summary>Sessions from sign-in to their end, over HTTP.</summary>
public sealed class SessionTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Page = "/tokens";

    [Fact]
    public async Task SGN_24_sign_out_ends_the_sessions_before_a_consent_too()
    {
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        var earlier = browser.Cookies[SessionCookie.Name];
        using var consented = await browser.SignInAsync("/consent/AppB?returnUrl=/", browser.IdToken("alice", "first"));
        var later = browser.Cookies[SessionCookie.Name];
        await portal.ExpectAsync(earlier, HttpStatusCode.OK);

        await portal.SignOutAsync(later);

        await portal.ExpectAsync(earlier, HttpStatusCode.Redirect);
        await portal.ExpectAsync(later, HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SGN_22_a_planted_session_is_not_the_one_that_a_sign_in_starts()
    {
        using var attacker = portal.NewBrowser();
        using var planted = await attacker.SignInAsync(Page, attacker.IdToken("mallory", "m"));
        using var victim = portal.NewBrowser();
        victim.Cookies[SessionCookie.Name] = attacker.Cookies[SessionCookie.Name];

        using var signedIn = await victim.SignInAsync($"{SessionRoutes.SignIn(Page)}", victim.IdToken("alice", "a"));

        Assert.NotEqual(attacker.Cookies[SessionCookie.Name], victim.Cookies[SessionCookie.Name]);
        await portal.ExpectAsync(victim.Cookies[SessionCookie.Name], HttpStatusCode.OK);
        await portal.ExpectAsync(attacker.Cookies[SessionCookie.Name], HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SGN_35_a_session_that_another_tab_started_during_the_sign_in_of_another_user_ends()
    {
        using var browser = portal.NewBrowser();
        var bobs = await browser.StartAsync(Page);
        using var alice = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        var ofAlice = browser.Cookies[SessionCookie.Name];

        portal.Authority.IdToken = browser.IdToken("bob", "second").With("nonce", bobs["nonce"]);
        using var bob = await browser.RespondAsync(bobs, ("iss", portal.Authority.Issuer));

        await portal.ExpectAsync(ofAlice, HttpStatusCode.Redirect);
        await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.OK);
    }

    [Fact]
    public async Task SGN_35_consent_in_another_tab_ends_no_session_of_the_same_user()
    {
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        var earlier = browser.Cookies[SessionCookie.Name];

        using var consented = await browser.SignInAsync("/consent/AppB?returnUrl=/", browser.IdToken("alice", "first"));

        await portal.ExpectAsync(earlier, HttpStatusCode.OK);
        Assert.DoesNotContain(earlier, browser.Cookies[SessionCookies.Callback], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SGN_23_the_cookie_of_a_user_with_200_roles_and_150_groups_is_small()
    {
        using var browser = portal.NewBrowser();
        var token = browser.IdToken("alice", "first")
            .With("roles", Enumerable.Range(0, 200).Select(i => $"Some.Longer.Role.Name.{i}").ToArray())
            .With("groups", Enumerable.Range(0, 150).Select(_ => Guid.NewGuid().ToString()).ToArray());

        using var signedIn = await browser.SignInAsync(Page, token);

        Assert.InRange(browser.Cookies.Sum(c => c.Key.Length + c.Value.Length), 1, 1024);
        using var page = await browser.OpenAsync(Page);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData(119, 121)]
    [InlineData(60, 120.1)]
    public async Task SGN_25_a_session_that_is_not_used_ends_and_use_postpones_that(double used, double unused)
    {
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        for (var i = 0; i < 3; i++)
        {
            portal.Clock.Advance(TimeSpan.FromMinutes(used));
            await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.OK);
        }

        portal.Clock.Advance(TimeSpan.FromMinutes(unused));

        await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SGN_25_requests_of_scripts_and_circuits_are_no_use()
    {
        var alice = await SessionCookie.CreateAsync(portal.Services, SessionCookie.Alice);
        portal.Clock.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(HttpStatusCode.OK, await portal.StatusAsync(alice));

        portal.Clock.Advance(TimeSpan.FromMinutes(1.1));

        Assert.Equal(HttpStatusCode.Unauthorized, await portal.StatusAsync(alice));
    }

    [Fact]
    public async Task SGN_25_no_use_postpones_the_absolute_limit()
    {
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        for (var i = 0; i < 12; i++)
        {
            await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.OK);
            portal.Clock.Advance(TimeSpan.FromHours(1));
        }

        portal.Clock.Advance(TimeSpan.FromSeconds(1));

        await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData(50173)]
    [InlineData(50057)]
    public async Task BLZ_09_a_revoked_sign_in_ends_the_users_sessions_at_the_next_check(int code)
    {
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        var elsewhere = await SessionCookie.CreateAsync(portal.Services, SessionCookie.User("alice", "elsewhere"));
        portal.Clock.Advance(TimeSpan.FromSeconds(49));
        portal.Authority.RefreshError = code;
        await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.OK);

        portal.Clock.Advance(TimeSpan.FromSeconds(1));

        await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.Redirect);
        Assert.Equal(HttpStatusCode.Unauthorized, await portal.StatusAsync(elsewhere));
        portal.Authority.RefreshError = null;
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        using var again = await browser.SignInAsync(Page, browser.IdToken("alice", "second"));
        await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await portal.StatusAsync(elsewhere));
    }

    [Fact]
    public async Task BLZ_09_all_pages_of_a_user_share_one_check_per_interval()
    {
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        portal.Clock.Advance(TimeSpan.FromSeconds(51));
        var before = portal.Authority.TokenRequests;

        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.OpenAsync(Page)));

        Assert.Equal(pages.Select(_ => HttpStatusCode.OK), pages.Select(page => page.StatusCode));
        Assert.Equal(1, portal.Authority.TokenRequests - before);
    }

    [Fact]
    public async Task FLT_13_page_load_waits_two_seconds_and_only_once_for_an_authority_that_does_not_respond()
    {
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        portal.Clock.Advance(TimeSpan.FromSeconds(51));
        var (asked, requests) = (new TaskCompletionSource(), 0);
        using var hanging = portal.Authority.Does((_, context) =>
        {
            requests++;
            asked.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });

        var first = browser.OpenAsync(Page);
        await asked.Task;
        Assert.False(first.IsCompleted);
        portal.Clock.Advance(TimeSpan.FromSeconds(2));
        using var late = await first;
        using var next = await browser.OpenAsync(Page);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, 1), (late.StatusCode, next.StatusCode, requests));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(65001)]
    public async Task BLZ_09_an_authority_that_fails_ends_no_session(int code)
    {
        using var browser = portal.NewBrowser();
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken("alice", "first"));
        portal.Clock.Advance(TimeSpan.FromSeconds(51));
        portal.Authority.RefreshError = code;

        await portal.ExpectAsync(browser.Cookies[SessionCookie.Name], HttpStatusCode.OK);

        portal.Authority.RefreshError = null;
    }
}
