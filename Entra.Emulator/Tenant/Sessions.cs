using System.Globalization;
using System.Text.Json;

namespace Entra.Emulator.Tenant;

/// <summary>
/// The apps used in each session, to notify them at sign-out, and the users whose sign-ins were revoked.
/// </summary>
internal sealed class Sessions
{
    /// <summary>How long a session lasts after its last use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private static readonly TimeSpan CleaningInterval = TimeSpan.FromMinutes(1);

    private readonly TenantDatabase _database;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Used> _sessions = [];
    private readonly Dictionary<Guid, DateTimeOffset> _validFrom = [];
    private DateTimeOffset _cleaned;

    public Sessions(TenantDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        database.OnReset(Load);
        Load();
    }

    /// <summary>
    /// Records that the session was used for an app; its front-channel logout URI may need the port of <paramref
    /// name="redirectUri"/>.
    /// </summary>
    public void Remember(string session, App client, string redirectUri)
    {
        lock (_gate)
        {
            RemoveOld();
            var used = Use(session);
            if (used.Apps.GetValueOrDefault(client.Id) == redirectUri)
                return;

            used.Apps[client.Id] = redirectUri;
            _database.Execute(
                "INSERT OR REPLACE INTO session_apps VALUES ($session, $client, $origin)",
                ("$session", session),
                ("$client", client.Id.ToString()),
                ("$origin", redirectUri));
        }
    }

    /// <summary>Ends a session. Returns the redirect URIs used in it, by client id.</summary>
    public IReadOnlyDictionary<Guid, string> End(string session)
    {
        lock (_gate)
        {
            _database.Execute("DELETE FROM session_apps WHERE session = $session", ("$session", session));
            return _sessions.Remove(session, out var used) ? used.Apps : [];
        }
    }

    /// <summary>Whether a sign-in at that time is still valid.</summary>
    public bool IsValid(UserAccount user, DateTimeOffset signedIn)
    {
        lock (_gate)
            return !_validFrom.TryGetValue(user.Id, out var from) || signedIn >= from;
    }

    /// <summary>The time of the last revocation, or null.</summary>
    public DateTimeOffset? ValidFrom(UserAccount user)
    {
        lock (_gate)
            return _validFrom.TryGetValue(user.Id, out var from) ? from : null;
    }

    /// <summary>
    /// The first Unix second whose tokens are valid after a revocation. Token times are whole seconds, so tokens
    /// issued in the second of the revocation are revoked.
    /// </summary>
    public static long FirstSecond(DateTimeOffset validFrom) =>
        (long)Math.Ceiling((validFrom - DateTimeOffset.UnixEpoch).TotalSeconds);

    /// <summary>Users whose sign-ins were revoked, by object id, and the time of the last revocation.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> Revocations
    {
        get
        {
            lock (_gate)
                return new Dictionary<Guid, DateTimeOffset>(_validFrom);
        }
    }

    /// <summary>Revokes all of the user's sign-ins and the refresh tokens issued for them.</summary>
    public void Revoke(UserAccount user)
    {
        lock (_gate)
        {
            var now = _validFrom[user.Id] = _time.GetUtcNow();
            _database.Execute(
                "INSERT OR REPLACE INTO sessions_valid_from VALUES ($user, $since)",
                ("$user", user.Id.ToString()),
                ("$since", now.ToString("O", CultureInfo.InvariantCulture)));
        }
    }

    private Used Use(string session)
    {
        var used = _sessions.TryGetValue(session, out var known) ? known : _sessions[session] = new Used();
        used.At = _time.GetUtcNow();
        return used;
    }

    // The browser's cookie has expired.
    private void RemoveOld()
    {
        var now = _time.GetUtcNow();
        if (now - _cleaned < CleaningInterval)
            return;

        _cleaned = now;
        var old = _sessions.Where(s => now - s.Value.At > Lifetime).Select(s => s.Key).ToList();
        if (old.Count == 0)
            return;

        old.ForEach(session => _sessions.Remove(session));
        _database.Execute(
            "DELETE FROM session_apps WHERE session IN (SELECT value FROM json_each($sessions))",
            ("$sessions", JsonSerializer.Serialize(old)));
    }

    private void Load()
    {
        lock (_gate)
        {
            _sessions.Clear();
            _validFrom.Clear();
            foreach (var (session, client, origin) in _database.Read(
                "SELECT * FROM session_apps", row => (row.GetString(0), row.GetGuid(1), row.GetString(2))))
            {
                Use(session).Apps[client] = origin;
            }

            foreach (var (user, since) in _database.Read(
                "SELECT * FROM sessions_valid_from", row => (row.GetGuid(0), row.GetString(1))))
            {
                _validFrom[user] = DateTimeOffset.Parse(since, CultureInfo.InvariantCulture);
            }
        }
    }

    private sealed class Used
    {
        /// <summary>Redirect URIs, by client id.</summary>
        public Dictionary<Guid, string> Apps { get; } = [];

        public DateTimeOffset At { get; set; }
    }
}
