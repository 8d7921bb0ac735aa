using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>Each row's hash covers the row and the hash before it: altering one means altering all that follow.</summary>
internal sealed class AuditChain
{
    private string _previous = "";

    public long Count { get; private set; }

    /// <summary>The first row that is not as it was written.</summary>
    public long? BrokenAt { get; private set; }

    /// <param name="change">Rows from before there was one are a list that is shorter: none can be taken for the other.</param>
    public static string Link(string previous, AuditEntry entry, string? change)
    {
        // A JSON list: texts that are cut elsewhere are another list.
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

    /// <summary>No row follows, though one of <paramref name="number"/> and <paramref name="hash"/> may be known to have been there.</summary>
    public void End(long number, string hash)
    {
        if (number > Count)
            BrokenAt ??= Count + 1;
        else if (number == Count && number > 0 && hash != _previous)
            BrokenAt ??= Count;
    }
}
