using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using ServiceDefaults;

namespace Portal.Audit;

/// <summary>
/// The keys of the hash chain, in a file next to the audit log, each encrypted with Data Protection. With the audit log
/// alone, nobody can compute the hashes again.
/// </summary>
internal sealed class AuditKeys(AuditFile file, IDataProtectionProvider protection)
{
    private const string Purpose = "portal.audit-chain";
    private const int KeyLength = 32;

    private readonly string _path = Path.ChangeExtension(file.Path, ".keys");

    /// <summary>Oldest first. Of several keys for an entry, the last one applies.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public IReadOnlyList<AuditKey> Read() => [.. ReadStored().Select(Decrypt)];

    /// <summary>Stores a new key for all entries from <paramref name="first"/> on.</summary>
    public AuditKey Create(long first)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        List<StoredKey> keys = [.. ReadStored(), new StoredKey(first, Protector(first).Protect(key))];
        PrivateFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(keys, JsonSerializerOptions.Web));
        return new AuditKey(first, key);
    }

    private List<StoredKey> ReadStored()
    {
        if (!File.Exists(_path))
            return [];

        try
        {
            return JsonSerializer.Deserialize<List<StoredKey>>(File.ReadAllBytes(_path), JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{_path} cannot be read.", exception);
        }
    }

    private AuditKey Decrypt(StoredKey stored)
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

    private sealed record StoredKey(long First, byte[] Key);
}

/// <param name="First">The first entry that the key is for.</param>
/// <param name="Value">Null if Data Protection cannot decrypt it.</param>
internal sealed record AuditKey(long First, byte[]? Value);
