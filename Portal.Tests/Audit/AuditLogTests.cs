using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>The audit log is append-only, and detects when someone changed it: in each storage.</summary>
public abstract class AuditLogTests : IAsyncLifetime
{
    private static readonly AuditActor Carol = AuditTestStore.Carol;
    private static readonly AuditQuery All = new(new AuditFilter());

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private protected AuditTestStore Store { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await CreateStoreAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Entries_are_read_newest_first_page_by_page_and_verified()
    {
        var log = await WrittenAsync(60);

        var first = await log.ReadAsync(All, Cancellation);
        var second = await log.ReadAsync(All with { Before = long.Parse(first.Next!, null) }, Cancellation);
        var last = await log.ReadAsync(All with { Before = long.Parse(second.Next!, null) }, Cancellation);

        Assert.Equal((60L, 36L, 60L), (first.Entries[0].Number, first.Entries[^1].Number, first.Total));
        Assert.Equal(
            Enumerable.Range(1, 60).Reverse(),
            first.Entries.Concat(second.Entries).Concat(last.Entries).Select(e => (int)e.Number));
        Assert.Null(last.Next);
        Assert.All([first, second, last], page => Assert.Null(page.BrokenAt));
    }

    [Fact]
    public async Task Chain_continues_after_a_restart()
    {
        await WrittenAsync(2);

        var log = await WrittenAsync(2);

        var page = await log.ReadAsync(All, Cancellation);
        Assert.Equal(4, page.Total);
        Assert.Null(page.BrokenAt);
    }

    [Theory]
    [InlineData("UPDATE {0} SET outcome = 'done'")]
    [InlineData("DELETE FROM {0} WHERE number = 2")]
    [InlineData(
        "INSERT INTO {0} SELECT 9, at, actor_id, actor_name, action, target, detail, outcome, trace, hash, "
        + "change FROM {0} WHERE number = 1")]
    public async Task Database_refuses_to_change_entries(string sql)
    {
        var log = await WrittenAsync(3);

        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(sql));

        Assert.Null((await log.ReadAsync(All, Cancellation)).BrokenAt);
    }

    [Theory]
    [InlineData("UPDATE {0} SET actor_name = 'alice' WHERE number = 2", 2)]
    [InlineData("UPDATE {0} SET action = action || 'x', target = target WHERE number = 3", 3)]
    [InlineData("UPDATE {0} SET change = replace(change, 'assign', 'remove') WHERE number = 2", 2)]
    [InlineData("UPDATE {0} SET change = NULL WHERE number = 2", 2)]
    [InlineData("DELETE FROM {0} WHERE number = 2", 2)]
    [InlineData("DELETE FROM {0} WHERE number = 3", 3)]
    [InlineData("DELETE FROM {0}", 1)]
    public async Task Tampering_is_detected(string sql, int brokenAt)
    {
        var log = await WrittenAsync(3);
        await Store.ExecuteAsync(Store.Unprotect);
        await ExecuteAsync(sql);

        var page = await log.ReadAsync(All, Cancellation);

        Assert.Equal(brokenAt, page.BrokenAt);
    }

    [Fact]
    public async Task Rows_of_other_portals_continue_the_chain_and_missing_ones_are_detected()
    {
        var (first, second) = (await WrittenAsync(2), Store.NewLog(_time));
        Assert.Equal(2, (await second.ReadAsync(All, Cancellation)).Total);
        await second.AppendAsync(Carol, Note("User 2", AuditOutcomes.Intended), Cancellation);
        await first.AppendAsync(Carol, Note("User 3", AuditOutcomes.Intended), Cancellation);

        var page = await second.ReadAsync(All, Cancellation);
        await Store.ExecuteAsync(Store.Unprotect);
        await ExecuteAsync("DELETE FROM {0} WHERE number = 4");

        Assert.Equal((4L, null), (page.Total, page.BrokenAt));
        Assert.Equal(4, (await first.ReadAsync(All, Cancellation)).BrokenAt);
        Assert.Equal(4, (await second.ReadAsync(All, Cancellation)).BrokenAt);
    }

    [Fact]
    public async Task Text_that_databases_cannot_store_is_replaced_and_still_verified()
    {
        var log = await WrittenAsync(0);
        await log.AppendAsync(new AuditActor("id\0", "half \ud83d"), Note("zero \0", AuditOutcomes.Intended), Cancellation);

        var page = await log.ReadAsync(All, Cancellation);

        Assert.Null(page.BrokenAt);
        Assert.Equal(("half \ufffd", "zero \ufffd"), (page.Entries[0].ActorName, page.Entries[0].Detail));
    }

