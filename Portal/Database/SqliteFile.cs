using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Auth.Storage;
using ServiceDefaults;

namespace Portal.Database;

/// <summary>The file of a portal that runs alone. It is created, or adapted to this version, when it is first used.</summary>
internal sealed class SqliteFile : IPortalStorage, IDisposable
{
    private const int TimeoutSeconds = 2;

    private const string QuickCheck = "SELECT quick_check AS Value FROM pragma_quick_check";

    // Files of the first versions lack this column. Their rows keep null, so their hashes stay valid.
    private const string LacksChange =
        """
        SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'entries')
        AND NOT EXISTS (SELECT 1 FROM pragma_table_info('entries') WHERE name = 'change') AS Value
        """;

    private const string AddChange = "ALTER TABLE entries ADD COLUMN change TEXT";

    private readonly SemaphoreSlim _preparing = new(1, 1);
    private readonly DbContextOptions<SqlitePortalDatabase> _options;
    private volatile bool _isPrepared;

    public SqliteFile(string path)
    {
        Path = path;

        // The timeout is how long a change waits for another process that has locked the file.
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = TimeoutSeconds,
        };

        // The portal logs what fails. EF Core would log each failed command as well.
        _options = new DbContextOptionsBuilder<SqlitePortalDatabase>()
            .UseSqlite(settings.ToString())
            .UseLoggerFactory(NullLoggerFactory.Instance)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.MigrationsUserTransactionWarning))
            .Options;
    }

    public string Path { get; }

    public string Kind => "file";

    public string Name => Path;

    public string Setting => DataDirectory.Key;

    public async Task<PortalDatabase> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_isPrepared || !File.Exists(Path))
            await PrepareAsync(cancellationToken);

        return await ConnectAsync(cancellationToken);
    }

    public Task<IDbContextTransaction> BeginAppendAsync(PortalDatabase database, CancellationToken cancellationToken) =>
        database.Database.BeginTransactionAsync(cancellationToken);

    public async Task ProbeAsync(PortalDatabase database, CancellationToken cancellationToken) =>
        await database.Database.ExecuteSqlRawAsync("PRAGMA user_version = 1", cancellationToken);

    public StorageFault? FaultOf(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => FaultOf(inner),
        TimeoutException => StorageFault.Of(new SqliteException(exception.Message, SqliteCodes.Busy), Path),
        _ when StorageFault.IsStorage(exception) => StorageFault.Of(exception, Path),
        _ => null,
    };

    public bool IsConflict(Exception exception) => false;

    public void Reset() => _isPrepared = false;

    public void Dispose() => _preparing.Dispose();

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            // SQLite creates its journals with the permissions of the database file. An existing file is not changed.
            if (!File.Exists(Path))
                PrivateFile.Write(Path, []);

            await using var database = await ConnectAsync(cancellationToken);
            if (await database.Database.SqlQueryRaw<string>(QuickCheck).ToListAsync(cancellationToken) is not ["ok"])
                throw new InvalidDataException("The integrity check of the audit log failed.");

            if ((await database.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
                await MigrateAsync(database, cancellationToken);

            // Fails if the table is not the portal's.
            await database.Entries.OrderBy(e => e.Number).FirstOrDefaultAsync(cancellationToken);
            _isPrepared = true;
        }
        finally
        {
            _preparing.Release();
        }
    }

    // In one transaction, so that a crash leaves neither half a migration nor EF Core's own lock in the file.
    private static async Task MigrateAsync(PortalDatabase database, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.Database.SqlQueryRaw<bool>(LacksChange).SingleAsync(cancellationToken))
            await database.Database.ExecuteSqlRawAsync(AddChange, cancellationToken);

        await database.Database.MigrateAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<SqlitePortalDatabase> ConnectAsync(CancellationToken cancellationToken)
    {
        SQLitePCL.Batteries_V2.Init();
        var database = new SqlitePortalDatabase(_options);
        try
        {
            await database.Database.OpenConnectionAsync(cancellationToken);
            await database.Database.ExecuteSqlRawAsync("PRAGMA synchronous = FULL", cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }
}
