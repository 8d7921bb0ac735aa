using Entra.Emulator.Hosting;
using Microsoft.Data.Sqlite;
using ServiceDefaults;

namespace Entra.Emulator.Tenant;

/// <summary>
/// Changes to the tenant since its file was read. The stores keep their rows in memory and write through.
/// </summary>
internal sealed class TenantDatabase : IDisposable
{
    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS grants (
            id TEXT NOT NULL, client TEXT NOT NULL, principal TEXT NOT NULL, resource TEXT NOT NULL,
            scopes TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (client, principal, resource));
        CREATE TABLE IF NOT EXISTS assignments (
            id TEXT PRIMARY KEY, resource TEXT NOT NULL, role TEXT NOT NULL, principal TEXT NOT NULL,
            kind TEXT NOT NULL, created TEXT NOT NULL, removed INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS revoked_families (id TEXT PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS redeemed_tokens (id TEXT PRIMARY KEY, redeemed TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS sessions_valid_from (user TEXT PRIMARY KEY, since TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS session_apps (
            session TEXT NOT NULL, client TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (session, client));
        CREATE TABLE IF NOT EXISTS demonstration_changes (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, user TEXT NOT NULL, resource TEXT NOT NULL, role TEXT NOT NULL,
            grant_id TEXT NOT NULL, client TEXT NOT NULL, scopes TEXT NOT NULL);
        """;

    private const string FileName = "tenant.db";

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly List<Action> _reloads = [];

    public TenantDatabase(StateFiles files)
    {
        SQLitePCL.Batteries_V2.Init();
        var path = Path.Combine(files.Folder, FileName);

        // SQLite creates its other files with the mode of this one.
        if (!File.Exists(path))
            PrivateFile.Write(path, []);

        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            Execute(Tables);
        }
        catch (SqliteException e)
        {
            throw new StartRefusedException($"{path} cannot be read ({e.Message}). Start once with --reset.", e);
        }
    }

    /// <summary>Deletes the changes of earlier runs. Call before the database is opened.</summary>
    public static void Delete(StateFiles files)
    {
        foreach (var file in (string[])[FileName, $"{FileName}-wal", $"{FileName}-shm"])
            File.Delete(Path.Combine(files.Folder, file));
    }

    public void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        lock (_gate)
        {
            using var command = Command(sql, parameters);
            command.ExecuteNonQuery();
        }
    }

    public IReadOnlyList<T> Read<T>(string sql, Func<SqliteDataReader, T> row)
    {
        lock (_gate)
        {
            using var command = Command(sql, []);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
                rows.Add(row(reader));

            return rows;
        }
    }

    /// <summary>Registers what a store does to reload after a reset.</summary>
    public void OnReset(Action reload) => _reloads.Add(reload);

    public void Reset()
    {
        foreach (var table in Read("SELECT name FROM sqlite_master WHERE type = 'table'", row => row.GetString(0)))
            Execute($"DELETE FROM \"{table}\"");

        foreach (var reload in _reloads)
            reload();
    }

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of the stores; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);

        return command;
    }
}
