using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.Contracts.Audit;
using ServiceDefaults;

namespace Portal.Audit;

/// <summary>The rows in a SQLite file. Triggers refuse to change or delete them.</summary>
internal sealed class AuditTable : IDisposable
{
    private const string Tables =
        """
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS entries (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, action TEXT NOT NULL,
            target TEXT NOT NULL, detail TEXT NOT NULL, outcome TEXT NOT NULL, trace TEXT NOT NULL, hash TEXT NOT NULL);
        CREATE TRIGGER IF NOT EXISTS entries_stay_as_they_are BEFORE UPDATE ON entries
            BEGIN SELECT RAISE(ABORT, 'Audit log entries cannot be changed.'); END;
        CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE DELETE ON entries
            BEGIN SELECT RAISE(ABORT, 'Audit log entries cannot be deleted.'); END;
        CREATE TRIGGER IF NOT EXISTS entries_follow BEFORE INSERT ON entries
            WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM entries)
            BEGIN SELECT RAISE(ABORT, 'Audit log entries can only be appended in order.'); END;
        """;

    // Older files lack this column. Their rows keep null, which their hashes do not cover, so the chain stays valid.
    private const string HasChange = "SELECT COUNT(*) FROM pragma_table_info('entries') WHERE name = 'change'";
    private const string AddChange = "ALTER TABLE entries ADD COLUMN change TEXT";

    private const string Columns = "number, at, actor_id, actor_name, action, target, detail, outcome, trace, hash, change";
    private const string Select = $"SELECT {Columns} FROM entries ORDER BY number";

    private const string InsertRow =
        $"""
        INSERT INTO entries ({Columns})
        VALUES ($number, $at, $actor_id, $actor_name, $action, $target, $detail, $outcome, $trace, $hash, $change)
        """;

    private readonly SqliteConnection _connection;

    private AuditTable(SqliteConnection connection) => _connection = connection;

    public static AuditTable Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();

        // SQLite creates its journals with the permissions of the database file. An existing file is not changed.
        if (!File.Exists(path))
            PrivateFile.Write(path, []);

        // The timeout, in seconds, is how long a change waits for another process that has locked the file.
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 2 };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            Prepare(connection);
            return new AuditTable(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes to the file without changing a row.</summary>
    public void Probe()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA user_version = 1";
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Appends the row that <paramref name="make"/> creates from the last number and hash; on disk when it returns.
    /// </summary>
    public AuditRow Append(Func<long, string, AuditRow> make)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var (number, hash) = Last();
        var row = make(number, hash);
        Insert(row);
        transaction.Commit();
        return row;
    }

    /// <summary>All rows, oldest first.</summary>
    public IEnumerable<AuditRow> Read()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = Select;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return Read(reader);
    }

    public void Dispose() => _connection.Dispose();

    private static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is not "ok")
            throw new InvalidDataException("The integrity check of the audit log failed.");

        command.CommandText = Tables;
        command.ExecuteNonQuery();
        command.CommandText = HasChange;
        if (command.ExecuteScalar() is 0L)
        {
            command.CommandText = AddChange;
            command.ExecuteNonQuery();
        }

        // Fails if the table is not the portal's.
        command.CommandText = Select;
        command.ExecuteReader().Dispose();
    }

    private void Insert(AuditRow row)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = InsertRow;
        var entry = row.Entry;
        command.Parameters.AddWithValue("$number", entry.Number);
        command.Parameters.AddWithValue("$at", entry.At.ToString("O", CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("$actor_id", entry.ActorId);
        command.Parameters.AddWithValue("$actor_name", entry.ActorName);
        command.Parameters.AddWithValue("$action", entry.Action);
        command.Parameters.AddWithValue("$target", entry.Target);
        command.Parameters.AddWithValue("$detail", entry.Detail);
        command.Parameters.AddWithValue("$outcome", entry.Outcome);
        command.Parameters.AddWithValue("$trace", entry.TraceId);
        command.Parameters.AddWithValue("$hash", row.Hash);
        command.Parameters.AddWithValue("$change", row.Change ?? (object)DBNull.Value);
        command.ExecuteNonQuery();
    }

    private (long Number, string Hash) Last()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1";
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetString(1)) : (0, "");
    }

    // An invalid time becomes the default: the hash chain reports the row, and the page still shows the others.
    private static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : default;

    private static AuditRow Read(SqliteDataReader row) => new(
        new AuditEntry(
            row.GetInt64(0),
            ReadTime(row.GetString(1)),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetString(6),
            row.GetString(7),
            row.GetString(8)),
        row.IsDBNull(10) ? null : row.GetString(10),
        row.GetString(9));
}
