using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Audit;
using Portal.Contracts;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>A trail that only grows, and says so when somebody made it do otherwise.</summary>
public sealed class AuditLogTests : IDisposable
{
    private static readonly AuditActor Carol = new("oid-carol", "carol@contoso.example");

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private string File => Path.Combine(_folder.Path, "audit.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_come_back_newest_first_page_by_page_and_verified()
    {
        using var log = await WrittenAsync(60);

        var first = await log.ReadAsync(before: null, Cancellation);
        var second = await log.ReadAsync(long.Parse(first.Next!, null), Cancellation);
        var last = await log.ReadAsync(long.Parse(second.Next!, null), Cancellation);

        Assert.Equal((60L, 36L, 60L), (first.Entries[0].Number, first.Entries[^1].Number, first.Total));
        Assert.Equal(Enumerable.Range(1, 60).Reverse(), first.Entries.Concat(second.Entries).Concat(last.Entries).Select(e => (int)e.Number));
        Assert.Null(last.Next);
        Assert.All([first, second, last], page => Assert.Null(page.BrokenAt));
    }

    [Fact]
    public async Task The_chain_goes_on_after_a_restart()
    {
        using (await WrittenAsync(2))
        {
        }

        using var log = await WrittenAsync(2);

        var page = await log.ReadAsync(before: null, Cancellation);
        Assert.Equal(4, page.Total);
        Assert.Null(page.BrokenAt);
    }

    [Theory]
    [InlineData("UPDATE entries SET outcome = 'done'")]
    [InlineData("DELETE FROM entries WHERE number = 2")]
    [InlineData("INSERT OR REPLACE INTO entries SELECT number, at, actor_id, 'alice', action, target, detail, outcome, trace, hash FROM entries WHERE number = 1")]
    [InlineData("INSERT INTO entries SELECT 9, at, actor_id, actor_name, action, target, detail, outcome, trace, hash FROM entries WHERE number = 1")]
    public async Task The_database_refuses_to_alter_rows(string sql)
    {
        using var log = await WrittenAsync(3);

        Assert.Throws<SqliteException>(() => Execute(sql));

        Assert.Null((await log.ReadAsync(before: null, Cancellation)).BrokenAt);
    }

    [Theory]
    [InlineData("UPDATE entries SET actor_name = 'alice' WHERE number = 2", 2)]
    [InlineData("UPDATE entries SET action = action || 'x', target = target WHERE number = 3", 3)]
    [InlineData("DELETE FROM entries WHERE number = 2", 2)]
    [InlineData("DELETE FROM entries WHERE number = 3", 3)]
    [InlineData("DELETE FROM entries", 1)]
    public async Task What_is_done_behind_its_back_shows(string sql, int brokenAt)
    {
        using var log = await WrittenAsync(3);
        Execute("DROP TRIGGER entries_stay; DROP TRIGGER entries_stay_as_they_are;");
        Execute(sql);

        var page = await log.ReadAsync(before: null, Cancellation);

        Assert.Equal(brokenAt, page.BrokenAt);
    }

    [Fact]
    public async Task Nobody_else_can_read_the_file()
    {
        using var log = await WrittenAsync(1);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    private async Task<AuditLog> WrittenAsync(int rows)
    {
        var log = new AuditLog(new AuditFile(File), _time, NullLogger<AuditLog>.Instance);
        for (var i = 0; i < rows; i++)
            await log.AppendAsync(Carol, "role.assign", "AppB / Orders.Read", $"User {i}", AuditOutcomes.Intended, Cancellation);

        return log;
    }

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
