using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AccessContract.AspNetCore.Bearer;

/// <summary>
/// Validates a token once while its authority publishes the same keys. Its result depends on the token, the keys, the
/// settings and the time only, so until the token expires it stays the same. Only tokens that are valid are remembered.
/// </summary>
internal sealed class ReusingTokenHandler(TimeProvider time) : JsonWebTokenHandler
{
    private static readonly TimeSpan BetweenRemovals = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(UInt128, UInt128), Valid> _tokens = new();
    private long _nextRemoval;
    private int _validations;

    /// <summary>How many tokens are remembered at most.</summary>
    public int MaxCount { get; init; } = 5_000;

    /// <summary>How many tokens were validated, not reused.</summary>
    public int Validations => _validations;

    /// <summary>How many tokens are remembered.</summary>
    public int Count => _tokens.Count;

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters)
    {
        if (validationParameters.ConfigurationManager is not { } manager || !CanReadToken(token))
            return await base.ValidateTokenAsync(token, validationParameters);

        // Reading the keys again returns another object, also if they are the same.
        var keys = await manager.GetBaseConfigurationAsync(CancellationToken.None);
        var hash = HashOf(token);
        if (_tokens.TryGetValue(hash, out var known) && known.Keys == keys && known.IsCurrent(time.GetUtcNow()))
            return known.ToResult();

        Interlocked.Increment(ref _validations);
        var now = time.GetUtcNow();
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result is { IsValid: true, SecurityToken: JsonWebToken read })
            Remember(hash, new Valid(result.ClaimsIdentity.Clone(), read, keys, now, new DateTimeOffset(read.ValidTo, TimeSpan.Zero)));

        return result;
    }

    private void Remember((UInt128, UInt128) hash, Valid valid)
    {
        var now = time.GetUtcNow();
        if (!valid.IsCurrent(now))
            return;

        RemoveExpired(now);

        // Rare, and then each token is validated once more.
        if (_tokens.Count >= MaxCount)
            _tokens.Clear();

        _tokens[hash] = valid;
    }

    // Nothing of a token stays in memory for long after its expiry, also where few users sign in.
    private void RemoveExpired(DateTimeOffset now)
    {
        var next = Volatile.Read(ref _nextRemoval);
        if (now.UtcTicks < next && _tokens.Count < MaxCount)
            return;
        if (Interlocked.CompareExchange(ref _nextRemoval, (now + BetweenRemovals).UtcTicks, next) != next)
            return;

        foreach (var (hash, known) in _tokens)
        {
            if (!known.IsCurrent(now))
                _tokens.TryRemove(hash, out _);
        }
    }

    private static (UInt128, UInt128) HashOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return (MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
    }

    private sealed record Valid(
        ClaimsIdentity Identity, JsonWebToken Token, BaseConfiguration Keys, DateTimeOffset Since, DateTimeOffset Until)
    {
        // Earlier than before means that the clock was set back, possibly to before the token is valid.
        public bool IsCurrent(DateTimeOffset now) => Since <= now && now < Until;

        // A copy: what a request adds to its user stays in that request.
        public TokenValidationResult ToResult() => new() { IsValid = true, ClaimsIdentity = Identity.Clone(), SecurityToken = Token };
    }
}
