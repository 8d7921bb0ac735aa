using Microsoft.Data.Sqlite;
using ServiceDefaults;

namespace Portal.Auth.Storage;

/// <summary>
/// Cache entries in a SQLite file. Not thread-safe. Every failure throws an exception for which
/// <see cref="StorageFault.IsStorage"/> is true.
/// </summary>
internal sealed class CacheFile : IDisposable
{
    // The tables of NeoSmart.Caching.Sqlite, which wrote this file in earlier versions. Times are ticks.
    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS cache (
            key VARCHAR NOT NULL PRIMARY KEY, value BLOB, expiry INTEGER, renewal INTEGER) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS meta (key TEXT NOT NULL PRIMARY KEY, value INTEGER) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS cache_expiry ON cache (expiry);
        INSERT OR IGNORE INTO meta VALUES ('version', 1), ('created', $now);
        """;

    private const string HasLatest = "SELECT COUNT(*) FROM pragma_table_info('cache') WHERE name = 'latest'";
    private const string AddLatest = "ALTER TABLE cache ADD COLUMN latest INTEGER";
    private const string Insert =
        """
        INSERT OR REPLACE INTO cache (key, value, expiry, renewal, latest)
        VALUES ($key, $value, $expiry, $renewal, $latest)
        """;

    // Those that were used longest ago, as far as their expiry shows.
    private const string DeleteBeyondSize =
        """
        DELETE FROM cache WHERE key IN (
            SELECT key FROM (SELECT key, SUM(length(value)) OVER (ORDER BY expiry DESC, key) AS total FROM cache)
            WHERE total > $bytes)
        """;

    private readonly SqliteConnection _connection;

    private CacheFile(SqliteConnection connection) => _connection = connection;

    /// <summary>As <see cref="Open"/>, but sets a damaged file aside and creates a new one.</summary>
    /// <returns>Also whether the file is new, and where the damaged one is now, if there was one.</returns>
    public static (CacheFile File, bool IsNew, string? Damaged) OpenOrReplace(string path, DateTimeOffset now)
    {
        try
        {
            var isNew = !File.Exists(path);
            return (Open(path, now), isNew, Damaged: null);
        }
        catch (InvalidDataException)
        {
            var damaged = DamagedFiles.SetAside(path, now);
            return (Open(path, now), IsNew: true, damaged);
        }
    }

    /// <summary>
    /// Opens the file, creates it if it does not exist, and proves that it is undamaged and can be written.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static CacheFile Open(string path, DateTimeOffset now)
    {
        SQLitePCL.Batteries_V2.Init();

        // SQLite creates its journals with the permissions of the database file.
        if (!File.Exists(path))
            PrivateFile.Write(path, []);

        // The timeout, in seconds, is what a lock of another process may delay one statement.
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 };
        var file = new CacheFile(new SqliteConnection(settings.ToString()));
        try
        {
            file._connection.Open();
            file.Prepare(now);
            return file;
        }
        catch (Exception exception)
        {
            file.Dispose();
            if (StorageFault.IsDamage(exception))
                throw new InvalidDataException(exception.Message, exception);

            throw;
        }
    }

    public CacheEntry? Get(string key)
    {
        using var command = Command("SELECT value, expiry, renewal, latest FROM cache WHERE key = $key", ("$key", key));
        using var row = command.ExecuteReader();
        return row.Read() && !row.IsDBNull(0)
            ? CacheEntry.Read(row.GetFieldValue<byte[]>(0), Ticks(row, 1), Ticks(row, 2), Ticks(row, 3))
            : null;
    }

    public void Set(string key, CacheEntry entry) => Run(
        Insert,
        ("$key", key),
        ("$value", entry.Value),
        ("$expiry", entry.Expiry?.UtcTicks),
        ("$renewal", entry.Renewal?.Ticks),
        ("$latest", entry.Latest?.UtcTicks));

    public void Remove(string key) => Run("DELETE FROM cache WHERE key = $key", ("$key", key));

    /// <summary>Removes an entry, also if the power fails right afterwards.</summary>
    public void RemoveForGood(string key)
    {
        Remove(key);
        Run("PRAGMA wal_checkpoint(PASSIVE)");
    }

    public void RemoveAll() => Run("DELETE FROM cache");

    public IReadOnlyList<string> Keys()
    {
        using var command = Command("SELECT key FROM cache");
        using var row = command.ExecuteReader();
        var keys = new List<string>();
        while (row.Read())
            keys.Add(row.GetString(0));

        return keys;
    }

    /// <summary>Deletes expired entries, and the least recently used ones beyond <paramref name="maxBytes"/>.</summary>
    public void Sweep(DateTimeOffset now, long maxBytes)
    {
        Run("DELETE FROM cache WHERE expiry < $now", ("$now", now.UtcTicks));
        Run(DeleteBeyondSize, ("$bytes", maxBytes));
    }

    public void Dispose() => _connection.Dispose();

    private void Prepare(DateTimeOffset now)
    {
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = NORMAL");
        if (Scalar("PRAGMA quick_check(1)") is not "ok")
            throw new InvalidDataException("The integrity check failed.");

        // Writes in any case, because a full disk or a missing permission shows only then.
        Run(Tables, ("$now", now.UtcTicks));
        if (Scalar(HasLatest) is 0L)
            Run(AddLatest);

        Run("INSERT OR REPLACE INTO meta VALUES ('opened', $now)", ("$now", now.UtcTicks));
        Sweep(now, long.MaxValue);
    }

    private void Run(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    // Until a command is disposed, closing the connection does not write the journal to the file.
    private object? Scalar(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants of this class; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);

        return command;
    }

    private static long? Ticks(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
