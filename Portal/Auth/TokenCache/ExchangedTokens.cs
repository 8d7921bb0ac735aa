using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using AccessContract;
using Portal.Contracts.Problems;
using Portal.Metrics;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Authorization headers obtained on behalf of users, in memory. It stands in front of MSAL's cache, which reads and
/// parses a user's whole entry for each call. One exchange at a time for the same token and scopes, except renewals; all
/// callers that wait for it share its outcome. Refusals, and the authority's requests to wait, are remembered too, for that user only.
/// </summary>
internal sealed class ExchangedTokens(
    [FromKeyedServices(ExchangedTokens.CacheName)] IFusionCache cache, PortalMetrics metrics, TimeProvider time)
{
    public const string CacheName = "exchanged tokens";

    private const string FailureTag = "failed";
    private const int FailureSize = 8 * 1024;

    // As long before expiry as MSAL requests a new token.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    // Counts what was forgotten: an exchange that began before that may not store its outcome.
    private int _forgotten;

    /// <param name="assertion">The user's validated token for the portal, which is exchanged.</param>
    /// <param name="account">The user, for <see cref="ForgetAsync"/>.</param>
    /// <param name="exchange">Requests the header from MSAL.</param>
    /// <param name="isRetry">Whether to request again what was refused before; asked only in that case.</param>
    public async ValueTask<string> GetAsync(
        string assertion,
        IEnumerable<string> scopes,
        string account,
        Func<CancellationToken, Task<string>> exchange,
        CancellationToken cancellationToken,
        Func<bool>? isRetry = null)
    {
        var key = KeyOf(assertion, scopes);
        var known = await cache.TryGetAsync<TokenOutcome>(key, token: cancellationToken);
        var header = known.HasValue ? known.Value.Header : null;
        metrics.TokenLookedUp(header is not null);
        return header
            ?? await RequestAsync(
                key,
                account,
                ReusableFor,
                exchange,
                failure => failure.IsRemembered(isRetry?.Invoke() is true, time),
                cancellationToken);

        TimeSpan ReusableFor(string received) => ExchangedTokens.ReusableFor(received, assertion, time.GetUtcNow());
    }

    /// <summary>
    /// Requests of one user for the same scopes, one after another, without keeping the header: MSAL's cache has it. Of
    /// many that find an expired token, only the first sends a request.
    /// </summary>
    public Task<string> TakeTurnsAsync(
        string account,
        IEnumerable<string> scopes,
        Func<CancellationToken, Task<string>> acquire,
        CancellationToken cancellationToken) => RequestAsync(
            $"{account} {string.Join(' ', scopes)}",
            account,
            _ => TimeSpan.Zero,
            acquire,
            failure => failure.IsRecentSilence(time) || failure.IsRemembered(isRetry: false, time),
            cancellationToken);

    /// <summary>Exchanges again, and replaces what is stored. If that fails, nothing is stored any more.</summary>
    public async Task<string> RenewAsync(
        string assertion,
        IEnumerable<string> scopes,
        string account,
        Func<CancellationToken, Task<string>> exchange,
        CancellationToken cancellationToken)
    {
        var key = KeyOf(assertion, scopes);
        var known = await cache.TryGetAsync<TokenOutcome>(key, token: cancellationToken);
        if (known is { HasValue: true, Value: { IsThrottled: true } throttled } && throttled.IsRemembered(isRetry: true, time))
            throttled.ThrowFailure(time);

        var forgotten = Volatile.Read(ref _forgotten);
        await cache.RemoveAsync(key, token: cancellationToken);
        try
        {
            var header = await exchange(cancellationToken);
            await StoreAsync(new TokenOutcome(header, Failure: null, At: 0));
            return header;
        }
        catch (AuthorityException exception) when (exception.RetryAfter is not null)
        {
            await StoreAsync(TokenOutcome.Failed(exception, time));
            throw;
        }

        ValueTask StoreAsync(TokenOutcome outcome) => forgotten != Volatile.Read(ref _forgotten)
            ? ValueTask.CompletedTask
            : cache.SetAsync(
                key,
                outcome,
                options => Limit(options, outcome, received => ReusableFor(received, assertion, time.GetUtcNow())),
                tags: outcome.Header is null ? [account, FailureTag] : [account],
                token: cancellationToken);
    }

    /// <summary>Drops every header and failure of <paramref name="account"/>.</summary>
    public ValueTask ForgetAsync(string account)
    {
        Interlocked.Increment(ref _forgotten);
        return cache.RemoveByTagAsync(account);
    }

    /// <summary>Drops the failures of all users, because a consent or role of any of them may have changed.</summary>
    public ValueTask ForgetFailuresAsync()
    {
        Interlocked.Increment(ref _forgotten);
        return cache.RemoveByTagAsync(FailureTag);
    }

    /// <summary>
    /// How long a header may be used: until five minutes before its own expiry, and not after that of the exchanged token.
    /// Zero if one of them cannot be read, because its expiry is unknown.
    /// </summary>
    internal static TimeSpan ReusableFor(string header, string assertion, DateTimeOffset now) =>
        ExpiryOf(header) is { } own && ExpiryOf($"Bearer {assertion}") is { } exchanged
            ? TimeSpan.FromTicks(Math.Max(0, Math.Min((own - Margin - now).Ticks, (exchanged - now).Ticks)))
            : TimeSpan.Zero;

    private async Task<string> RequestAsync(
        string key,
        string account,
        Func<string, TimeSpan> reusableFor,
        Func<CancellationToken, Task<string>> exchange,
        Func<TokenOutcome, bool> isRemembered,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var outcome = await cache.GetOrSetAsync<TokenOutcome>(
                key, (context, cancellation) => ExchangeAsync(context, account, reusableFor, exchange, cancellation),
                tags: [account],
                token: cancellationToken);
            if (outcome.Header is { } header)
                return header;
            if (outcome.At >= started || isRemembered(outcome))
                outcome.ThrowFailure(time);

            // It failed before this call, and the cause may be over.
            await cache.RemoveAsync(key, token: cancellationToken);
        }
    }

    private async Task<TokenOutcome> ExchangeAsync(
        FusionCacheFactoryExecutionContext<TokenOutcome> context,
        string account,
        Func<string, TimeSpan> reusableFor,
        Func<CancellationToken, Task<string>> exchange,
        CancellationToken cancellationToken)
    {
        var forgotten = Volatile.Read(ref _forgotten);
        TokenOutcome outcome;
        try
        {
            outcome = new TokenOutcome(await exchange(cancellationToken), Failure: null, At: 0);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = TokenOutcome.Failed(exception, time);
            context.Tags = [account, FailureTag];
        }

        Limit(context.Options, outcome, reusableFor);
        if (forgotten != Volatile.Read(ref _forgotten))
            context.Options.SetSkipMemoryCacheWrite();

        return outcome;
    }

    private static void Limit(FusionCacheEntryOptions options, TokenOutcome outcome, Func<string, TimeSpan> reusableFor)
    {
        var (duration, size) = outcome.Header is { } header
            ? (reusableFor(header), Encoding.UTF8.GetByteCount(header))
            : (outcome.Duration, FailureSize);
        if (duration == TimeSpan.Zero)
            options.SetSkipMemoryCacheWrite();
        else
            options.SetDuration(duration).SetSize(size);
    }

    private static DateTimeOffset? ExpiryOf(string header) =>
        DecodedToken.OfHeader(header, SignatureEvidence.Unchecked) is { } token ? TokenFacts.Read(token).ExpiresAt : null;

    private static string KeyOf(string assertion, IEnumerable<string> scopes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(assertion.AsSpan()), hash);
        return $"{Convert.ToHexString(hash)} {string.Join(' ', scopes)}";
    }
}
