using System.Globalization;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// Groups refresh tokens by the sign-in that they descend from. Each token can be used once. A second use revokes the
/// whole family, because the token may have been stolen.
/// </summary>
internal sealed class RefreshTokenFamilies
{
    /// <summary>The lifetime of a refresh token, and how long its use must be remembered.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(90);

    private readonly TenantDatabase _database;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _revoked = [];
    private readonly HashSet<string> _redeemed = [];

    // Uses whose response has not been sent yet. Concurrent requests with the same token are not treated as theft.
    private readonly Dictionary<string, int> _inProgress = [];

    public RefreshTokenFamilies(TenantDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        database.OnReset(Load);
        Load();
    }

    public bool IsRevoked(string family)
    {
        lock (_gate)
            return _revoked.Contains(family);
    }

    public void Revoke(string family)
    {
        lock (_gate)
        {
            if (_revoked.Add(family))
                _database.Execute("INSERT OR IGNORE INTO revoked_families VALUES ($id)", ("$id", family));
        }
    }

    /// <summary>
    /// Marks a token as used. False, with the family revoked, when it was used before and the response has been sent.
    /// </summary>
    public bool TryRedeem(string token, string family)
    {
        lock (_gate)
        {
            var isFirst = _redeemed.Add(token);
            if (!isFirst && !_inProgress.ContainsKey(token))
            {
                Revoke(family);
                return false;
            }

            _inProgress[token] = _inProgress.GetValueOrDefault(token) + 1;
            if (isFirst)
            {
                _database.Execute(
                    "INSERT OR IGNORE INTO redeemed_tokens VALUES ($id, $redeemed)",
                    ("$id", token),
                    ("$redeemed", Text(_time.GetUtcNow())));
            }

            return true;
        }
    }

    /// <summary>The response to a use of the token was sent.</summary>
    public void ResponseSent(string token)
    {
        lock (_gate)
        {
            if (_inProgress.GetValueOrDefault(token) > 1)
                _inProgress[token]--;
            else
                _inProgress.Remove(token);
        }
    }

    private void Load()
    {
        lock (_gate)
        {
            _database.Execute(
                "DELETE FROM redeemed_tokens WHERE redeemed < $old",
                ("$old", Text(_time.GetUtcNow() - RefreshTokenLifetime)));
            _revoked.Clear();
            _revoked.UnionWith(_database.Read("SELECT id FROM revoked_families", row => row.GetString(0)));
            _redeemed.Clear();
            _redeemed.UnionWith(_database.Read("SELECT id FROM redeemed_tokens", row => row.GetString(0)));
        }
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
