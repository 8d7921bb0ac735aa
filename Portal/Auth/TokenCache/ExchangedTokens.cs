using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using AccessContract;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Authorization headers obtained on behalf of users, in memory. It stands in front of MSAL's cache, which reads and
/// parses a user's whole entry for each call. One exchange at a time for the same token and scopes.
/// </summary>
internal sealed class ExchangedTokens([FromKeyedServices(ExchangedTokens.CacheName)] IFusionCache cache, TimeProvider time)
{
    public const string CacheName = "exchanged tokens";

    // As long before expiry as MSAL requests a new token.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <param name="assertion">The user's validated token for the portal, which is exchanged.</param>
    /// <param name="account">The user, for <see cref="ForgetAsync"/>.</param>
    /// <param name="exchange">Requests the header from MSAL.</param>
    public ValueTask<string> GetAsync(
        string assertion,
        IEnumerable<string> scopes,
        string account,
        Func<CancellationToken, Task<string>> exchange,
        CancellationToken cancellationToken) => cache.GetOrSetAsync<string>(
            KeyOf(assertion, scopes),
            async (context, cancellation) =>
            {
                var header = await exchange(cancellation);
                Limit(context.Options, header, assertion);
                return header;
            },
            tags: [account],
            token: cancellationToken);

    /// <summary>Exchanges again, and replaces what is stored. If that fails, nothing is stored any more.</summary>
    public async Task<string> RenewAsync(
        string assertion,
        IEnumerable<string> scopes,
        string account,
        Func<CancellationToken, Task<string>> exchange,
        CancellationToken cancellationToken)
    {
        var key = KeyOf(assertion, scopes);
        await cache.RemoveAsync(key, token: cancellationToken);
        var header = await exchange(cancellationToken);
        await cache.SetAsync(
            key, header, options => Limit(options, header, assertion), tags: [account], token: cancellationToken);
        return header;
    }

    /// <summary>Drops every header of <paramref name="account"/>.</summary>
    public ValueTask ForgetAsync(string account) => cache.RemoveByTagAsync(account);

    /// <summary>
    /// How long a header may be used: until five minutes before its own expiry, and not after that of the exchanged token.
    /// Zero if one of them cannot be read, because its expiry is unknown.
    /// </summary>
    internal static TimeSpan ReusableFor(string header, string assertion, DateTimeOffset now) =>
        ExpiryOf(header) is { } own && ExpiryOf($"Bearer {assertion}") is { } exchanged
            ? TimeSpan.FromTicks(Math.Max(0, Math.Min((own - Margin - now).Ticks, (exchanged - now).Ticks)))
            : TimeSpan.Zero;

    private void Limit(FusionCacheEntryOptions options, string header, string assertion)
    {
        var duration = ReusableFor(header, assertion, time.GetUtcNow());
        if (duration == TimeSpan.Zero)
            options.SetSkipMemoryCacheWrite();
        else
            options.SetDuration(duration).SetSize(Encoding.UTF8.GetByteCount(header));
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
