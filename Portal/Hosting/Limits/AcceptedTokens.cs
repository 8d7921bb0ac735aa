namespace Portal.Hosting.Limits;

/// <summary>
/// Remembers roughly which tokens were valid before, so that they are validated again even while their address sends many
/// invalid ones. It accepts no token: it only decides which are worth validating.
/// </summary>
internal sealed class AcceptedTokens
{
    private const int Size = 1 << 16;
    private const int SignaturePart = 64;

    private readonly int[] _hashes = new int[Size];

    public void Add(string header)
    {
        var hash = HashOf(header);
        Volatile.Write(ref _hashes[hash & (Size - 1)], hash);
    }

    public bool Contains(string header)
    {
        var hash = HashOf(header);
        return Volatile.Read(ref _hashes[hash & (Size - 1)]) == hash;
    }

    // Of the signature, which nobody knows without the token. The hash is seeded for each process.
    private static int HashOf(string header) =>
        string.GetHashCode(header.AsSpan()[Math.Max(0, header.Length - SignaturePart)..], StringComparison.Ordinal);
}
