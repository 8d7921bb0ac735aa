using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Audit;
using Portal.Contracts;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>What the trail offers to take back, and what it says was taken back.</summary>
public sealed class UndoTests : IDisposable
{
    private static readonly AuditActor Carol = new("oid-carol", "carol");
    private static readonly AuditActor Dan = new("oid-dan", "dan");

    private readonly TemporaryFolder _folder = new();
    private readonly AuditLog _log;

    public UndoTests() => _log = new AuditLog(
        new AuditFile(File), new FakeTimeProvider(DateTimeOffset.UnixEpoch), NullLogger<AuditLog>.Instance);

    private string File => Path.Combine(_folder.Path, "audit.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Role_that_was_given_is_taken_and_the_rows_name_each_other()
    {
        await RoleAsync(Carol, "assign", "erin");
        Assert.Equal(new RoleChange(RoleActions.Remove, "erin", "read"), Assert.Single((await PlanAsync(1)).Roles));

        await RoleAsync(Dan, "remove", "erin");

        var rows = await RowsAsync();
        Assert.Equal((UndoStates.Undone, 2L, "dan"), (rows[1].Undo!.State, rows[1].Undo!.By!.Number, rows[1].Undo!.By!.ActorName));
        Assert.Equal((UndoStates.Open, 1L), (rows[0].Undo!.State, Assert.Single(rows[0].Undo!.TakesBack!)));
        Assert.Empty((await PlanAsync(1)).Roles);
    }

    [Fact]
    public async Task Undo_that_is_undone_is_undone_and_what_it_undid_stays_so()
    {
        await RoleAsync(Carol, "assign", "erin");
        await RoleAsync(Carol, "remove", "erin");
        await RoleAsync(Carol, "assign", "erin");

        Assert.Equal([UndoStates.Open, UndoStates.Undone, UndoStates.Undone], (await RowsAsync()).Select(r => r.Undo!.State));
    }

    [Theory]
    [InlineData("intended")]
    [InlineData("already_so")]
    [InlineData("refused: role_missing")]
    [InlineData("not_known: downstream_timeout")]
    public async Task What_was_not_made_is_not_offered_and_undoes_nothing(string outcome)
    {
        await RoleAsync(Carol, "assign", "erin");
        await RoleAsync(Carol, "remove", "erin", outcome: outcome);

        var rows = await RowsAsync();
        Assert.Null(rows[0].Undo);
        Assert.Equal(UndoStates.Open, rows[1].Undo!.State);
        Assert.Empty((await PlanAsync(2)).Roles);
    }

    [Fact]
    public async Task Run_is_taken_back_as_a_whole_but_for_what_was_and_what_others_did()
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
        Assert.Equal((2L, "AppB", 2), (Assert.Single(plan.LeftOut).Number, plan.Api, plan.Row.Undo!.InRun));
    }

    [Fact]
    public async Task Consent_gets_the_scopes_that_it_had()
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
    public async Task Consent_is_undone_when_nothing_of_the_change_is_left(string before, string after, string then, string now, string state)
    {
        await ConsentAsync(before, after);
        await ConsentAsync(then, now);

        Assert.Equal(state, (await RowsAsync())[1].Undo!.State);
    }

    [Fact]
    public async Task Consents_of_others_and_of_everyone_are_others()
    {
        await ConsentAsync("", "a", "alice");
        await ConsentAsync("a", "");
        await ConsentAsync("a", "", "bob");

        Assert.Equal(UndoStates.Open, (await RowsAsync())[2].Undo!.State);
    }

    [Fact]
    public async Task Where_the_trail_is_broken_nothing_is_offered_from_there_on()
    {
        await RoleAsync(Carol, "assign", "erin");
        await RoleAsync(Carol, "assign", "bob");
        await RoleAsync(Carol, "remove", "erin");
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                "DROP TRIGGER entries_stay_as_they_are; UPDATE entries SET change = replace(change, 'bob', 'mallory') WHERE number = 2";
            command.ExecuteNonQuery();
        }

        var rows = await RowsAsync();

        Assert.Equal([UndoStates.Untrusted, UndoStates.Untrusted, UndoStates.Open], rows.Select(r => r.Undo!.State));
        Assert.Empty((await PlanAsync(2)).Roles);
    }

    [Fact]
    public async Task Row_that_there_is_not_has_no_plan()
    {
        Assert.Null(await _log.PlanUndoAsync(1, whole: false, Cancellation));
    }

    private Task RoleAsync(AuditActor actor, string action, string whose, string outcome = "done", string api = "AppB", string run = "run") =>
        _log.AppendAsync(
            actor,
            new AuditNote($"role.{action}", api, whose, outcome, new AuditChange(run, Role: new WrittenRole(api, "sp", action, whose, "read"))),
            Cancellation);

    private Task ConsentAsync(string before, string after, string? whose = null) => _log.AppendAsync(
        Carol,
        new AuditNote(
            "consent.change",
            "Portal -> AppB",
            whose ?? "everyone",
            GrantStates.Applied,
            new AuditChange($"{Guid.NewGuid()}", Consent: new WrittenConsent("portal", "appb", Words(before), Words(after), whose))),
        Cancellation);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task<IReadOnlyList<AuditEntry>> RowsAsync() =>
        (await _log.ReadAsync(new AuditQuery(new AuditFilter()), Cancellation)).Entries;

    private async Task<UndoPlan> PlanAsync(long number, bool whole = false) =>
        (await _log.PlanUndoAsync(number, whole, Cancellation))!;
}
