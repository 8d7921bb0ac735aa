using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AccessContract.AspNetCore.Bearer;

/// <summary>
/// What tokens that passed every check contain, by the tokens' hashes. The checks depend on the token and the time only,
/// so until it expires, the same token passes again. The library still validates signature and lifetime on each request.
/// </summary>
internal sealed class AcceptedTokens(TimeProvider time)
{
    public const int MaxCount = 5_000;

    private readonly ConcurrentDictionary<(UInt128, UInt128), Accepted> _tokens = new();

    /// <summary>Null if the token has to be checked.</summary>
    public TokenFacts? Find(string token)
    {
        if (!_tokens.TryGetValue(HashOf(token), out var accepted))
            return null;

        // Earlier than before means that the clock was set back, possibly to before the token is valid.
        var now = time.GetUtcNow();
        return accepted.Since <= now && now < accepted.Until ? accepted.Facts : null;
    }

    /// <param name="token">A token that the library has validated and that has passed every check just now.</param>
    public void Add(string token, TokenFacts facts)
    {
        var now = time.GetUtcNow();
        if (facts.ExpiresAt is not { } expires || expires <= now)
            return;

        // Rare, and then each token is checked once more.
        if (_tokens.Count >= MaxCount)
            _tokens.Clear();

        _tokens[HashOf(token)] = new(facts, now, expires);
    }

    private static (UInt128 First, UInt128 Second) HashOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return (MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
    }

    private sealed record Accepted(TokenFacts Facts, DateTimeOffset Since, DateTimeOffset Until);
}
