using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Database;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>A storage of the audit log that several portals use and that tests can tamper with.</summary>
internal abstract class AuditTestStore : IAsyncDisposable
{
    public static readonly AuditActor Carol = new("oid-carol", "carol@contoso.example");

    private readonly List<IDisposable> _logs = [];

    /// <summary>What the portals share.</summary>
    public IDataProtectionProvider Protection { get; set; } = new EphemeralDataProtectionProvider();

    /// <summary>The name of the table of entries.</summary>
    public abstract string Table { get; }

    /// <summary>The statement after which the database lets rows be changed.</summary>
    public abstract string Unprotect { get; }

    /// <summary>The audit log of one more portal.</summary>
    public AuditLog NewLog(TimeProvider time, ILogger<AuditLog>? logger = null)
    {
        var (storage, keys) = OpenStorage();
        var log = new AuditLog(storage, new AuditKeys(keys, Protection), time, logger ?? NullLogger<AuditLog>.Instance);
        _logs.Add(log);
        return log;
    }

    public abstract Task ExecuteAsync(string sql);

    public virtual ValueTask DisposeAsync()
    {
        _logs.ForEach(log => log.Dispose());
        return ValueTask.CompletedTask;
    }

    public static AuditNote Note(string principal, string outcome, string run = "run") => new(
        "role.assign",
        "AppB / Orders.Read",
        principal,
        outcome,
        new AuditChange(run, Role: new RecordedRole("AppB", "sp", "assign", principal, "read")));

    private protected abstract (IPortalStorage Storage, IAuditKeyStore Keys) OpenStorage();
}

internal sealed class SqliteTestStore : AuditTestStore
{
    private readonly TemporaryFolder _folder = new();

    public string File => Path.Combine(_folder.Path, "audit.db");

    public override string Table => "entries";

    public override string Unprotect => "DROP TRIGGER entries_stay; DROP TRIGGER entries_stay_as_they_are;";

    public override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private protected override (IPortalStorage Storage, IAuditKeyStore Keys) OpenStorage()
    {
        var file = new SqliteFile(File);
        return (file, new AuditKeyFile(file));
    }
}

internal sealed class PostgresTestStore(string connectionString) : AuditTestStore
{
    private readonly List<PostgreSqlServer> _servers = [];

    public override string Table => "audit_entries";

    public override string Unprotect => "ALTER TABLE audit_entries DISABLE TRIGGER USER;";

    public override Task ExecuteAsync(string sql) => PostgresServer.ExecuteOnAsync(connectionString, sql);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private protected override (IPortalStorage Storage, IAuditKeyStore Keys) OpenStorage()
    {
        var server = new PostgreSqlServer(DatabaseConnection.Parse(connectionString, managedIdentity: null));
        _servers.Add(server);
        return (server, new AuditKeyTable());
    }
}
