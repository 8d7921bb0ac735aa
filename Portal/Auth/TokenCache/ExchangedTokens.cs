using System.Text;
using Portal.Metrics;
using Portal.Redis;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Authorization headers of users, in memory: of tokens for the pages, and of tokens obtained on behalf of users. It stands
/// in front of MSAL's cache, which reads and parses a user's whole entry for each call. One request at a time for the same
/// token; all callers that wait for it share its outcome. Refusals are remembered too, and when the authority asks the
/// portal to wait, no request is sent for that user until the wait is over. What is forgotten is forgotten on every instance.
/// </summary>
internal sealed class ExchangedTokens
{
    public const string CacheName = "exchanged tokens";

    private const string FailureTag = "failed";
    private const int FailureSize = 8 * 1024;

    // Longer than most requests take. After that, each instance sends its own.
    private static readonly TimeSpan MaxLockWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LockLifetime = TimeSpan.FromSeconds(10);

    private readonly IFusionCache _cache;
    private readonly TokenRenewals _renewals;
    private readonly InstanceNotices _notices;
    private readonly SharedLocks _locks;
    private readonly PortalMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly SingleFlight<TokenOutcome> _requests = new();

    // Counts when failures were forgotten: a request that began before that may not store its failure.
    private int _failuresForgotten;

    public ExchangedTokens(
        [FromKeyedServices(CacheName)] IFusionCache cache,
        TokenRenewals renewals,
        InstanceNotices notices,
        SharedLocks locks,
        PortalMetrics metrics,
        TimeProvider time)
    {
        (_cache, _renewals, _notices, _locks, _metrics, _time) = (cache, renewals, notices, locks, metrics, time);
        notices.Subscribe(NoticeKind.TokensForgotten, DropAsync);
        notices.Subscribe(NoticeKind.RefusalsOutdated, _ => DropFailuresAsync());
        notices.Subscribe(NoticeKind.AccessChanged, RequestAgainAsync);
    }

    /// <param name="request">The token.</param>
    /// <param name="isRetry">Whether to request again what was refused before; asked only in that case.</param>
    /// <param name="silence">For how long the authority is not asked again after it did not respond.</param>
    /// <param name="cancellationToken">The caller gives up; the request goes on for the others.</param>
    public async ValueTask<string> GetAsync(
        UserTokenRequest request, Func<bool>? isRetry, TimeSpan silence, CancellationToken cancellationToken)
    {
        var known = await _cache.TryGetAsync<TokenOutcome>(request.Key, token: cancellationToken);
        if (known is { HasValue: true, Value: var last })
        {
            var now = _time.GetUtcNow();
            if (last.IsUsable(now))
            {
                _metrics.TokenLookedUp(isHit: true);
                if (last.TryStartRenewal(now))
                    _renewals.Add(() => SendAsync(request, renew: true, CancellationToken.None));
                return last.HeaderOrThrow(_time);
            }

            if (last.IsRemembered(isRetry?.Invoke() is true, silence, _time))
            {
                _metrics.TokenLookedUp(isHit: true);
                return last.HeaderOrThrow(_time);
            }
        }

        _metrics.TokenLookedUp(isHit: false);
        return (await SendAsync(request, renew: false, cancellationToken)).HeaderOrThrow(_time);
    }

    /// <summary>Requests a newly issued token, and replaces what is stored. If that fails, nothing is stored any more.</summary>
    public async Task<string> RenewAsync(UserTokenRequest request, CancellationToken cancellationToken)
    {
        if (await FindWaitAsync(request) is { } wait)
            return wait.HeaderOrThrow(_time);

        var outcome = await SendAsync(request, renew: true, cancellationToken);
        if (outcome.Header is null)
            await _cache.RemoveAsync(request.Key, token: cancellationToken);
        return outcome.HeaderOrThrow(_time);
    }

    /// <summary>Drops every header and failure of <paramref name="account"/>, also those of requests that have begun.</summary>
    public Task ForgetAsync(string account) => _notices.PublishAsync(NoticeKind.TokensForgotten, SharedName.Of(account));

