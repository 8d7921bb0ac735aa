using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Time.Testing;
using Portal.Administrators;
using Portal.Auth;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Administrators;

/// <summary>Which requests of administrators share a check of their role.</summary>
public sealed class RecentChecksTests : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new();
    private readonly InstanceNotices _notices = Local.Notices();
    private readonly RecentChecks _checks;

    public RecentChecksTests() => _checks = new RecentChecks(_notices, _time);

    public void Dispose() => _checks.Dispose();

    [Fact]
    public async Task ADM_08_requests_that_arrive_during_a_check_share_its_failure()
    {
        var (gate, sent) = (new TaskCompletionSource<bool>(), 0);

        var calls = Enumerable.Range(0, 20).Select(_ => GetAsync("carol", () =>
        {
            sent++;
            return gate.Task;
        })).ToList();
        gate.SetException(new InvalidOperationException("no answer"));

        foreach (var call in calls)
            await Assert.ThrowsAsync<InvalidOperationException>(() => call);
        Assert.Equal(1, sent);
        Assert.True(await GetAsync("carol", () => Task.FromResult(true)));
    }

    [Fact]
    public async Task ADM_08_slow_check_of_one_user_delays_no_other()
    {
        var slow = GetAsync("carol", () => new TaskCompletionSource<bool>().Task);

        // More than there could be groups of users.
        for (var user = 0; user < 500; user++)
            Assert.True(await GetAsync($"user{user}", () => Task.FromResult(true)));

        Assert.False(slow.IsCompleted);
    }

    [Fact]
    public async Task ADM_08_check_that_began_too_long_before_the_request_is_repeated_for_it()
    {
        var gate = new TaskCompletionSource<bool>();
        var early = GetAsync("carol", () => gate.Task);
        _time.Advance(MaxAge + TimeSpan.FromSeconds(1));

        var later = GetAsync("carol", () => Task.FromResult(false));
        gate.SetResult(true);

        Assert.True(await early);
        Assert.False(await later);
    }

    [Fact]
    public async Task ADM_09_check_that_began_before_a_change_of_roles_is_not_used_after_it()
    {
        var gate = new TaskCompletionSource<bool>();
        Assert.True(await GetAsync("carol", () => Task.FromResult(true)));
        var running = GetAsync("dave", () => gate.Task);

        await _notices.PublishAsync(NoticeKind.AccessChanged, InstanceNotices.Everything);
        gate.SetResult(true);

        Assert.True(await running);
        Assert.False(await GetAsync("carol", () => Task.FromResult(false)));
        Assert.False(await GetAsync("dave", () => Task.FromResult(false)));
    }

    [Fact]
    public async Task ADM_08_role_that_no_request_allows_to_check_fails()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("roles", PortalPolicies.AdminRole)], "test"));
        var context = new AuthorizationHandlerContext([PortalRules.Administrator], user, resource: null);

        await new AdministratorHandler().HandleAsync(context);

        Assert.True(context.HasFailed);
    }

    private Task<bool> GetAsync(string user, Func<Task<bool>> check) =>
        _checks.GetAsync(user, MaxAge, check, TestContext.Current.CancellationToken);
}
