using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>The audit log is append-only, and detects when someone changed it.</summary>
public sealed class AuditLogTests : IDisposable
{
    private static readonly AuditActor Carol = new("oid-carol", "carol@contoso.example");
    private static readonly AuditQuery All = new(new AuditFilter());

    private readonly TemporaryFolder _folder = new();
    private readonly EphemeralDataProtectionProvider _protection = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private string File => Path.Combine(_folder.Path, "audit.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Entries_are_read_newest_first_page_by_page_and_verified()
    {
        using var log = await WrittenAsync(60);

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
        using (await WrittenAsync(2))
        {
        }

        using var log = await WrittenAsync(2);

        var page = await log.ReadAsync(All, Cancellation);
        Assert.Equal(4, page.Total);
        Assert.Null(page.BrokenAt);
    }

    [Theory]
    [InlineData("UPDATE entries SET outcome = 'done'")]
    [InlineData("DELETE FROM entries WHERE number = 2")]
    [InlineData(
        "INSERT OR REPLACE INTO entries SELECT number, at, actor_id, 'alice', action, target, detail, outcome, "
        + "trace, hash, change FROM entries WHERE number = 1")]
    [InlineData(
        "INSERT INTO entries SELECT 9, at, actor_id, actor_name, action, target, detail, outcome, trace, hash, "
        + "change FROM entries WHERE number = 1")]
    public async Task Database_refuses_to_change_entries(string sql)
    {
        using var log = await WrittenAsync(3);

        Assert.Throws<SqliteException>(() => Execute(sql));

        Assert.Null((await log.ReadAsync(All, Cancellation)).BrokenAt);
    }

    [Theory]
    [InlineData("UPDATE entries SET actor_name = 'alice' WHERE number = 2", 2)]
    [InlineData("UPDATE entries SET action = action || 'x', target = target WHERE number = 3", 3)]
    [InlineData("UPDATE entries SET change = replace(change, 'assign', 'remove') WHERE number = 2", 2)]
    [InlineData("UPDATE entries SET change = NULL WHERE number = 2", 2)]
    [InlineData("DELETE FROM entries WHERE number = 2", 2)]
    [InlineData("DELETE FROM entries WHERE number = 3", 3)]
    [InlineData("DELETE FROM entries", 1)]
    public async Task Tampering_is_detected(string sql, int brokenAt)
    {
        using var log = await WrittenAsync(3);
        Execute("DROP TRIGGER entries_stay; DROP TRIGGER entries_stay_as_they_are;");
        Execute(sql);

        var page = await log.ReadAsync(All, Cancellation);

        Assert.Equal(brokenAt, page.BrokenAt);
    }

    [Fact]
    public async Task File_from_before_changes_were_stored_is_verified_and_continued()
    {
        OldAuditLog.Write(File, "role.assign", ChangeStates.Done, "consent.grant", "applied");
        using var log = await WrittenAsync(2);

        var page = await log.ReadAsync(All, Cancellation);

        Assert.Equal((4L, null), (page.Total, page.BrokenAt));
        Assert.Equal(UndoStates.NotKept, page.Entries[^1].Undo!.State);
        Assert.Throws<SqliteException>(() => Execute("UPDATE entries SET change = 'x' WHERE number = 1"));
        Execute("DROP TRIGGER entries_stay_as_they_are; UPDATE entries SET change = '{}' WHERE number = 1");
        Assert.Equal(1, (await log.ReadAsync(All, Cancellation)).BrokenAt);
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
        using var log = await WrittenAsync(0);
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
        using var log = await WrittenAsync(75);
        var tens = new AuditQuery(new AuditFilter(Subject: "User 1"));

        var page = await log.ReadAsync(tens, Cancellation);
        var all = await log.ReadAsync(All with { Before = 26 }, Cancellation);

        Assert.Equal((11, 11L, null), (page.Entries.Count, page.Matching, page.Next));
        Assert.Equal((25, null), (all.Entries.Count, all.Next));
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_file()
    {
        using var log = await WrittenAsync(1);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    private AuditLog NewLog()
    {
        var file = new AuditFile(File);
        return new AuditLog(file, new AuditKeys(file, _protection), _time, NullLogger<AuditLog>.Instance);
    }

    private async Task<AuditLog> WrittenAsync(int rows)
    {
        var log = NewLog();
        for (var i = 0; i < rows; i++)
            await log.AppendAsync(Carol, Note($"User {i}", AuditOutcomes.Intended), Cancellation);

        return log;
    }

    private static AuditNote Note(string principal, string outcome) => new(
        "role.assign",
        "AppB / Orders.Read",
        principal,
        outcome,
        new AuditChange("run", Role: new RecordedRole("AppB", "sp", "assign", principal, "read")));

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
