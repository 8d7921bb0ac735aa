using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Database;
using Portal.Problems;
using Portal.Tests.Browser;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>The audit log of several portals in one database, and what it does while the server cannot be used.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgreSqlAuditTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly AuditQuery All = new(new AuditFilter());
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    private string _database = null!;
    private PostgresTestStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _store = new PostgresTestStore(_database);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Three_portals_write_one_chain_without_a_gap()
    {
        const int rows = 100;
        AuditLog[] logs = [NewLog(), NewLog(), NewLog()];

        await Task.WhenAll(logs.Select(async (log, portal) =>
        {
            for (var i = 0; i < rows; i++)
                await AppendAsync(log, $"User {portal}-{i}");
        }));

        foreach (var log in logs)
        {
            var page = await log.ReadAsync(All, Cancellation);
            Assert.Equal((3L * rows, null, null, 1L), (page.Total, page.BrokenAt, page.UnverifiedFrom, page.KeyedFrom));
        }
    }

    [Fact]
    public async Task FLT_27_portal_with_other_data_protection_keys_cannot_verify_and_says_so()
    {
        await AppendAsync(NewLog(), "User 1");
        _store.Protection = new EphemeralDataProtectionProvider();

        var page = await NewLog().ReadAsync(All, Cancellation);

        Assert.Equal((1L, null, 1L), (page.Total, page.BrokenAt, page.UnverifiedFrom));
    }

    [Fact]
    public async Task FLT_33_frozen_server_refuses_changes_in_time_and_recovers_by_itself()
    {
        var log = NewLog();
        await AppendAsync(log, "User 1");
        server.Pause();
        try
        {
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AssertRefusedAsync(log)));
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, MaxWait);

            watch.Restart();
            await Assert.ThrowsAsync<ProblemException>(() => log.ReadAsync(All, Cancellation));
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, MaxWait);
        }
        finally
        {
            server.Resume();
        }

        await AppendAsync(log, "User 2");
        var page = await log.ReadAsync(All, Cancellation);
        Assert.Null(page.BrokenAt);
        Assert.Equal("User 2", page.Entries[0].Detail);
    }

    [Fact]
    public async Task FLT_32_outcome_that_a_stopped_server_did_not_record_is_recorded_later()
    {
        var log = NewLog();
        await AppendAsync(log, "User 1");
        await server.KillAsync();
        try
        {
            var problem = await log.AppendOutcomeAsync(
                AuditTestStore.Carol, AuditTestStore.Note("User 1", ChangeStates.Done));
            Assert.Equal(ProblemCodes.AuditUnavailable, problem!.Code);
        }
        finally
        {
            await server.StartAsync();
        }

        var page = await log.ReadAsync(All, Cancellation);

        Assert.Equal((2L, null, 0), (page.Total, page.BrokenAt, page.Unrecorded));
        Assert.Equal([ChangeStates.Done, AuditOutcomes.Intended], page.Entries.Select(e => e.Outcome));
    }

    [Fact]
    public async Task FLT_32_outcome_whose_commit_was_not_confirmed_is_not_recorded_twice()
    {
        await using var storage = new PostgreSqlServer(DatabaseConnection.Parse(_database, managedIdentity: null));
        var keys = new AuditKeys(new AuditKeyTable(), _store.Protection);
        var appender = new AuditAppender(storage, keys, new NewestRow(), NullLogger.Instance);
        var draft = AuditDraft.Create(
            AuditTestStore.Carol, AuditTestStore.Note("User 1", ChangeStates.Done), DateTimeOffset.UtcNow);
        await appender.AppendAsync(draft, Cancellation);

        await appender.AppendAgainAsync(draft, Cancellation);

        Assert.Equal(1, (await NewLog().ReadAsync(All, Cancellation)).Total);
    }

    [Fact]
    public async Task LEK_06_wrong_password_is_reported_without_it()
    {
        var wrong = _database.Replace(PostgresServer.Password, "wrong-password-0815", StringComparison.Ordinal);
        await using var store = new PostgresTestStore(wrong);
        using var lines = new LogWatch();
        using var loggers = new LoggerFactory([lines]);
        var log = store.NewLog(TimeProvider.System, loggers.CreateLogger<AuditLog>());

        var problem = await AssertRefusedAsync(log);

        Assert.Contains("refused the portal’s user or password", problem.Detail, StringComparison.Ordinal);
        var logged = string.Concat(lines.Lines);
        Assert.Contains("127.0.0.1", logged, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password-0815", logged + problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_only_database_can_be_read_and_refuses_changes()
    {
        await AppendAsync(NewLog(), "User 1");
        var name = _database.Split("Database=")[1].Split(';')[0];
        await _store.ExecuteAsync($"ALTER DATABASE {name} SET default_transaction_read_only = on");
        var log = NewLog();

        await AssertRefusedAsync(log);

        Assert.Equal("The portal may not write it.", (await log.ProbeAsync(Cancellation))!.Cause);
        Assert.Equal(1, (await log.ReadAsync(All, Cancellation)).Total);
    }

    [Fact]
    public async Task Locked_table_refuses_changes_in_time()
    {
        var log = NewLog();
        await AppendAsync(log, "User 1");
        await using var other = new NpgsqlConnection(_database);
        await other.OpenAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await using var command = other.CreateCommand();
        command.CommandText = "LOCK TABLE audit_entries IN EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync(Cancellation);

        var watch = Stopwatch.StartNew();
        await AssertRefusedAsync(log);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, MaxWait);
        Assert.Equal(1, (await log.ReadAsync(All, Cancellation)).Total);
    }

    [Fact]
    public async Task Database_without_tables_refuses_changes_until_it_is_migrated()
    {
        var empty = await server.CreateDatabaseAsync(isMigrated: false);
        await using var store = new PostgresTestStore(empty);
        var log = store.NewLog(TimeProvider.System);
        Assert.Contains("--migrate", (await log.ProbeAsync(Cancellation))!.Fix, StringComparison.Ordinal);
        await AssertRefusedAsync(log);
        await using var storage = new PostgreSqlServer(DatabaseConnection.Parse(empty, managedIdentity: null));

        var applied = await Task.WhenAll(storage.MigrateAsync(Cancellation), storage.MigrateAsync(Cancellation));

        Assert.Contains(applied, migrations => migrations.Count > 0);
        await AppendAsync(log, "User 1");
        Assert.Empty(await storage.MigrateAsync(Cancellation));
    }

    [Fact]
    public async Task LEK_06_keys_in_the_table_are_encrypted()
    {
        await AppendAsync(NewLog(), "User 1");
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT key FROM audit_keys";

        var stored = (byte[])(await command.ExecuteScalarAsync(Cancellation))!;

        Assert.StartsWith("09F0C9F0", Convert.ToHexString(stored), StringComparison.Ordinal);
    }

    private AuditLog NewLog() => _store.NewLog(TimeProvider.System);

    private static Task AppendAsync(AuditLog log, string principal) => log.AppendAsync(
        AuditTestStore.Carol, AuditTestStore.Note(principal, AuditOutcomes.Intended), Cancellation);

    private static async Task<ApiProblem> AssertRefusedAsync(AuditLog log)
    {
        var problem = (await Assert.ThrowsAsync<ProblemException>(() => AppendAsync(log, "refused"))).Problem;
        Assert.Equal((503, ProblemCodes.AuditUnavailable), (problem.Status, problem.Code));
        return problem;
    }
}
