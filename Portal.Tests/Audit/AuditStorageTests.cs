using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Database;
using Portal.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>What the audit log does when its file cannot be used, and what its keys prove.</summary>
public sealed class AuditStorageTests : IDisposable
{
    private static readonly AuditActor Carol = new("oid-carol", "carol@contoso.example");
    private static readonly AuditQuery All = new(new AuditFilter());

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<IDisposable> _logs = [];
    private IDataProtectionProvider _protection = new EphemeralDataProtectionProvider();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder.Path, "audit.db");

    private string Keys => Path.Combine(_folder.Path, "audit.keys");

    public void Dispose()
    {
        _logs.ForEach(log => log.Dispose());
        _folder.Dispose();
    }

    [Theory]
    [InlineData("random bytes")]
    [InlineData("folder")]
    [InlineData("truncated")]
    [InlineData("other table")]
    [InlineData("keys damaged")]
    public async Task FLT_33_damaged_file_is_left_as_it_is_and_entries_are_refused_until_it_is_repaired(string damage)
    {
        using (await WrittenAsync(40))
        {
        }

        File.Copy(Database, $"{Database}.backup");
        File.Copy(Keys, $"{Keys}.backup");
        switch (damage)
        {
            case "random bytes":
                await File.WriteAllBytesAsync(Database, RandomNumberGenerator.GetBytes(9_000), Cancellation);
                break;
            case "folder":
                File.Delete(Database);
                Directory.CreateDirectory(Database);
                break;
            case "truncated":
                var content = await File.ReadAllBytesAsync(Database, Cancellation);
                await File.WriteAllBytesAsync(Database, content[..5_000], Cancellation);
                break;
            case "keys damaged":
                await File.WriteAllTextAsync(Keys, "not json", Cancellation);
                break;
            default:
                Execute("DROP TABLE entries; CREATE TABLE entries (id INTEGER, number INTEGER, hash TEXT)");
                break;
        }

        var log = NewLog();
        await AssertRefusedAsync(() => AppendAsync(log, AuditOutcomes.Intended));
        Assert.NotNull(await log.ProbeAsync(Cancellation));

        if (damage == "folder")
            Directory.Delete(Database);

        File.Copy($"{Database}.backup", Database, overwrite: true);
        File.Copy($"{Keys}.backup", Keys, overwrite: true);
        await AppendAsync(log, AuditOutcomes.Intended);
        var page = await log.ReadAsync(All, Cancellation);
        Assert.Equal((41L, null), (page.Total, page.BrokenAt));
    }

    [Fact]
    public async Task FLT_33_locked_file_refuses_entries_and_recovers()
    {
        using var log = await WrittenAsync(1);
        using (Lock())
            await AssertRefusedAsync(() => AppendAsync(log, AuditOutcomes.Intended));

        await AppendAsync(log, AuditOutcomes.Intended);

        Assert.Equal(2, (await log.ReadAsync(All, Cancellation)).Total);
    }

    [Fact]
    public async Task FLT_32_outcome_that_could_not_be_recorded_is_recorded_later()
    {
        using var log = await WrittenAsync(1);
        using (Lock())
        {
            var problem = await log.AppendOutcomeAsync(Carol, Note(ChangeStates.Done));
            Assert.Equal(ProblemCodes.AuditUnavailable, problem!.Code);
        }

        var page = await log.ReadAsync(All, Cancellation);

        Assert.Equal((2L, 0), (page.Total, page.Unrecorded));
        Assert.Equal([ChangeStates.Done, AuditOutcomes.Intended], page.Entries.Select(e => e.Outcome));
        Assert.Null(page.BrokenAt);
    }

    [Fact]
    public async Task FLT_32_intended_change_without_outcome_is_shown_as_interrupted()
    {
        using (await WrittenAsync(1))
        {
        }

        _time.Advance(TimeSpan.FromMinutes(2));
        using var log = await WrittenAsync(1);
        await log.AppendOutcomeAsync(Carol, Note(ChangeStates.Done, "User 0"));
        await AppendAsync(log, AuditOutcomes.Intended, "User 1");

        var page = await log.ReadAsync(All, Cancellation);

        // The outcome closes the newest attempt of the same change; the attempt in progress is not interrupted yet.
        Assert.Equal([false, false, false, false], page.Entries.Select(e => e.IsInterrupted));
        _time.Advance(TimeSpan.FromMinutes(2));
        var later = await log.ReadAsync(All, Cancellation);
        Assert.Equal([4L], later.Entries.Where(e => e.IsInterrupted).Select(e => e.Number));
    }

    [Fact]
    public async Task FLT_33_deleted_file_is_created_again_and_reported_as_broken()
    {
        using var log = await WrittenAsync(3);
        File.Delete(Database);

        await AppendAsync(log, AuditOutcomes.Intended);

        Assert.True(File.Exists(Database));
        Assert.NotNull((await log.ReadAsync(All, Cancellation)).BrokenAt);
    }

    [Fact]
    public async Task ADM_13_chain_computed_again_without_the_key_is_detected_after_a_restart()
    {
        using (await WrittenAsync(3))
        {
        }

        Execute("DROP TRIGGER entries_stay_as_they_are; UPDATE entries SET actor_name = 'alice' WHERE number = 2");
        Recompute(number => number >= 2);

        Assert.Equal(2, (await NewLog().ReadAsync(All, Cancellation)).BrokenAt);
    }

    [Fact]
    public async Task ADM_13_entries_of_earlier_versions_are_verified_and_said_to_have_no_key()
    {
        OldAuditLog.Write(Database, "role.assign", ChangeStates.Done, "consent.grant", "applied");
        Assert.Null((await NewLog().ReadAsync(All, Cancellation)).KeyedFrom);
        using var log = await WrittenAsync(2);

        var page = await log.ReadAsync(All, Cancellation);

        Assert.Equal((4L, null, 3L), (page.Total, page.BrokenAt, page.KeyedFrom));
    }

    [Fact]
    public async Task ADM_13_entries_without_a_key_cannot_be_rewritten_once_one_with_a_key_follows()
    {
        OldAuditLog.Write(Database, "role.assign", ChangeStates.Done, "consent.grant", "applied");
        using (await WrittenAsync(1))
        {
        }

        Execute("DROP TRIGGER entries_stay_as_they_are; UPDATE entries SET actor_name = 'alice' WHERE number = 1");
        Recompute(number => number <= 2);

        Assert.Equal(3, (await NewLog().ReadAsync(All, Cancellation)).BrokenAt);
    }

    [Fact]
    public async Task FLT_27_lost_data_protection_keys_leave_old_entries_unverified_and_new_ones_verified()
    {
        using (await WrittenAsync(2))
        {
        }

        _protection = new EphemeralDataProtectionProvider();
        using var log = await WrittenAsync(2);

        var page = await log.ReadAsync(All, Cancellation);

        Assert.Equal((4L, null, 1L, 3L), (page.Total, page.BrokenAt, page.UnverifiedFrom, page.KeyedFrom));
    }

    [Fact]
    public async Task LEK_06_key_file_is_private_and_its_keys_are_encrypted()
    {
        using var log = await WrittenAsync(1);

        var stored = JsonDocument.Parse(await File.ReadAllBytesAsync(Keys, Cancellation)).RootElement[0].GetProperty("key");

        Assert.StartsWith("09F0C9F0", Convert.ToHexString(stored.GetBytesFromBase64()), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Keys));
    }

    private AuditLog NewLog()
    {
        var file = new SqliteFile(Database);
        var keys = new AuditKeys(new AuditKeyFile(file), _protection);
        var log = new AuditLog(file, keys, _time, NullLogger<AuditLog>.Instance);
        _logs.Add(log);
        return log;
    }

    private async Task<AuditLog> WrittenAsync(int rows)
    {
        var log = NewLog();
        for (var i = 0; i < rows; i++)
            await AppendAsync(log, AuditOutcomes.Intended, $"User {i}");

        return log;
    }

    private static Task AppendAsync(AuditLog log, string outcome, string principal = "User") =>
        log.AppendAsync(Carol, Note(outcome, principal), Cancellation);

    private static async Task AssertRefusedAsync(Func<Task> append)
    {
        var problem = (await Assert.ThrowsAsync<ProblemException>(append)).Problem;
        Assert.Equal((503, ProblemCodes.AuditUnavailable), (problem.Status, problem.Code));
    }

    private static AuditNote Note(string outcome, string principal = "User 0") => new(
        "role.assign",
        "AppB / Orders.Read",
        principal,
        outcome,
        new AuditChange("run", Role: new RecordedRole("AppB", "sp", "assign", principal, "read")));

    // What a person who can write the file, but has no key, can do.
    private void Recompute(Func<int, bool> rows)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT number, at, actor_id, actor_name, action, target, detail, outcome, trace, hash, change
            FROM entries ORDER BY number
            """;
        var (previous, changed) = ("", new List<(int Number, string Hash)>());
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
            {
                string[] change = row.IsDBNull(10) ? [] : [row.GetString(10)];
                string[] values = [previous, .. Enumerable.Range(0, 9).Select(row.GetString), .. change];
                values[2] = DateTimeOffset.Parse(values[2], null).UtcDateTime.ToString("O");
                var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(values)));
                previous = rows(row.GetInt32(0)) ? hash : row.GetString(9);
                changed.Add((row.GetInt32(0), previous));
            }
        }

        foreach (var (number, hash) in changed)
            Execute($"UPDATE entries SET hash = '{hash}' WHERE number = {number}");
    }

    private SqliteConnection Lock()
    {
        var other = new SqliteConnection($"Data Source={Database};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return other;
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
