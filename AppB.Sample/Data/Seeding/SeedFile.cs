using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Data.Seeding;

/// <summary>Writes a complete database file: tables, sample data, then indexes, full text and totals.</summary>
internal static class SeedFile
{
    /// <summary>
    /// Increase it with every change of the schema or the sample data, so that older files are replaced.
    /// </summary>
    public const int Version = 2;

    public static void Write(string path, int orders, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(OrderDatabase.ConnectionStringOf(path, pooling: false));
        connection.Open();

        // A draft is deleted on any failure, so it needs no journal.
        connection.Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");

        var script = Script(connection).ToLookup(s => s.Contains(" INDEX ", StringComparison.Ordinal));
        foreach (var statement in script[false])
            connection.Run(statement);

        SeedRows.InsertAll(connection, new SampleData(orders), cancellationToken);
        foreach (var statement in (string[])[.. script[true], .. FullText.CreateScript(), .. SalesTotals.Script])
        {
            cancellationToken.ThrowIfCancellationRequested();
            connection.Run(statement);
        }

        connection.Run($"ANALYZE; PRAGMA user_version = {Version}; PRAGMA journal_mode = WAL");
    }

    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants and the model's script are executed.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    // Indexes are created after the rows, which is faster than updating them row by row.
    private static string[] Script(SqliteConnection connection)
    {
        using var context = new AppBContext(new DbContextOptionsBuilder<AppBContext>().UseSqlite(connection).Options);
        return context.Database.GenerateCreateScript().Split(";", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
