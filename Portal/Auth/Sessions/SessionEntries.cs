using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;

namespace Portal.Auth.Sessions;

/// <summary>Entries of the distributed cache, each encrypted for its own key. An entry that cannot be read is dropped.</summary>
internal sealed partial class SessionEntries(
    IDistributedCache cache, IDataProtectionProvider dataProtection, ILogger<SessionEntries> logger)
{
    private readonly IDataProtector _protector = dataProtection.CreateProtector("portal.sessions");

    public async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await cache.GetAsync(key, cancellationToken) is not { } bytes)
            return null;

        try
        {
            return _protector.CreateProtector(key).Unprotect(bytes);
        }
        catch (CryptographicException)
        {
            LogEntryDropped(logger);
            await cache.RemoveAsync(key, cancellationToken);
            return null;
        }
    }

    // A write is not cancelled when the browser leaves: a sign-out would be lost.
    public Task WriteAsync(string key, byte[] content, TimeSpan lifetime) => cache.SetAsync(
        key,
        _protector.CreateProtector(key).Protect(content),
        new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime },
        CancellationToken.None);

    public Task RemoveAsync(string key) => cache.RemoveAsync(key, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A stored session could not be decrypted and was dropped")]
    private static partial void LogEntryDropped(ILogger logger);
}
