using System.Net;
using System.Net.Http.Json;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Support;
using static Portal.Tests.Roles.RolesCaller;
using static Portal.Tests.Support.ApplicationFixture;

namespace Portal.Tests.Audit;

/// <summary>Changes are undone from the audit log alone, against the emulator's directory.</summary>
public sealed class UndoApiTests : IClassFixture<ApplicationFixture>
{
    private readonly ApplicationFixture _api;

    public UndoApiTests(ApplicationFixture api)
    {
        _api = api;
        api.ConsentToGraph(
            GraphPurpose.ReadRoles, GraphPurpose.AssignRoles, GraphPurpose.ReadConsents, GraphPurpose.ChangeConsents);
    }

    [Fact]
    public async Task Role_change_is_undone_by_its_entry_number_and_the_entry_names_who_undid_it()
    {
        await AssignAsync($"{Guid.NewGuid()}", Bob);
        var row = await NewestAsync("role.assign");

        var plan = await PlanAsync(row.Number);
        var outcome = await ApplyAsync(plan.Roles, run: null);

        Assert.Equal(ChangeStates.Done, Assert.Single(outcome.Outcomes).State);
        var after = (await PlanAsync(row.Number)).Entry.Undo!;
        Assert.Equal((UndoStates.Undone, "carol@contoso.example"), (after.State, after.By!.ActorName));
        Assert.Empty((await PlanAsync(row.Number)).Roles);
    }

    [Fact]
    public async Task Log_is_read_by_time_and_in_pages_of_a_chosen_size()
    {
        await AssignAsync($"{Guid.NewGuid()}", Bob);

        var first = await GetAsync<AuditPage>("/api/admin/audit?days=1&size=1");
        var second = await GetAsync<AuditPage>($"/api/admin/audit?days=1&size=1&next={first.Next}");
        var assigned = await PlanAsync((await NewestAsync("role.assign")).Number);
        await ApplyAsync(assigned.Roles, run: null);

        Assert.Equal(Assert.Single(first.Entries).Number - 1, Assert.Single(second.Entries).Number);
    }

    [Fact]
    public async Task Changes_of_one_run_are_undone_together()
    {
        var run = $"{Guid.NewGuid()}";
        await AssignAsync(run, Bob);
        await AssignAsync(run, Erin);
        var row = await NewestAsync("role.assign");
        Assert.Equal(2, row.Undo!.InRun);

        var plan = await PlanAsync(row.Number, whole: true);
        var outcome = await ApplyAsync(plan.Roles, run: null);

        Assert.Equal(("AppB", 2), (plan.Api, plan.Roles.Count));
        Assert.Equal([ChangeStates.Done, ChangeStates.Done], outcome.Outcomes.Select(o => o.State));
        Assert.Equal(2, (await PlanAsync(row.Number, whole: true)).Skipped.Count);
    }

    [Theory]
    [InlineData("not-one")]
    [InlineData("../../x")]
    public async Task Invalid_run_id_is_refused(string run)
    {
        using var body = JsonContent.Create(
            new RoleChangeSet([new RoleChange(RoleActions.Assign, Bob, Write, "")], run));
        using var response = await SendAsync(HttpMethod.Post, $"{Root}/changes", body);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    [Fact]
    public async Task Consent_is_restored_and_later_changes_are_reported()
    {
        var (portal, dave, graph) = (
            _api.App(TestTenant.Portal), _api.User("dave"), _api.Tenant.FindAppByName("Microsoft Graph")!);
        _api.Consents.Grant(portal, dave, graph, ["User.Read", "email"]);
        var change = new ConsentChange(
            _api.PrincipalId(TestTenant.Portal),
            $"{graph.Principal!.Id}",
            $"{dave.Id}",
            ["User.Read"],
            ["User.Read", "email"]);
        await ApplyAsync(change);
        var row = await NewestAsync("consent.change");

        var step = Assert.Single((await PlanAsync(row.Number)).Consents);
        _api.Consents.Grant(portal, dave, graph, ["User.Read", "profile"]);
        var overtaken = await PreviewAsync(step);
        await ApplyAsync(overtaken.Change.RebaseOnto(overtaken.Current));

        Assert.Equal(ChangeStates.ChangedByOthers, overtaken.State);
        Assert.Equal(UndoStates.Undone, (await PlanAsync(row.Number)).Entry.Undo!.State);
        Assert.Empty((await PlanAsync(row.Number)).Consents);
    }

    [Fact]
    public async Task Unknown_principal_is_reported_by_the_preview()
    {
        var unknown = $"{Guid.NewGuid()}";
        using var body = JsonContent.Create(new RoleChangeSet([new RoleChange(RoleActions.Remove, unknown, Write)]));
        using var response = await SendAsync(HttpMethod.Post, $"{Root}/preview", body);

        var planned = Assert.Single((await ReadAsync<RolePreview>(response)).Changes);

        Assert.Equal(RoleEffects.Impossible, planned.Effect);
        var step = new ConsentChange(unknown, _api.PrincipalId(TestTenant.AppB), null, ["access_as_user"], []);
        Assert.Null((await PreviewAsync(step)).Client.Detail);
    }

    [Theory]
    [InlineData("/api/admin/audit/999999/undo")]
    [InlineData("/api/admin/audit/0/undo")]
    [InlineData("/api/admin/audit/x/undo")]
    public async Task Unknown_entry_is_404(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    private async Task AssignAsync(string run, string whom) => Assert.Equal(
        ChangeStates.Done,
        Assert.Single((await ApplyAsync([new RoleChange(RoleActions.Assign, whom, Write)], run)).Outcomes).State);

    private async Task<RoleOutcomes> ApplyAsync(IReadOnlyList<RoleChange> changes, string? run)
    {
        using var requested = JsonContent.Create(new RoleChangeSet(changes));
        using var previewed = await SendAsync(HttpMethod.Post, $"{Root}/preview", requested);
        var planned = (await ReadAsync<RolePreview>(previewed)).Changes.Select(c => c.Change).ToList();
        using var body = JsonContent.Create(new RoleChangeSet(planned, run));
        using var response = await SendAsync(HttpMethod.Post, $"{Root}/changes", body);
        return await ReadAsync<RoleOutcomes>(response);
    }

    private async Task<PlannedConsentChange> PreviewAsync(ConsentChange change)
    {
        using var body = JsonContent.Create(new ConsentChangeSet([change]));
        using var response = await SendAsync(HttpMethod.Post, "/api/admin/consents/preview", body);
        return Assert.Single((await ReadAsync<ConsentPreview>(response)).Changes);
    }

    private async Task ApplyAsync(ConsentChange change)
    {
        using var body = JsonContent.Create(new ConsentChangeSet([change]));
        using var response = await SendAsync(HttpMethod.Post, "/api/admin/consents/changes", body);
        response.EnsureSuccessStatusCode();
    }

    private async Task<AuditEntry> NewestAsync(string action) =>
        (await GetAsync<AuditPage>($"/api/admin/audit?what={action}&ended=made")).Entries[0];

    private Task<UndoPlan> PlanAsync(long number, bool whole = false) =>
        GetAsync<UndoPlan>($"/api/admin/audit/{number}/undo?whole={whole}");

    private async Task<T> GetAsync<T>(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        return await ReadAsync<T>(response);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body = null) =>
        await _api.SendAsync(method, path, await _api.TokenAsync("carol"), body);
}
