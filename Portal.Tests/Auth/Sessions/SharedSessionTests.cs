using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Auth.Sessions;
using Portal.Auth.Storage;
using Portal.Redis;
using Portal.Tests.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Sessions;

/// <summary>Two instances of the portal share sessions and tokens in Redis.</summary>
public sealed class SharedSessionTests : IAsyncLifetime
{
    private const string Page = "/tokens";
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxRecovery = TimeSpan.FromSeconds(15);

    private readonly SharedPortals _portals = new();
    private WebApplication _a = null!;
    private WebApplication _b = null!;

    public async ValueTask InitializeAsync()
    {
        await _portals.InitializeAsync();
        _a = await _portals.StartAsync("--Portal:Session:RevocationCheckSeconds=2");
        _b = await _portals.StartAsync("--Portal:Session:RevocationCheckSeconds=0");
    }

    public ValueTask DisposeAsync() => _portals.DisposeAsync();

    [Fact]
    public async Task FLT_23_sign_in_on_one_instance_is_used_on_the_others_also_on_one_that_starts_later()
    {
        using var alice = await SignInAsync(_a, "alice");
        var requests = _portals.Authority.TokenRequests;

        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, alice));
        var c = await _portals.StartAsync("--Portal:Session:RevocationCheckSeconds=0");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(c, alice));

        Assert.Equal(requests, _portals.Authority.TokenRequests);
    }

    [Fact]
    public async Task Next_sign_in_of_the_same_session_is_used_on_the_others_at_once()
    {
        using var alice = await SignInAsync(_a, "alice");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, alice));

        // As after a consent.
        using var again = await SignInAsync(_a, "alice");

        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, again));
    }

    [Fact]
    public async Task Sign_ins_that_both_instances_add_to_a_session_at_once_are_all_kept()
    {
        SessionStore[] stores = [.. new[] { _a, _b }.Select(p => p.Services.GetRequiredService<SessionStore>())];
        List<string> ids = [.. Enumerable.Range(0, 12).Select(number => $"sign-in {number}")];

        await Task.WhenAll(ids.Select((id, number) => stores[number % 2].AddAsync("group", SignIn(id), keep: _ => true)));

        foreach (var id in ids)
        {
            var key = new SessionKey("group", id);
            Assert.NotNull(await stores[0].FindAsync(key, TestContext.Current.CancellationToken));
        }

        static StoredSignIn SignIn(string id) =>
            new(id, "alice", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3]);
    }

    [Fact]
    public async Task While_another_instance_changes_a_session_others_are_changed()
    {
        var time = TimeSpan.FromMinutes(1);
        var locks = _a.Services.GetRequiredService<SharedLocks>();
        await using var held = await locks.EnterAsync("session", "held", time, time);
        var clock = new FakeTimeProvider();
        using var store = new SessionStore(
            _b.Services.GetRequiredService<SessionEntries>(),
            new SharedLocks(_b.Services.GetRequiredService<RedisConnection>(), clock),
            TimeProvider.System);

        var waiting = store.RemoveAsync("held");

        // One of them may have the same lock in this process.
        await Task.WhenAny(Enumerable.Range(0, 4).Select(number => store.RemoveAsync($"free {number}")));
        Assert.NotNull(held);
        Assert.False(waiting.IsCompleted);
        await held.DisposeAsync();
        await Poll.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(25));
                return Task.FromResult(waiting.IsCompleted);
            },
            MaxDelay);
    }

    [Fact]
    public async Task SGN_24_sign_out_on_one_instance_ends_the_session_on_the_others()
    {
        using var alice = await SignInAsync(_a, "alice");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, alice));

        await SignOutAsync(_a, alice);

        await ExpectEndedAsync(_b, alice, MaxDelay);
    }

    [Fact]
    public async Task SGN_24_sign_out_while_redis_is_away_ends_the_session_on_the_others_when_it_returns()
    {
        using var alice = await SignInAsync(_a, "alice");
        using var bob = await SignInAsync(_b, "bob");
        foreach (var portal in (WebApplication[])[_a, _b])
        {
            Assert.Equal(HttpStatusCode.OK, await OpenAsync(portal, alice));
            Assert.Equal(HttpStatusCode.OK, await OpenAsync(portal, bob));
        }

        _portals.Redis.Pause();
        await SignOutAsync(_a, alice);
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(_a, alice));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, bob));
        _portals.Redis.Resume();

        await ExpectEndedAsync(_b, alice, MaxDelay);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, bob));
    }

    [Fact]
    public async Task SGN_29_front_channel_logout_at_one_instance_ends_the_session_on_the_others()
    {
        using var alice = await SignInAsync(_b, "alice");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, alice));

        using var frame = _portals.NewBrowser(_a);
        using var notice = await frame.OpenAsync(
            $"/signout-oidc?sid=sid-of-alice&iss={Uri.EscapeDataString(_portals.Authority.Issuer)}");

        await ExpectEndedAsync(_b, alice, MaxDelay);
    }

    [Fact]
    public async Task BLZ_09_a_revoked_sign_in_ends_the_sessions_of_the_user_on_all_instances()
    {
        using var alice = await SignInAsync(_b, "alice");
        using var elsewhere = await SignInAsync(_a, "alice", sid: "elsewhere");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, alice));
        _portals.Authority.RefreshError = 50173;

        // The check is due on A only.
        await ExpectEndedAsync(_a, elsewhere, MaxDelay);

        await ExpectEndedAsync(_b, alice, MaxDelay);
    }

    [Fact]
    public async Task FLT_20_users_stay_signed_in_when_redis_returns_empty()
    {
        using var alice = await SignInAsync(_a, "alice");
        using var bob = await SignInAsync(_b, "bob");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, alice));
        await _portals.Redis.KillAsync();
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_a, alice));
        await _portals.Redis.StartAsync();

        // Each instance writes its copies to Redis again when it has noticed that Redis is back. The keys that encrypted them
        // are there too, for a new instance.
        var c = await _portals.StartAsync();
        foreach (var portal in (WebApplication[])[_a, _b, c])
        {
            await Poll.UntilAsync(async () => await OpenAsync(portal, alice) == HttpStatusCode.OK, MaxRecovery);
            await Poll.UntilAsync(async () => await OpenAsync(portal, bob) == HttpStatusCode.OK, MaxRecovery);
        }
    }

    [Fact]
    public async Task FLT_19_sign_in_works_on_its_instance_while_redis_is_away_and_on_all_afterwards()
    {
        _portals.Redis.Pause();
        using var alice = await SignInAsync(_a, "alice");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_a, alice));
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(_b, alice));
        _portals.Redis.Resume();

        await Poll.UntilAsync(async () => await OpenAsync(_b, alice) == HttpStatusCode.OK, MaxRecovery);
    }

    [Fact]
    public async Task FLT_18_pages_are_fast_while_redis_does_not_respond()
    {
        using var alice = await SignInAsync(_a, "alice");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_a, alice));
        _portals.Redis.Pause();
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_a, alice));

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, await OpenAsync(_a, alice));

        Assert.InRange(watch.Elapsed / 10, TimeSpan.Zero, TimeSpan.FromMilliseconds(300));
        _portals.Redis.Resume();
    }

    [Fact]
    public async Task LEK_05_redis_contains_no_token_name_or_id_in_clear()
    {
        using var alice = await SignInAsync(_a, "3f0c8f6e-1111-4222-8333-944455556666");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_b, alice));
        using var bob = await SignInAsync(_b, "bob");
        await SignOutAsync(_b, bob);

        await RedisEntryKinds.AssertAsync(_portals.Redis);
        var content = await RedisContent.ReadAsync(_portals.Redis);

        Assert.Contains("obo:cache:", content, StringComparison.Ordinal);
        string[] secrets =
        [
            .. RedisContent.StartsOfTokens, "refresh-token", "3f0c8f6e", "sid-of", TestAuthority.TenantId, ApiFixture.ClientId, "user@test.example",
            "Test User", "masterKey", "<key", "AccessToken", alice.Cookies[SessionCookie.Name],
        ];
        foreach (var secret in secrets)
            Assert.DoesNotContain(secret, content, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<SignInBrowser> SignInAsync(WebApplication portal, string oid, string? sid = null)
    {
        var browser = _portals.NewBrowser(portal);
        using var signedIn = await browser.SignInAsync(Page, browser.IdToken(oid, sid ?? $"sid-of-{oid}"));
        return browser;
    }

    private async Task SignOutAsync(WebApplication portal, SignInBrowser user)
    {
        using var browser = _portals.NewBrowser(portal, user);
        await browser.SignOutAsync();
    }

    private async Task<HttpStatusCode> OpenAsync(WebApplication portal, SignInBrowser user)
    {
        using var browser = _portals.NewBrowser(portal, user);
        using var response = await browser.OpenAsync(Page);
        return response.StatusCode;
    }

    private Task<TimeSpan> ExpectEndedAsync(WebApplication portal, SignInBrowser user, TimeSpan limit) =>
        Poll.UntilAsync(async () => await OpenAsync(portal, user) == HttpStatusCode.Redirect, limit);
}
