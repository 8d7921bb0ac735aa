using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Auth.Storage;

namespace Portal.Database;

/// <summary>
/// A PostgreSQL database that all instances share. Its tables are created and adapted by a command, or on start where a
/// setting asks for it; until then it is not used.
/// </summary>
internal sealed class PostgreSqlServer : IPortalStorage, IAsyncDisposable
{
    private static readonly TimeSpan MaxMigration = TimeSpan.FromMinutes(10);

    // The key of the lock is arbitrary; advisory locks belong to one database. A server that is set to confirm commits before
    // they are on disk must not do so here.
    private const string LockForAppending =
        """
        SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';
        SET LOCAL lock_timeout = '1500ms';
        SELECT pg_advisory_xact_lock(7126315001);
        """;

    private const string LockForMigrating = "SELECT pg_advisory_lock(7126315002)";
    private const string UnlockAfterMigrating = "SELECT pg_advisory_unlock(7126315002)";

    private const string CanAppend =
        """
        SELECT current_setting('transaction_read_only') = 'off'
        AND has_table_privilege('audit_entries', 'INSERT') AND has_table_privilege('audit_keys', 'INSERT') AS "Value"
        """;

    private readonly NpgsqlDataSource _source;
    private volatile bool _isPrepared;

    public PostgreSqlServer(DatabaseConnection connection)
    {
        _source = connection.OpenSource();
        Name = connection.Name;
    }

    public string Kind => "database";

    public string Name { get; }

    public string Setting => DatabaseConnection.Setting;

    // A server that does not respond is a fault, so that everything counts.
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<PortalDatabase> OpenAsync(CancellationToken cancellationToken)
    {
        var database = await ConnectAsync(cancellationToken);
        try
        {
            if (!_isPrepared && (await database.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
                throw new OutdatedTablesException();

            _isPrepared = true;
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates the tables, or adapts them to this version. Other instances that do the same wait.</summary>
    /// <returns>The migrations that were applied.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var database = await ConnectAsync(cancellationToken);
        database.Database.SetCommandTimeout(MaxMigration);

        // The lock of EF Core is taken for one migration at a time: of two instances, each would apply the second one. This
        // lock belongs to the connection.
        await database.Database.OpenConnectionAsync(cancellationToken);
        await database.Database.ExecuteSqlRawAsync(LockForMigrating, cancellationToken);
        try
        {
            List<string> pending = [.. await database.Database.GetPendingMigrationsAsync(cancellationToken)];
            if (pending.Count > 0)
                await database.Database.MigrateAsync(cancellationToken);

            return pending;
        }
        finally
        {
            await UnlockAsync(database);
        }
    }

    public async Task<IDbContextTransaction> BeginAppendAsync(PortalDatabase database, CancellationToken cancellationToken)
    {
        var transaction = await database.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        try
        {
            await database.Database.ExecuteSqlRawAsync(LockForAppending, cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public async Task ProbeAsync(PortalDatabase database, CancellationToken cancellationToken)
    {
        if (!await database.Database.SqlQueryRaw<bool>(CanAppend).SingleAsync(cancellationToken))
            throw new ReadOnlyTablesException();
    }

    public StorageFault? FaultOf(Exception exception) => PostgreSqlFaults.Of(exception, Name);

    public bool IsConflict(Exception exception) => PostgreSqlFaults.IsConflict(exception);

    public void Reset()
    {
        // Otherwise each connection in the pool that the fault broke would fail one more change.
        _source.Clear();
        _isPrepared = false;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task UnlockAsync(PostgreSqlPortalDatabase database)
    {
        try
        {
            await database.Database.ExecuteSqlRawAsync(UnlockAfterMigrating, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection has failed, and its lock ended with it.
        }
    }

    private async Task<PostgreSqlPortalDatabase> ConnectAsync(CancellationToken cancellationToken)
    {
        // EF Core would keep a container of services for each data source, but not for each connection. The portal logs
        // what fails; EF Core would log each failed command as well.
        var options = new DbContextOptionsBuilder<PostgreSqlPortalDatabase>()
            .UseNpgsql(_source.CreateConnection(), contextOwnsConnection: true)
            .UseLoggerFactory(NullLoggerFactory.Instance)
            .Options;
        var database = new PostgreSqlPortalDatabase(options);
        try
        {
            await database.Database.OpenConnectionAsync(cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }
}

/// <summary>A migration has not been applied yet.</summary>
internal sealed class OutdatedTablesException() : Exception("The tables are missing, or are those of an earlier version.");

/// <summary>The server is a replica, or the user has no right to insert rows.</summary>
internal sealed class ReadOnlyTablesException() : Exception("The tables cannot be written.");
