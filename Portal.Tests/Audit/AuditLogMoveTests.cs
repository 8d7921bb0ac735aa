using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Database;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>The audit log is moved from the file to PostgreSQL completely and verifiably, or not at all.</summary>
[Collection(PostgresGroup.Name)]
public sealed class AuditLogMoveTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly AuditQuery All = new(new AuditFilter());

    private readonly SqliteTestStore _source = new();
    private string _database = null!;
    private PostgresTestStore _target = null!;
    private PostgreSqlServer _storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _target = new PostgresTestStore(_database) { Protection = _source.Protection };
        _storage = new PostgreSqlServer(DatabaseConnection.Parse(_database, managedIdentity: null));
    }

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _target.DisposeAsync();
        await _source.DisposeAsync();
    }

    [Fact]
    public async Task Entries_keys_and_undo_are_the_same_after_the_move_and_the_file_stays()
    {
        OldAuditLog.Write(_source.File, "role.assign", ChangeStates.Done, "consent.grant", "applied");
        await WriteAsync(_source, 30);
        var before = await _source.NewLog(TimeProvider.System).ReadAsync(All, Cancellation);

        var result = await MoveAsync();

        Assert.True(result.Succeeded, result.Text);
        Assert.StartsWith("32 entries", result.Text, StringComparison.Ordinal);
        var after = await _target.NewLog(TimeProvider.System).ReadAsync(All, Cancellation);
        Assert.Equal((32L, null, 3L), (after.Total, after.BrokenAt, after.KeyedFrom));
        Assert.Equivalent(before, after);
        Assert.Equal(32, (await _source.NewLog(TimeProvider.System).ReadAsync(All, Cancellation)).Total);
    }

    [Fact]
    public async Task Second_move_changes_nothing_also_when_the_portal_has_continued()
    {
        await WriteAsync(_source, 3);
        await MoveAsync();
        await WriteAsync(_target, 2);

        var result = await MoveAsync();

        Assert.True(result.Succeeded, result.Text);
        var page = await _target.NewLog(TimeProvider.System).ReadAsync(All, Cancellation);
        Assert.Equal((5L, null), (page.Total, page.BrokenAt));
    }

    [Fact]
    public async Task Database_with_another_audit_log_is_refused()
    {
        await WriteAsync(_source, 3);
        await WriteAsync(_target, 1);

        Assert.False((await MoveAsync()).Succeeded);

        Assert.Equal(1, (await _target.NewLog(TimeProvider.System).ReadAsync(All, Cancellation)).Total);
    }

    [Fact]
    public async Task ADM_13_tampered_file_is_not_moved()
    {
        await WriteAsync(_source, 3);
        await _source.ExecuteAsync($"{_source.Unprotect} UPDATE entries SET actor_name = 'alice' WHERE number = 2");

        var result = await MoveAsync();

        Assert.False(result.Succeeded);
        Assert.StartsWith("Entry 2", result.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await _target.NewLog(TimeProvider.System).ReadAsync(All, Cancellation)).Total);
    }

    [Fact]
    public async Task Interrupted_move_leaves_nothing_and_can_be_repeated()
    {
        await WriteAsync(_source, 5);
        await _target.ExecuteAsync(
            """
            CREATE FUNCTION disconnect() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
            CREATE TRIGGER interrupts BEFORE INSERT ON audit_entries FOR EACH ROW WHEN (NEW.number = 4)
                EXECUTE FUNCTION disconnect();
            """);

        var failure = await Assert.ThrowsAnyAsync<Exception>(MoveAsync);

        Assert.NotNull(_storage.FaultOf(failure));
        Assert.Equal(0, (await _target.NewLog(TimeProvider.System).ReadAsync(All, Cancellation)).Total);
        await _target.ExecuteAsync("DROP TRIGGER interrupts ON audit_entries");
        Assert.True((await MoveAsync()).Succeeded);
        Assert.Equal(5, (await _target.NewLog(TimeProvider.System).ReadAsync(All, Cancellation)).Total);
    }

    private Task<AuditMoveResult> MoveAsync() =>
        new AuditLogMove(new SqliteFile(_source.File), _storage, _source.Protection).RunAsync(Cancellation);

    private static async Task WriteAsync(AuditTestStore store, int rows)
    {
        var log = store.NewLog(TimeProvider.System);
        for (var i = 0; i < rows; i++)
            await log.AppendAsync(AuditTestStore.Carol, AuditTestStore.Note($"User {i}", ChangeStates.Done), Cancellation);
    }
}