    /// <summary>Drops the refusals of all users, because a consent of any of them may have changed.</summary>
    public Task ForgetFailuresAsync() => _notices.PublishAsync(NoticeKind.RefusalsOutdated, InstanceNotices.Everything);

    private Task DropAsync(string name)
    {
        Abandon(name);
        return name == InstanceNotices.Everything
            ? _cache.ClearAsync().AsTask()
            : _cache.RemoveByTagAsync(name).AsTask();
    }

    // Tokens in memory stay. A request that began before the change may lead to a token that states the earlier access.
    private Task RequestAgainAsync(string name)
    {
        Abandon(name);
        return DropFailuresAsync();
    }

    private void Abandon(string name) => _requests.Abandon(
        key => name == InstanceNotices.Everything || SharedName.Of(UserTokenRequest.AccountOf(key)) == name);

    private Task DropFailuresAsync()
    {
        Interlocked.Increment(ref _failuresForgotten);
        return _cache.RemoveByTagAsync(FailureTag).AsTask();
    }

    private Task<TokenOutcome> SendAsync(UserTokenRequest request, bool renew, CancellationToken cancellationToken) =>
        _requests.RunAsync(
            renew ? request.RenewalKey : request.Key,
            isAbandoned => RequestAsync(request, renew, isAbandoned),
            cancellationToken);

    private async Task<TokenOutcome> RequestAsync(UserTokenRequest request, bool renew, Func<bool> isAbandoned)
    {
        if (await FindWaitAsync(request) is { } wait)
            return wait;

        var failuresForgotten = Volatile.Read(ref _failuresForgotten);
        TokenOutcome outcome;
        try
        {
            var header = await GetHeaderAsync(request, renew);
            outcome = TokenOutcome.Received(header, TokenLifetime.Of(header, request.Assertion, _time.GetUtcNow()));
        }
        catch (Exception exception)
        {
            outcome = TokenOutcome.Failed(exception, _time);
        }

        // A renewal that fails leaves the token that is still used.
        if (outcome.IsThrottled)
            await StoreAsync(WaitKey(request), outcome, [TagOf(request)], isAbandoned);
        else if (outcome.Header is not null && request.IsKept)
            await StoreAsync(request.Key, outcome, [TagOf(request)], isAbandoned);
        else if (outcome.Header is null && !renew)
            await StoreAsync(request.Key, outcome, [TagOf(request), FailureTag], () => isAbandoned() || IsFixed());

        return outcome;

        bool IsFixed() => failuresForgotten != Volatile.Read(ref _failuresForgotten);
    }

    // Of several instances that need the same token at once, the first requests it. The others then find it in MSAL's cache.
    private async Task<string> GetHeaderAsync(UserTokenRequest request, bool renew)
    {
        await using var entered = renew || request.Assertion is null
            ? null
            : await _locks.EnterAsync("token", request.Key, MaxLockWait, LockLifetime);
        return await request.Send(renew);
    }

    private async Task StoreAsync(string key, TokenOutcome outcome, string[] tags, Func<bool> isOutdated)
    {
        var duration = outcome.Duration(_time.GetUtcNow());
        if (duration <= TimeSpan.Zero)
        {
            await _cache.RemoveAsync(key);
            return;
        }

        var size = outcome.Header is { } header ? Encoding.UTF8.GetByteCount(header) : FailureSize;
        await _cache.SetAsync(key, outcome, options => options.SetDuration(duration).SetSize(size), tags);

        // Checked after storing: what is forgotten from now on is removed by its tag.
        if (isOutdated())
            await _cache.RemoveAsync(key);
    }

    private async ValueTask<TokenOutcome?> FindWaitAsync(UserTokenRequest request)
    {
        var wait = await _cache.TryGetAsync<TokenOutcome>(WaitKey(request));
        return wait.HasValue && wait.Value.IsRemembered(isRetry: true, TimeSpan.Zero, _time) ? wait.Value : null;
    }

    // As notices name the account.
    private static string TagOf(UserTokenRequest request) => SharedName.Of(request.Account);

    private static string WaitKey(UserTokenRequest request) => $"{request.Account} wait";
}
