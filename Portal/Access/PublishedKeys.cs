using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Access;

/// <summary>
/// The public keys of the authorities that the downstream APIs trust, to verify pasted tokens. The authority's address comes
/// from the API's contract or the settings, never from a token.
/// </summary>
internal sealed class PublishedKeys(IFusionCache cache, IHttpClientFactory clients, TimeProvider time)
{
    public const string ClientName = "published keys";

    // A key ID that is not published may be that of a new key. Tokens with made-up key IDs must not cause more requests.
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(30);

    /// <returns>The key; null if the authority does not publish it.</returns>
    /// <exception cref="InvalidOperationException">The keys cannot be fetched.</exception>
    public async Task<SecurityKey?> FindAsync(string authority, string keyId, CancellationToken cancellationToken)
    {
        var key = CacheKey(authority);
        var set = await cache.GetOrSetAsync(key, token => ReadAsync(authority, token), token: cancellationToken);
        if (set.Find(keyId) is { } found)
            return found;

        if (set.ReadAt + RefreshInterval > time.GetUtcNow())
            return null;

        await cache.ExpireAsync(key, token: cancellationToken);
        return (await cache.GetOrSetAsync(key, token => ReadAsync(authority, token), token: cancellationToken)).Find(keyId);
    }

    internal static string CacheKey(string authority) => $"keys of {authority}";

    private async Task<KeySet> ReadAsync(string authority, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        try
        {
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(
                $"{authority.TrimEnd('/')}/.well-known/openid-configuration", new HttpDocumentRetriever(client), cancellationToken);
            return new KeySet([.. metadata.SigningKeys], time.GetUtcNow());
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new InvalidOperationException("The authority’s keys cannot be fetched.", exception);
        }
    }

    private sealed record KeySet(IReadOnlyList<SecurityKey> Keys, DateTimeOffset ReadAt)
    {
        public SecurityKey? Find(string keyId) => Keys.FirstOrDefault(k => k.KeyId == keyId);
    }
}
