namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// Tracks redeemed codes. OpenIddict's codes are self-contained and, without its stores, would be accepted more than
/// once. A second redemption also revokes the refresh tokens issued for the first one (RFC 6749, 4.1.2).
/// </summary>
internal sealed class AuthorizationCodes(RefreshTokenFamilies families, TimeProvider time)
{
    /// <summary>The lifetime of a code, and how long its redemption must be remembered.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    // Redemptions are kept in memory, so codes from before a restart are refused: they may have been redeemed.
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly Dictionary<string, DateTimeOffset> _redeemed = [];
    private readonly Lock _gate = new();

    /// <summary>The id of a new code and of the refresh tokens issued for it.</summary>
    public string NewId() => $"{_run}.{Guid.NewGuid():N}";

    public CodeRedemption Redeem(string id)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var (old, _) in _redeemed.Where(r => r.Value + CodeLifetime < now).ToArray())
                _redeemed.Remove(old);

            if (!id.StartsWith(_run, StringComparison.Ordinal))
                return CodeRedemption.Expired;
            if (_redeemed.TryAdd(id, now))
                return CodeRedemption.First;

            families.Revoke(id);
            return CodeRedemption.Reused;
        }
    }
}

internal enum CodeRedemption
{
    First,
    Reused,
    Expired,
}
