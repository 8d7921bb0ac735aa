using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>
/// Each row's hash covers the row and the previous hash, so an altered row changes every later hash. From the first key
/// on, the hashes are HMACs; rows of earlier versions have plain hashes.
/// </summary>
/// <param name="keys">From <see cref="AuditKeys.ReadAsync"/>.</param>
/// <param name="known">What this process knew of the log before it was read.</param>
internal sealed class AuditChain(IReadOnlyList<AuditKey> keys, KnownRow known)
{
    private string _previous = "";

    /// <summary>The hash of the last row that was added.</summary>
    public string LastHash => _previous;

    public long Count { get; private set; }

    /// <summary>The number of the first row that was altered or removed; null if there is none.</summary>
    public long? BrokenAt { get; private set; }

    /// <summary>Whether every row that was added fits, and could be verified.</summary>
    public bool IsVerified => BrokenAt is null && UnverifiedFrom is null;

    /// <summary>The number of the first row that was verified with a key; null if there is none.</summary>
    public long? KeyedFrom { get; private set; }

    /// <summary>The number of the first row whose key cannot be decrypted; null if there is none.</summary>
    public long? UnverifiedFrom { get; private set; }

    /// <param name="key">Null for rows of versions that had no keys.</param>
    /// <param name="change">
    /// Null for rows written before changes were stored. Their list is shorter, so the hashes differ.
    /// </param>
    public static string Link(byte[]? key, string previous, AuditEntry entry, string? change)
    {
        // A JSON list keeps the boundaries of the texts: "ab", "c" and "a", "bc" have different hashes.
        string[] parts =
        [
            previous,
            entry.Number.ToString(CultureInfo.InvariantCulture),
            entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            entry.ActorId,
            entry.ActorName,
            entry.Action,
            entry.Target,
            entry.Detail,
            entry.Outcome,
            entry.TraceId,
            .. (string[])(change is null ? [] : [change]),
        ];
        var row = JsonSerializer.SerializeToUtf8Bytes(parts);
        return Convert.ToHexStringLower(key is null ? SHA256.HashData(row) : HMACSHA256.HashData(key, row));
    }

    /// <returns>Whether the row, and all rows before it, can be trusted.</returns>
    public bool Add(AuditRow row)
    {
        Count++;
        var key = keys.LastOrDefault(k => k.First <= Count);
        var isVerifiable = key is not { Value: null };
        if (row.Entry.Number != Count || (isVerifiable && row.Hash != Link(key?.Value, _previous, row.Entry, row.Change)))
            BrokenAt ??= Count;

        // Somebody with all keys could compute a chain that fits, but not one with the same hashes.
        if (Count == known.Number && row.Hash != known.Hash)
            BrokenAt ??= Count;

        if (!isVerifiable)
            UnverifiedFrom ??= Count;
        else if (key is not null)
            KeyedFrom ??= Count;

        _previous = row.Hash;
        return isVerifiable && BrokenAt is null;
    }

    /// <summary>After the last row: detects rows that are missing from the end.</summary>
    public void End()
    {
        if (known.LostAt is not null)
            BrokenAt ??= known.LostAt;
        else if (known.Number > Count)
            BrokenAt ??= Count + 1;
    }
}
