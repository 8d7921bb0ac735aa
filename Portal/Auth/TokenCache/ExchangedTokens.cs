using System.Text;
using Portal.Metrics;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Authorization headers of users, in memory: of tokens for the pages, and of tokens obtained on behalf of users. It stands
/// in front of MSAL's cache, which reads and parses a user's whole entry for each call. One request at a time for the same
/// token; all callers that wait for it share its outcome. Refusals are remembered too, and when the authority asks the
/// portal to wait, no request is sent for that user until the wait is over.
/// </summary>
internal sealed class ExchangedTokens(
    [FromKeyedServices(ExchangedTokens.CacheName)] IFusionCache cache,
    TokenRenewals renewals,
    PortalMetrics metrics,
    TimeProvider time)
{
    public const string CacheName = "exchanged tokens";

    private const string FailureTag = "failed";
    private const int FailureSize = 8 * 1024;

    private readonly SingleFlight<TokenOutcome> _requests = new();

    // Counts when failures were forgotten: a request that began before that may not store its failure.
    private int _failuresForgotten;

    /// <param name="request">The token.</param>
    /// <param name="isRetry">Whether to request again what was refused before; asked only in that case.</param>
    /// <param name="silence">For how long the authority is not asked again after it did not respond.</param>
    /// <param name="cancellationToken">The caller gives up; the request goes on for the others.</param>
    public async ValueTask<string> GetAsync(
        UserTokenRequest request, Func<bool>? isRetry, TimeSpan silence, CancellationToken cancellationToken)
    {
        var known = await cache.TryGetAsync<TokenOutcome>(request.Key, token: cancellationToken);
        if (known is { HasValue: true, Value: var last })
        {
            var now = time.GetUtcNow();
            if (last.IsUsable(now))
            {
                metrics.TokenLookedUp(isHit: true);
                if (last.TryStartRenewal(now))
                    renewals.Add(() => SendAsync(request, renew: true, CancellationToken.None));
                return last.HeaderOrThrow(time);
            }

            if (last.IsRemembered(isRetry?.Invoke() is true, silence, time))
            {
                metrics.TokenLookedUp(isHit: true);
                return last.HeaderOrThrow(time);
            }
        }

        metrics.TokenLookedUp(isHit: false);
        return (await SendAsync(request, renew: false, cancellationToken)).HeaderOrThrow(time);
    }

    /// <summary>Requests a newly issued token, and replaces what is stored. If that fails, nothing is stored any more.</summary>
    public async Task<string> RenewAsync(UserTokenRequest request, CancellationToken cancellationToken)
    {
        if (await FindWaitAsync(request) is { } wait)
            return wait.HeaderOrThrow(time);

        var outcome = await SendAsync(request, renew: true, cancellationToken);
        if (outcome.Header is null)
            await cache.RemoveAsync(request.Key, token: cancellationToken);
        return outcome.HeaderOrThrow(time);
    }

    /// <summary>Drops every header and failure of <paramref name="account"/>, also those of requests that have begun.</summary>
    public ValueTask ForgetAsync(string account)
    {
        _requests.Abandon($"{account} ");
        return cache.RemoveByTagAsync(account);
    }

    /// <summary>Drops the refusals of all users, because a consent or role of any of them may have changed.</summary>
    public ValueTask ForgetFailuresAsync()
    {
        Interlocked.Increment(ref _failuresForgotten);
        return cache.RemoveByTagAsync(FailureTag);
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
            var header = await request.Send(renew);
            outcome = TokenOutcome.Received(header, TokenLifetime.Of(header, request.Assertion, time.GetUtcNow()));
        }
        catch (Exception exception)
        {
            outcome = TokenOutcome.Failed(exception, time);
        }

        // A renewal that fails leaves the token that is still used.
        if (outcome.IsThrottled)
            await StoreAsync(WaitKey(request), outcome, [request.Account], isAbandoned);
        else if (outcome.Header is not null && request.IsKept)
            await StoreAsync(request.Key, outcome, [request.Account], isAbandoned);
        else if (outcome.Header is null && !renew)
            await StoreAsync(request.Key, outcome, [request.Account, FailureTag], () => isAbandoned() || IsFixed());

        return outcome;

        bool IsFixed() => failuresForgotten != Volatile.Read(ref _failuresForgotten);
    }

    private async Task StoreAsync(string key, TokenOutcome outcome, string[] tags, Func<bool> isOutdated)
    {
        var duration = outcome.Duration(time.GetUtcNow());
        if (duration <= TimeSpan.Zero)
        {
            await cache.RemoveAsync(key);
            return;
        }

        var size = outcome.Header is { } header ? Encoding.UTF8.GetByteCount(header) : FailureSize;
        await cache.SetAsync(key, outcome, options => options.SetDuration(duration).SetSize(size), tags);

        // Checked after storing: what is forgotten from now on is removed by its tag.
        if (isOutdated())
            await cache.RemoveAsync(key);
    }

    private async ValueTask<TokenOutcome?> FindWaitAsync(UserTokenRequest request)
    {
        var wait = await cache.TryGetAsync<TokenOutcome>(WaitKey(request));
        return wait.HasValue && wait.Value.IsRemembered(isRetry: true, TimeSpan.Zero, time) ? wait.Value : null;
    }

    private static string WaitKey(UserTokenRequest request) => $"{request.Account} wait";
}
