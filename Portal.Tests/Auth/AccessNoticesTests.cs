using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
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
