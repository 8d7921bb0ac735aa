using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;
using Portal.Database;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>Which changes of the audit log can be undone, and which are shown as undone.</summary>
public sealed class UndoTests : IDisposable
{
    private static readonly AuditActor Carol = new("oid-carol", "carol");
    private static readonly AuditActor Dan = new("oid-dan", "dan");

    private readonly TemporaryFolder _folder = new();
    private readonly AuditLog _log;

    public UndoTests()
    {
        var file = new SqliteFile(File);
        _log = new AuditLog(
            file,
            new AuditKeys(new AuditKeyFile(file), new EphemeralDataProtectionProvider()),
            new FakeTimeProvider(DateTimeOffset.UnixEpoch),
            NullLogger<AuditLog>.Instance);
    }

    private string File => Path.Combine(_folder.Path, "audit.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Undone_assignment_and_its_undo_refer_to_each_other()
    {
        await RoleAsync(Carol, "assign", "erin");
        Assert.Equal(new RoleChange(RoleActions.Remove, "erin", "read"), Assert.Single((await PlanAsync(1)).Roles));

        await RoleAsync(Dan, "remove", "erin");

        var rows = await RowsAsync();
        Assert.Equal(
            (UndoStates.Undone, 2L, "dan"),
            (rows[1].Undo!.State, rows[1].Undo!.By!.Number, rows[1].Undo!.By!.ActorName));
        Assert.Equal((UndoStates.Open, 1L), (rows[0].Undo!.State, Assert.Single(rows[0].Undo!.Undoes!)));
        Assert.Empty((await PlanAsync(1)).Roles);
    }

    [Fact]
    public async Task Undoing_an_undo_leaves_the_first_change_undone()
    {
        await RoleAsync(Carol, "assign", "erin");
        await RoleAsync(Carol, "remove", "erin");
        await RoleAsync(Carol, "assign", "erin");

        Assert.Equal(
            [UndoStates.Open, UndoStates.Undone, UndoStates.Undone], (await RowsAsync()).Select(r => r.Undo!.State));
    }

    [Theory]
    [InlineData(AuditOutcomes.Intended)]
    [InlineData(ChangeStates.NoChangeNeeded)]
    [InlineData("refused: role_missing")]
    [InlineData("not_known: downstream_timeout")]
    public async Task Change_that_was_not_applied_cannot_be_undone_and_undoes_nothing(string outcome)
    {
        await RoleAsync(Carol, "assign", "erin");
        await RoleAsync(Carol, "remove", "erin", outcome: outcome);

        var rows = await RowsAsync();
        Assert.Null(rows[0].Undo);
        Assert.Equal(UndoStates.Open, rows[1].Undo!.State);
        Assert.Empty((await PlanAsync(2)).Roles);
    }

    [Fact]
    public async Task Whole_run_is_undone_except_for_changes_undone_already()
    {
        await RoleAsync(Carol, "assign", "erin");
        await RoleAsync(Carol, "assign", "bob");
        await RoleAsync(Carol, "remove", "dave");
        await RoleAsync(Carol, "remove", "zoe", api: "Ledger");
        await RoleAsync(Dan, "assign", "grace");
        await RoleAsync(Dan, "remove", "bob", run: "another");

        var plan = await PlanAsync(1, whole: true);

        Assert.Equal(["dave", "erin"], plan.Roles.Select(r => r.PrincipalId));
        Assert.Equal([RoleActions.Assign, RoleActions.Remove], plan.Roles.Select(r => r.Action));
        Assert.Equal((2L, "AppB", 2), (Assert.Single(plan.Skipped).Number, plan.Api, plan.Entry.Undo!.InRun));
    }

    [Fact]
    public async Task Undoing_a_consent_change_restores_its_scopes()
    {
        await ConsentAsync("", "read write");

        var step = Assert.Single((await PlanAsync(1)).Consents);

        Assert.Empty(step.After);
        Assert.Equal(["read", "write"], step.Before);
    }

    [Theory]
    [InlineData("", "a", "a", "", UndoStates.Undone)]
    [InlineData("a", "", "", "a b", UndoStates.Undone)]
    [InlineData("", "a", "a", "a b", UndoStates.Changed)]
    [InlineData("a b", "a", "a", "", UndoStates.Changed)]
    [InlineData("a", "b", "b", "b a", UndoStates.Changed)]
    [InlineData("a", "b", "b", "a", UndoStates.Undone)]
    public async Task Consent_change_is_undone_when_none_of_it_is_left(
        string before, string after, string then, string now, string state)
    {
        await ConsentAsync(before, after);
        await ConsentAsync(then, now);

        Assert.Equal(state, (await RowsAsync())[1].Undo!.State);
    }

    [Fact]
    public async Task Consents_of_other_users_and_for_everyone_do_not_undo_it()
    {
        await ConsentAsync("", "a", "alice");
        await ConsentAsync("a", "");
        await ConsentAsync("a", "", "bob");

        Assert.Equal(UndoStates.Open, (await RowsAsync())[2].Undo!.State);
    }

    [Fact]
    public async Task Nothing_can_be_undone_at_or_after_a_tampered_entry()
    {
        await RoleAsync(Carol, "assign", "erin");
        await RoleAsync(Carol, "assign", "bob");
        await RoleAsync(Carol, "remove", "erin");
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                "DROP TRIGGER entries_stay_as_they_are; "
                + "UPDATE entries SET change = replace(change, 'bob', 'mallory') WHERE number = 2";
            command.ExecuteNonQuery();
        }

        var rows = await RowsAsync();

        Assert.Equal([UndoStates.Untrusted, UndoStates.Untrusted, UndoStates.Open], rows.Select(r => r.Undo!.State));
        Assert.Empty((await PlanAsync(2)).Roles);
    }

    [Fact]
    public async Task Unknown_entry_has_no_undo_plan()
    {
        Assert.Null(await _log.PlanUndoAsync(1, whole: false, Cancellation));
    }

    private Task RoleAsync(AuditActor actor, string action, string principal, string outcome = ChangeStates.Done, string api = "AppB", string run = "run") =>
        _log.AppendAsync(
            actor,
            new AuditNote($"role.{action}", api, principal, outcome, new AuditChange(run, Role: new RecordedRole(api, "sp", action, principal, "read"))),
            Cancellation);

    private Task ConsentAsync(string before, string after, string? principal = null) => _log.AppendAsync(
        Carol,
        new AuditNote(
            "consent.change",
            "Portal -> AppB",
            principal ?? "everyone",
            "applied",
            new AuditChange($"{Guid.NewGuid()}", Consent: new RecordedConsent("portal", "appb", Scopes(before), Scopes(after), principal))),
        Cancellation);

    private static string[] Scopes(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task<IReadOnlyList<AuditEntry>> RowsAsync() =>
        (await _log.ReadAsync(new AuditQuery(new AuditFilter()), Cancellation)).Entries;

    private async Task<UndoPlan> PlanAsync(long number, bool whole = false) =>
        (await _log.PlanUndoAsync(number, whole, Cancellation))!;
}
