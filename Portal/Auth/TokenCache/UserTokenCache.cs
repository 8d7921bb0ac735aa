using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web.TokenCacheProviders;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using Portal.Redis;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Adds two things to MSAL's distributed cache. Each entry is encrypted for its own key, so that a damaged or swapped
/// entry is dropped instead of used. The keys of each user are recorded, so that sign-out can also remove the entries
/// of on-behalf-of, which MSAL stores under a hash of the incoming token. Whatever forgets tokens here also drops the
/// headers in memory.
/// </summary>
internal partial class UserTokenCache(
    IDistributedCache cache,
    IOptions<MsalDistributedTokenCacheAdapterOptions> options,
    ILoggerFactory loggers,
    IDataProtectionProvider dataProtection,
    IHttpContextAccessor http,
    SharedLocks locks,
    ExchangedTokens tokens)
    : MsalDistributedTokenCacheAdapter(cache, options, loggers.CreateLogger<MsalDistributedTokenCacheAdapter>())
{
    private const string Purpose = "portal.token-cache";

    private readonly IDataProtector _protector = dataProtection.CreateProtector(Purpose);
    private readonly ILogger _logger = loggers.CreateLogger<UserTokenCache>();
    private readonly UserCacheKeys _keys = new(
        cache,
        locks,
        dataProtection.CreateProtector(Purpose),
        options.Value.SlidingExpiration,
        loggers.CreateLogger<UserCacheKeys>());

    /// <summary>Removes all tokens of <paramref name="user"/>: of sign-in and of every on-behalf-of exchange.</summary>
    public async Task ForgetAsync(ClaimsPrincipal user)
    {
        try
        {
            if (Account.IdOf(user) is { } id)
            {
                foreach (var key in await _keys.TakeAsync(id))
                    await RemoveKeyAsync(key);
            }

            if (Account.HomeIdOf(user) is { } account)
                await RemoveKeyAsync(account);
        }
        finally
        {
            await ForgetHeadersAsync(user);
        }
    }

    /// <summary>Removes the on-behalf-of tokens of <paramref name="user"/>; the sign-in stays.</summary>
    public async Task ForgetExchangesAsync(ClaimsPrincipal user)
    {
        if (Account.IdOf(user) is not { } id)
            return;

        try
        {
            foreach (var key in await _keys.TakeAsync(id))
            {
                // MSAL stores sign-in tokens under the account, uid.utid, and exchanged tokens under a hash, which has no dot.
                if (key.Contains('.', StringComparison.Ordinal))
                    await _keys.AddAsync(id, key);
                else
                    await RemoveKeyAsync(key);
            }
        }
        finally
        {
            await ForgetHeadersAsync(user);
        }
    }

    protected override async Task WriteCacheBytesAsync(string cacheKey, byte[] bytes, CacheSerializerHints? cacheSerializerHints)
    {
        await base.WriteCacheBytesAsync(cacheKey, _protector.CreateProtector(cacheKey).Protect(bytes), cacheSerializerHints);
        if ((UserTokenRequests.CurrentAccount ?? Account.IdOf(http.HttpContext?.User)) is { } id)
            await _keys.AddAsync(id, cacheKey);
    }

    protected override async Task<byte[]?> ReadCacheBytesAsync(string cacheKey, CacheSerializerHints cacheSerializerHints)
    {
        var bytes = await base.ReadCacheBytesAsync(cacheKey, cacheSerializerHints);
        if (bytes is null)
            return null;

        try
        {
            return _protector.CreateProtector(cacheKey).Unprotect(bytes);
        }
        catch (CryptographicException exception)
        {
            // The message names the ID of a missing key.
            LogEntryDropped(_logger, exception.Message);
            await RemoveKeyAsync(cacheKey, cacheSerializerHints);
            return null;
        }
    }

    // After the stored tokens: a request that began before they were removed may not keep its outcome.
    private async Task ForgetHeadersAsync(ClaimsPrincipal user)
    {
        if (Account.IdOf(user) is { } id)
            await tokens.ForgetAsync(id);
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "A token cache entry could not be decrypted and was dropped: {Reason}")]
    private static partial void LogEntryDropped(ILogger logger, string reason);
}
