using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;
using Portal.Auth;
using Portal.Auth.TokenCache;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>What one instance does when roles or consents were changed on another.</summary>
public sealed class AccessNoticesTests(TwoPortals portals) : IClassFixture<TwoPortals>
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADM_09_a_change_on_another_instance_reaches_the_pages_of_its_user_within_five_seconds()
    {
        using var alice = Watch("alice", out var ofAlice);
        using var bob = Watch("bob", out var ofBob);

        await PublishAsync("alice");

        await ofAlice.WaitAsync(MaxDelay, Cancellation);
        Assert.False(ofBob.IsCompleted);
    }

    [Fact]
    public async Task ADM_09_a_change_for_everyone_reaches_all_pages()
    {
        using var alice = Watch("alice", out var ofAlice);
        using var bob = Watch("bob", out var ofBob);

        await PublishAsync("carol", null);

        await Task.WhenAll(ofAlice, ofBob).WaitAsync(MaxDelay, Cancellation);
    }

    [Fact]
    public async Task A_refusal_that_another_instance_remembers_is_requested_again_after_a_change()
    {
        var tokens = portals.SecondServices.GetRequiredService<ExchangedTokens>();
        var requests = 0;
        await RequestAsync();
        await RequestAsync();
        Assert.Equal(1, requests);
        using var changed = Watch("alice", out var ofAlice);

        await PublishAsync("alice");
        await ofAlice.WaitAsync(MaxDelay, Cancellation);

        await RequestAsync();
        Assert.Equal(2, requests);

        async Task RequestAsync() => await Assert.ThrowsAsync<MsalServiceException>(() => tokens.GetAsync(
            UserTokenRequest.OnBehalfOf($"alice.{TestAuthority.TenantId}", "assertion", ["scope"], _ => RefuseAsync()),
            isRetry: null,
            TimeSpan.Zero,
            Cancellation).AsTask());

        Task<string> RefuseAsync()
        {
            requests++;
            throw new MsalServiceException("invalid_grant", "The consent is missing.", 400);
        }
    }

    [Fact]
    public async Task Pages_that_were_closed_do_not_delay_the_others()
    {
        const int count = 200;
        var clock = new FakeTimeProvider();
        var started = clock.GetUtcNow();
        using var notices = new AccessNotices(Local.Notices(), clock);
        await notices.StartAsync(Cancellation);
        var closed = new TaskCompletionSource();
        var pages = new List<IDisposable>();
        for (var i = 0; i < count; i++)
            pages.Add(notices.Watch(SessionCookie.Alice, CloseAllAsync));
        await Poll.UntilAsync(() => PublishAndCheckAsync(closed.Task), MaxDelay);

        var open = new TaskCompletionSource();
        using var page = notices.Watch(SessionCookie.Alice, () =>
        {
            open.TrySetResult();
            return Task.CompletedTask;
        });
        await Poll.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(20));
                return PublishAndCheckAsync(open.Task);
            },
            MaxDelay);

        Assert.InRange(clock.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await notices.StopAsync(Cancellation);

        Task CloseAllAsync()
        {
            pages.ForEach(p => p.Dispose());
            closed.TrySetResult();
            return Task.CompletedTask;
        }

        async Task<bool> PublishAndCheckAsync(Task compared)
        {
            await notices.PublishAsync([null], SessionCookie.Alice);
            return compared.IsCompleted;
        }
    }

    private Task PublishAsync(params string?[] users) =>
        portals.FirstServices.GetRequiredService<AccessNotices>().PublishAsync(users, SessionCookie.Alice);

    private IDisposable Watch(string user, out Task compared)
    {
        var done = new TaskCompletionSource();
        compared = done.Task;
        ClaimsPrincipal principal = SessionCookie.User(user, "session");
        return portals.SecondServices.GetRequiredService<AccessNotices>().Watch(principal, () =>
        {
            done.TrySetResult();
            return Task.CompletedTask;
        });
    }
}
