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
    private readonly HashSet<string> _redeemed = [];
    private readonly Queue<(string Id, DateTimeOffset At)> _oldestFirst = [];
    private readonly Lock _gate = new();

    /// <summary>The id of a new code and of the refresh tokens issued for it.</summary>
    public string NewId() => $"{_run}.{Guid.NewGuid():N}";

    public CodeRedemption Redeem(string id)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_oldestFirst.TryPeek(out var oldest) && oldest.At + CodeLifetime < now)
                _redeemed.Remove(_oldestFirst.Dequeue().Id);

            if (!id.StartsWith(_run, StringComparison.Ordinal))
                return CodeRedemption.Expired;
            if (_redeemed.Add(id))
            {
                _oldestFirst.Enqueue((id, now));
                return CodeRedemption.First;
            }

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
