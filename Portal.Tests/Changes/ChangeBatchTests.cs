using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Roles;
using Portal.Tests.Support;
using static Portal.Tests.Roles.RolesCaller;
using static Portal.Tests.Support.ApplicationFixture;

namespace Portal.Tests.Changes;

/// <summary>
/// Three changes of one request, of which one fails or is the last one: both kinds of changes behave the same.
/// </summary>
public sealed class ChangeBatchTests : IClassFixture<DirectoryWritesFixture>
{
    private static readonly string[] Users = [Bob, Dave, Erin];

    private readonly DirectoryWritesFixture _product;

    public ChangeBatchTests(DirectoryWritesFixture product)
    {
        _product = product;
        product.Reset();
        product.ConsentToGraph(GraphPurpose.All);
        foreach (var user in Users)
        {
            product.Consents.Grant(
                product.App(TestTenant.Portal), Account(user), product.App(TestTenant.AppB), ["access_as_user"]);
            new RolesCaller(product).RemoveAfterwards(Write, user).Dispose();
        }
    }

    public static TheoryData<string> Kinds => [AuditActions.Roles, AuditActions.Consents];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Timeout_stops_the_batch_because_it_would_affect_the_next_change_too(string kind)
    {
        _product.Respond = (request, write) => DirectoryWritesFixture.IsWrite(request) && write == 2
            ? throw new TaskCanceledException("", new TimeoutException())
            : null;

        using var response = await ApplyAsync(kind);

        Assert.Equal(
            [ChangeStates.Done, ChangeStates.NotKnown, ChangeStates.NotAttempted], await StatesAsync(response));
        Assert.Equal(
            [Done(kind), "not_known: downstream_timeout", "not_tried: downstream_timeout"], await OutcomesAsync(kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Cancelled_request_completes_the_current_change_and_attempts_no_other(string kind)
    {
        _product.Respond = (request, _) =>
        {
            if (DirectoryWritesFixture.IsWrite(request))
                _product.CancelRequest();

            return null;
        };

        using var response = await ApplyAsync(kind);

        Assert.Equal([Done(kind), "not_tried", "not_tried"], await OutcomesAsync(kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Outcome_of_a_change_is_recorded_before_the_next_one_is_attempted(string kind)
    {
        _product.Respond = (request, write) => DirectoryWritesFixture.IsWrite(request) && write == 2
            ? throw new InvalidOperationException("The portal crashes.")
            : null;

        using var response = await ApplyAsync(kind);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal([Done(kind), AuditOutcomes.Intended], await OutcomesAsync(kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FLT_32_FLT_33_change_that_cannot_be_recorded_is_refused_before_it_is_made(string kind)
    {
        var writes = 0;
        _product.Respond = (request, _) =>
        {
            writes += DirectoryWritesFixture.IsWrite(request) ? 1 : 0;
            return null;
        };
        using (LockAuditLog())
        {
            using var refused = await ApplyAsync(kind);
            await ProblemAssert.IsAsync(refused, HttpStatusCode.ServiceUnavailable, ProblemCodes.AuditUnavailable);
        }

        Assert.Equal(0, writes);
        using var applied = await ApplyAsync(kind);
        Assert.All(await StatesAsync(applied), state => Assert.Equal(ChangeStates.Done, state));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FLT_32_outcome_that_cannot_be_recorded_stops_the_batch_and_is_recorded_later(string kind)
    {
        SqliteConnection? audit = null;
        _product.Respond = (request, write) =>
        {
            if (DirectoryWritesFixture.IsWrite(request) && write == 1)
                audit = LockAuditLog();

            return null;
        };

        using var response = await ApplyAsync(kind);
        audit!.Dispose();

        Assert.Equal(
            [ChangeStates.Done, ChangeStates.NotAttempted, ChangeStates.NotAttempted], await StatesAsync(response));

        // The others were never intended, so the log has nothing about them.
        Assert.Equal([Done(kind)], await OutcomesAsync(kind));
    }

    [Fact]
    public async Task Failed_read_after_a_conflict_leaves_the_other_changes_as_they_are()
    {
        _product.Respond = (request, write) => (write, DirectoryWritesFixture.IsWrite(request)) switch
        {
            (2, true) => new HttpResponseMessage(HttpStatusCode.PreconditionFailed),
            (2, false) => new HttpResponseMessage(HttpStatusCode.InternalServerError),
            _ => null,
        };

        using var response = await ApplyAsync(AuditActions.Consents);

        Assert.Equal(["applied", "stale", "applied"], await OutcomesAsync(AuditActions.Consents));
        var outcomes = (await JsonAsync(response)).GetProperty("outcomes").EnumerateArray().ToList();
        Assert.Equal(JsonValueKind.Null, outcomes[1].GetProperty("current").ValueKind);
    }

    private SqliteConnection LockAuditLog()
    {
        var audit = new SqliteConnection(
            $"Data Source={Path.Combine(_product.DataDirectory, "portal", "audit.db")};Pooling=False");
        audit.Open();
        using var command = audit.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return audit;
    }

    // The words that the audit log has always stored.
    private static string Done(string kind) => kind == AuditActions.Roles ? "done" : "applied";

    private Entra.Emulator.Tenant.UserAccount Account(string id) =>
        ((string[])["bob", "dave", "erin"]).Select(_product.User).Single(u => $"{u.Id}" == id);

    private async Task<HttpResponseMessage> ApplyAsync(string kind)
    {
        var token = await _product.TokenAsync("carol");
        if (kind == AuditActions.Roles)
        {
            var changes = Users.Select(u => new RoleChange(RoleActions.Assign, u, Write, PreviewedAssignment: ""));
            using var roles = JsonContent.Create(new RoleChangeSet([.. changes]));
            return await _product.SendAsync(HttpMethod.Post, $"{Root}/changes", token, roles);
        }

        var revoked = Users.Select(u => new ConsentChange(
            _product.PrincipalId(TestTenant.Portal), _product.PrincipalId(TestTenant.AppB), u, [], ["access_as_user"]));
        using var consents = JsonContent.Create(new ConsentChangeSet([.. revoked]));
        return await _product.SendAsync(HttpMethod.Post, "/api/admin/consents/changes", token, consents);
    }

    private static async Task<IEnumerable<string?>> StatesAsync(HttpResponseMessage response)
    {
        var outcomes = (await JsonAsync(response)).GetProperty("outcomes");
        return [.. outcomes.EnumerateArray().Select(r => r.GetProperty("state").GetString())];
    }

    /// <summary>The last recorded outcome of each change of the latest request, in order.</summary>
    private async Task<IEnumerable<string>> OutcomesAsync(string kind)
    {
        using var response = await _product.SendAsync(
            HttpMethod.Get, $"/api/admin/audit?what={kind}", await _product.TokenAsync("carol"));
        var entries = (await ReadAsync<AuditPage>(response)).Entries;
        return
        [
            .. entries.Where(e => e.TraceId == entries[0].TraceId)
                .Reverse()
                .GroupBy(e => kind == AuditActions.Roles ? e.Detail : e.Target)
                .Select(g => g.Last().Outcome),
        ];
    }
}
