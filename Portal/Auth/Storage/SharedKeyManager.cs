using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Portal.Auth.Storage;

/// <summary>
/// The framework's key manager, which by itself notices a key of another instance only after up to 24 hours.
/// </summary>
internal sealed class SharedKeyManager(XmlKeyManager inner) : IKeyManager, IDisposable
{
    private CancellationTokenSource _outdated = new();

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        inner.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => inner.GetAllKeys();

    public void RevokeKey(Guid keyId, string? reason = null) => inner.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => inner.RevokeAllKeys(revocationDate, reason);

    public CancellationToken GetCacheExpirationToken() => CancellationTokenSource
        .CreateLinkedTokenSource(inner.GetCacheExpirationToken(), Volatile.Read(ref _outdated).Token)
        .Token;

    public void Dispose() => _outdated.Dispose();

    /// <summary>The keys have changed outside this process: the framework reads them again at the next use.</summary>
    public void Invalidate() => Interlocked.Exchange(ref _outdated, new CancellationTokenSource()).Cancel();
}
