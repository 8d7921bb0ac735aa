using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Database;

namespace Portal.Audit;

/// <summary>
/// The keys of the hash chain, each encrypted with Data Protection. With the audit log alone, nobody can compute the hashes
/// again.
/// </summary>
internal sealed class AuditKeys(IAuditKeyStore store, IDataProtectionProvider protection)
{
    private const string Purpose = "portal.audit-chain";
    private const int KeyLength = 32;

    /// <summary>Oldest first. Of several keys for an entry, the last one applies.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public async Task<IReadOnlyList<AuditKey>> ReadAsync(PortalDatabase database, CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync(database, cancellationToken)).Select(Decrypt)];

    /// <summary>The key for the next entry; a new one if there is none that can be decrypted.</summary>
    /// <remarks>Only in the transaction that appends the entry.</remarks>
    public async Task<byte[]> GetOrCreateAsync(PortalDatabase database, long next, CancellationToken cancellationToken)
    {
        var keys = await ReadAsync(database, cancellationToken);
        if (keys is [.., { Value: { } newest } last] && last.First <= next)
            return newest;

        var key = RandomNumberGenerator.GetBytes(KeyLength);
        await store.AddAsync(database, next, Protector(next).Protect(key), cancellationToken);
        return key;
    }

    private AuditKey Decrypt(StoredAuditKey stored)
    {
        try
        {
            return new AuditKey(stored.First, Protector(stored.First).Unprotect(stored.Key));
        }
        catch (CryptographicException)
        {
            return new AuditKey(stored.First, Value: null);
        }
    }

    private IDataProtector Protector(long first) => protection.CreateProtector(Purpose, $"{first}");
}

/// <param name="First">The first entry that the key is for.</param>
/// <param name="Value">Null if Data Protection cannot decrypt it.</param>
internal sealed record AuditKey(long First, byte[]? Value);
