using System.Globalization;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// Refresh tokens by the sign-in that they descend from. Each is for one use: whoever comes with a used one makes the
/// whole family worthless, since one of the two who had it must have stolen it.
/// </summary>
internal sealed class RefreshTokenFamilies
{
    /// <summary>How long a refresh token lives, and so how long its use must be remembered.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(90);

    private readonly TenantDatabase _database;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _revoked = [];
    private readonly HashSet<string> _redeemed = [];

    // Uses whose answer is not out yet: who asks meanwhile cannot know of it, and is no thief.
    private readonly Dictionary<string, int> _underWay = [];

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

    /// <summary>Uses a token, until its answer is out. False when that was done before; its family is then revoked.</summary>
    public bool TryRedeem(string token, string family)
    {
        lock (_gate)
        {
            var isFirst = _redeemed.Add(token);
            if (!isFirst && !_underWay.ContainsKey(token))
            {
                Revoke(family);
                return false;
            }

            _underWay[token] = _underWay.GetValueOrDefault(token) + 1;
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

    /// <summary>The answer to a use of the token is out.</summary>
    public void Answered(string token)
    {
        lock (_gate)
        {
            if (_underWay.GetValueOrDefault(token) > 1)
                _underWay[token]--;
            else
                _underWay.Remove(token);
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
