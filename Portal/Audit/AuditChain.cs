using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>Each row's hash covers the row and the previous hash, so an altered row changes every later hash.</summary>
internal sealed class AuditChain
{
    private string _previous = "";

    public long Count { get; private set; }

    /// <summary>The number of the first row that was altered or removed; null if there is none.</summary>
    public long? BrokenAt { get; private set; }

    /// <param name="change">
    /// Null for rows written before changes were stored. Their list is shorter, so the hashes differ.
    /// </param>
    public static string Link(string previous, AuditEntry entry, string? change)
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
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));
    }

    public void Add(AuditRow row)
    {
        Count++;
        if (row.Entry.Number != Count || row.Hash != Link(_previous, row.Entry, row.Change))
            BrokenAt ??= Count;

        _previous = row.Hash;
    }

    /// <summary>
    /// Compares the last row with the newest row that this process wrote, to detect rows missing from the end.
    /// </summary>
    public void End(long number, string hash)
    {
        if (number > Count)
            BrokenAt ??= Count + 1;
        else if (number == Count && number > 0 && hash != _previous)
            BrokenAt ??= Count;
    }
}
