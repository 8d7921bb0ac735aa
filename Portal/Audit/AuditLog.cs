using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Portal.Contracts;
using ServiceDefaults;

namespace Portal.Audit;

/// <summary>
/// What administrators changed, in a file that only grows: the database refuses to alter or delete rows, and each row
/// carries the hash of the one before, so that what is done to the file behind its back shows when it is read.
/// </summary>
internal sealed partial class AuditLog(AuditFile file, TimeProvider time, ILogger<AuditLog> logger) : IDisposable
{
    private const int PageSize = 25;
    private const int LongestText = 512;

    private const string Tables =
        """
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS entries (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, action TEXT NOT NULL,
            target TEXT NOT NULL, detail TEXT NOT NULL, outcome TEXT NOT NULL, trace TEXT NOT NULL, hash TEXT NOT NULL);
        CREATE TRIGGER IF NOT EXISTS entries_stay_as_they_are BEFORE UPDATE ON entries
            BEGIN SELECT RAISE(ABORT, 'The audit trail is not altered.'); END;
        CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE DELETE ON entries
            BEGIN SELECT RAISE(ABORT, 'The audit trail is not shortened.'); END;
        CREATE TRIGGER IF NOT EXISTS entries_follow BEFORE INSERT ON entries
            WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM entries)
            BEGIN SELECT RAISE(ABORT, 'The audit trail has no gaps, and nothing is put in place of a row.'); END;
        """;

    private const string Insert =
        """
        INSERT INTO entries VALUES ($number, $at, $actor_id, $actor_name, $action, $target, $detail, $outcome, $trace, $hash)
        """;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteConnection? _connection;

    // What this process wrote last: rows that are missing from the end cannot be told by the chain alone.
    private (long Number, string Hash) _newest;

    /// <summary>On disk when it returns. Whoever is about to change something does not, where this fails.</summary>
    public async Task AppendAsync(
        AuditActor actor, string action, string target, string detail, string outcome, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var connection = Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            var (number, previous) = Last(connection);
            var entry = new AuditEntry(
                number + 1, time.GetUtcNow(), actor.Id, Short(actor.Name), action, Short(target), Short(detail), Short(outcome),
                Activity.Current?.TraceId.ToString() ?? "");
            var hash = AuditChain.Link(previous, entry);
            using var command = connection.CreateCommand();
            command.CommandText = Insert;
            command.Parameters.AddWithValue("$number", entry.Number);
            command.Parameters.AddWithValue("$at", entry.At.ToString("O", CultureInfo.InvariantCulture));
            command.Parameters.AddWithValue("$actor_id", entry.ActorId);
            command.Parameters.AddWithValue("$actor_name", entry.ActorName);
            command.Parameters.AddWithValue("$action", entry.Action);
            command.Parameters.AddWithValue("$target", entry.Target);
            command.Parameters.AddWithValue("$detail", entry.Detail);
            command.Parameters.AddWithValue("$outcome", entry.Outcome);
            command.Parameters.AddWithValue("$trace", entry.TraceId);
            command.Parameters.AddWithValue("$hash", hash);
            command.ExecuteNonQuery();
            transaction.Commit();
            _newest = (entry.Number, hash);
            LogAppended(logger, entry.Number, hash);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Newest first; the whole trail is verified each time, since it may have been touched since.</summary>
    /// <param name="before">Only rows of a smaller number; null: from the newest.</param>
    public async Task<AuditPage> ReadAsync(long? before, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var chain = new AuditChain();
            var page = new Queue<AuditEntry>();
            using var command = Open().CreateCommand();
            command.CommandText = "SELECT * FROM entries ORDER BY number";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var entry = Read(reader);
                chain.Add(entry, reader.GetString(9));
                if (entry.Number >= (before ?? long.MaxValue))
                    continue;

                page.Enqueue(entry);
                if (page.Count > PageSize)
                    page.Dequeue();
            }

            chain.End(_newest.Number, _newest.Hash);
            var entries = page.Reverse().ToList();
            var next = entries is [.., { Number: > 1 } oldest] ? oldest.Number.ToString(CultureInfo.InvariantCulture) : null;
            return new AuditPage(entries, chain.Count, chain.BrokenAt, next);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _gate.Dispose();
    }

    private SqliteConnection Open()
    {
        if (_connection is not null)
            return _connection;

        SQLitePCL.Batteries_V2.Init();

        // SQLite gives its journals the mode of the database; one that is there already is left as it is.
        if (!File.Exists(file.Path))
            PrivateFile.Write(file.Path, []);

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file.Path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Tables;
        command.ExecuteNonQuery();
        return _connection = connection;
    }

    private static (long Number, string Hash) Last(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1";
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetString(1)) : (0, "");
    }

    // A time that is none breaks the chain there, not the page.
    private static AuditEntry Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        DateTimeOffset.TryParse(row.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : default,
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6),
        row.GetString(7),
        row.GetString(8));

    private static string Short(string text) => text.Length > LongestText ? text[..LongestText] + "…" : text;

    // The hash in the log is a second witness, in a place that the file's own does not reach.
    [LoggerMessage(Level = LogLevel.Information, Message = "Audit row {Number} written, {Hash}")]
    private static partial void LogAppended(ILogger logger, long number, string hash);
}

/// <summary>Where the audit trail lies.</summary>
internal sealed record AuditFile(string Path);
