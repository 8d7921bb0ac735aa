using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Data.Seeding;

/// <summary>
/// Creates the database before the app listens. An existing file is complete: it is moved into place when finished.
/// </summary>
internal sealed partial class SeedOnStart(
    OrderDatabase database, IOptions<SeedOptions> options, ILogger<SeedOnStart> logger) : IHostedService
{
    // Result codes of SQLite.
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsCurrent(database.Path))
            return Task.CompletedTask;

        var started = Stopwatch.GetTimestamp();
        LogSeeding(options.Value.Orders, database.Path);
        var draft = $"{database.Path}.{Guid.NewGuid():N}.draft";
        try
        {
            SeedFile.Write(draft, options.Value.Orders, cancellationToken);

            // A journal of the old file would be applied to the new one.
            File.Delete($"{database.Path}-wal");
            File.Delete($"{database.Path}-shm");

            // The last move wins. Another process keeps reading the file that it has open, which has the same rows.
            File.Move(draft, database.Path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }

        LogSeeded(options.Value.Orders, Stopwatch.GetElapsedTime(started).TotalSeconds);
        return Task.CompletedTask;
    }

    /// <summary>Closes the pooled connections. The pool is process-wide and would keep the file open.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        SqliteConnection.ClearPool(connection);
        return Task.CompletedTask;
    }

    private bool IsCurrent(string path)
    {
        if (!File.Exists(path))
            return false;

        using var connection = new SqliteConnection(OrderDatabase.ConnectionStringOf(path, pooling: false));
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version";
            return command.ExecuteScalar() is (long)SeedFile.Version;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Corrupt or NotADatabase)
        {
            connection.Close();
            var damaged = $"{path}.damaged";
            File.Move(path, damaged, overwrite: true);
            LogDamaged(path, damaged, exception.Message);
            return false;
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "{Path} was damaged ({Reason}). It is now {Damaged}, and the orders are created again")]
    private partial void LogDamaged(string path, string damaged, string reason);

    [LoggerMessage(LogLevel.Information, "Seeding {Orders} orders into {Path}")]
    private partial void LogSeeding(int orders, string path);

    [LoggerMessage(LogLevel.Information, "Seeded {Orders} orders in {Seconds:0.0} s")]
    private partial void LogSeeded(int orders, double seconds);
}