    [Theory]
    [InlineData(null, null, null, null, 6)]
    [InlineData("CAROL", null, null, null, 4)]
    [InlineData(null, "role", null, null, 6)]
    [InlineData(null, "role.remove", null, null, 0)]
    [InlineData(null, "rol", null, null, 0)]
    [InlineData(null, null, "user bo", null, 2)]
    [InlineData(null, null, "Orders.Read", null, 6)]
    [InlineData(null, null, "%", null, 0)]
    [InlineData(null, null, null, "made", 1)]
    [InlineData(null, null, null, "not_made", 2)]
    [InlineData("carol", "role.assign", "Erin", "intended", 1)]
    public async Task Entries_are_found_by_actor_action_subject_and_outcome(
        string? who, string? what, string? whom, string? ended, int fitting)
    {
        var log = await WrittenAsync(0);
        var dan = new AuditActor("oid-dan", "dan@contoso.example");
        foreach (var (actor, principal, outcome) in ((AuditActor, string, string)[])
            [
                (Carol, "User Bob", $"{ChangeStates.Refused}: {ProblemCodes.RoleMissing}"),
                (Carol, "User Erin", ChangeStates.Done),
                (dan, "User Zoe", ChangeStates.ChangedByOthers),
            ])
        {
            await log.AppendAsync(actor, Note(principal, AuditOutcomes.Intended), Cancellation);
            await log.AppendAsync(actor, Note(principal, outcome), Cancellation);
        }

        var page = await log.ReadAsync(new AuditQuery(new AuditFilter(who, what, whom, ended)), Cancellation);

        Assert.Equal((fitting, fitting, 6), (page.Entries.Count, (int)page.Matching, (int)page.Total));
    }

    [Fact]
    public async Task Filtered_pages_are_full_and_the_last_one_has_no_next()
    {
        var log = await WrittenAsync(75);
        var tens = new AuditQuery(new AuditFilter(Subject: "User 1"));

        var page = await log.ReadAsync(tens, Cancellation);
        var all = await log.ReadAsync(All with { Before = 26 }, Cancellation);

        Assert.Equal((11, 11L, null), (page.Entries.Count, page.Matching, page.Next));
        Assert.Equal((25, null), (all.Entries.Count, all.Next));
    }

    private protected abstract Task<AuditTestStore> CreateStoreAsync();

    private protected async Task<AuditLog> WrittenAsync(int rows)
    {
        var log = Store.NewLog(_time);
        for (var i = 0; i < rows; i++)
            await log.AppendAsync(Carol, Note($"User {i}", AuditOutcomes.Intended), Cancellation);

        return log;
    }

    private static AuditNote Note(string principal, string outcome) => AuditTestStore.Note(principal, outcome);

    private Task ExecuteAsync(string sql) =>
        Store.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, sql, Store.Table));
}

public sealed class SqliteAuditLogTests : AuditLogTests
{
    [Fact]
    public async Task Database_refuses_to_replace_an_entry()
    {
        var log = await WrittenAsync(3);

        await Assert.ThrowsAsync<SqliteException>(() => Store.ExecuteAsync(
            "INSERT OR REPLACE INTO entries SELECT number, at, actor_id, 'alice', action, target, detail, outcome, "
            + "trace, hash, change FROM entries WHERE number = 1"));

        Assert.Null((await log.ReadAsync(new AuditQuery(new AuditFilter()), Cancellation)).BrokenAt);
    }

    [Fact]
    public async Task File_from_before_changes_were_stored_is_verified_and_continued()
    {
        OldAuditLog.Write(File, "role.assign", ChangeStates.Done, "consent.grant", "applied");
        var log = await WrittenAsync(2);

        var page = await log.ReadAsync(new AuditQuery(new AuditFilter()), Cancellation);

        Assert.Equal((4L, null), (page.Total, page.BrokenAt));
        Assert.Equal(UndoStates.NotKept, page.Entries[^1].Undo!.State);
        await Assert.ThrowsAsync<SqliteException>(
            () => Store.ExecuteAsync("UPDATE entries SET change = 'x' WHERE number = 1"));
        await Store.ExecuteAsync(
            "DROP TRIGGER entries_stay_as_they_are; UPDATE entries SET change = '{}' WHERE number = 1");
        Assert.Equal(1, (await log.ReadAsync(new AuditQuery(new AuditFilter()), Cancellation)).BrokenAt);
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_file()
    {
        await WrittenAsync(1);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    private string File => ((SqliteTestStore)Store).File;

    private protected override Task<AuditTestStore> CreateStoreAsync() =>
        Task.FromResult<AuditTestStore>(new SqliteTestStore());
}

[Collection(PostgresGroup.Name)]
public sealed class PostgreSqlAuditLogTests(PostgresServer server) : AuditLogTests
{
    [Theory]
    [InlineData("TRUNCATE audit_entries")]
    [InlineData("DELETE FROM audit_keys")]
    [InlineData("UPDATE audit_keys SET first = 2")]
    public async Task Database_refuses_to_empty_the_log_and_to_change_its_keys(string sql)
    {
        await WrittenAsync(1);

        await Assert.ThrowsAnyAsync<DbException>(() => Store.ExecuteAsync(sql));
    }

    private protected override async Task<AuditTestStore> CreateStoreAsync() =>
        new PostgresTestStore(await server.CreateDatabaseAsync());
}
