using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts;
using Portal.Graph;
using Portal.Tests.Emulator;

namespace Portal.Tests.Api;

/// <summary>What administrators changed is taken back from the trail alone, against the emulator's directory.</summary>
public sealed class UndoApiTests : IClassFixture<ApplicationFixture>
{
    private const string Root = "/api/admin/roles/AppB";
    private const string Write = "e0000000-0000-4000-8000-000000000302";
    private const string Bob = "a0000000-0000-4000-8000-000000000002";
    private const string Erin = "a0000000-0000-4000-8000-000000000005";

    private readonly ApplicationFixture _api;
    private readonly TenantDirectory _tenant;
    private readonly Consents _consents;

    public UndoApiTests(ApplicationFixture api)
    {
        _api = api;
        _tenant = api.Demo.EmulatorApp.Services.GetRequiredService<TenantDirectory>();
        _consents = api.Demo.EmulatorApp.Services.GetRequiredService<Consents>();
        _consents.Grant(App(TestTenant.Portal), user: null, _tenant.FindAppByName("Microsoft Graph")!,
        [
            .. GraphPurpose.ReadRoles.Permissions, .. GraphPurpose.AssignRoles.Permissions,
            .. GraphPurpose.ReadConsents.Permissions, .. GraphPurpose.ChangeConsents.Permissions,
        ]);
    }

    [Fact]
    public async Task Role_is_taken_back_by_the_number_of_its_row_alone_and_the_row_says_by_whom()
    {
        await AssignAsync($"{Guid.NewGuid()}", Bob);
        var row = await NewestAsync("role.assign");

        var plan = await PlanAsync(row.Number);
        var outcome = await ApplyAsync(plan.Roles, run: null);

        Assert.Equal(RoleOutcomeStates.Done, Assert.Single(outcome.Outcomes).State);
        var after = (await PlanAsync(row.Number)).Row.Undo!;
        Assert.Equal((UndoStates.Undone, "carol@contoso.example"), (after.State, after.By!.ActorName));
        Assert.Empty((await PlanAsync(row.Number)).Roles);
    }

    [Fact]
    public async Task Requests_of_one_run_are_taken_back_together()
    {
        var run = $"{Guid.NewGuid()}";
        await AssignAsync(run, Bob);
        await AssignAsync(run, Erin);
        var row = await NewestAsync("role.assign");
        Assert.Equal(2, row.Undo!.InRun);

        var plan = await PlanAsync(row.Number, whole: true);
        var outcome = await ApplyAsync(plan.Roles, run: null);

        Assert.Equal(("AppB", 2), (plan.Api, plan.Roles.Count));
        Assert.All(outcome.Outcomes, o => Assert.Equal(RoleOutcomeStates.Done, o.State));
        Assert.Equal(2, (await PlanAsync(row.Number, whole: true)).LeftOut.Count);
    }

    [Theory]
    [InlineData("not-one")]
    [InlineData("../../x")]
    public async Task Run_that_is_no_id_is_refused(string run)
    {
        using var body = JsonContent.Create(new RoleChangeSet([new RoleChange(RoleActions.Assign, Bob, Write, "")], run));
        using var response = await SendAsync(HttpMethod.Post, $"{Root}/changes", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Consent_gets_back_the_scopes_that_it_had_and_what_others_did_since_is_shown()
    {
        var graph = _tenant.FindAppByName("Microsoft Graph")!;
        _consents.Grant(App(TestTenant.Portal), User("dave"), graph, ["User.Read", "email"]);
        var trim = new GrantStep(Id(App(TestTenant.Portal)), Id(graph), $"{User("dave").Id}", ["User.Read"], ["User.Read", "email"]);
        await GrantsAsync("changes", trim);
        var row = await NewestAsync("consent.change");

        var step = Assert.Single((await PlanAsync(row.Number)).Consents);
        _consents.Grant(App(TestTenant.Portal), User("dave"), graph, ["User.Read", "profile"]);
        var overtaken = Assert.Single((await GrantsAsync("preview", step)).Steps);
        await GrantsAsync("changes", overtaken.Step.Onto(overtaken.Current));

        Assert.Equal(GrantStates.Stale, overtaken.State);
        Assert.Equal(UndoStates.Undone, (await PlanAsync(row.Number)).Row.Undo!.State);
        Assert.Empty((await PlanAsync(row.Number)).Consents);
    }

    [Fact]
    public async Task Who_is_gone_is_said_by_the_dry_run()
    {
        var nobody = $"{Guid.NewGuid()}";
        using var body = JsonContent.Create(new RoleChangeSet([new RoleChange(RoleActions.Remove, nobody, Write)]));
        using var response = await SendAsync(HttpMethod.Post, $"{Root}/preview", body);

        var planned = Assert.Single((await ReadAsync<RolePreview>(response)).Changes);

        Assert.Equal(RoleEffects.Impossible, planned.Effect);
        var step = new GrantStep(nobody, Id(App(TestTenant.AppB)), null, ["access_as_user"], []);
        Assert.Null(Assert.Single((await GrantsAsync("preview", step)).Steps).Client.Detail);
    }

    [Theory]
    [InlineData("/api/admin/audit/999999/undo")]
    [InlineData("/api/admin/audit/0/undo")]
    [InlineData("/api/admin/audit/x/undo")]
    public async Task Row_that_there_is_not_is_not_found(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);

        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, ProblemCodes.NotFound), (response.StatusCode, problem!.Code));
    }

    private async Task AssignAsync(string run, string whom) => Assert.Equal(
        RoleOutcomeStates.Done,
        Assert.Single((await ApplyAsync([new RoleChange(RoleActions.Assign, whom, Write)], run)).Outcomes).State);

    private async Task<RoleOutcomes> ApplyAsync(IReadOnlyList<RoleChange> changes, string? run)
    {
        using var asked = JsonContent.Create(new RoleChangeSet(changes));
        using var previewed = await SendAsync(HttpMethod.Post, $"{Root}/preview", asked);
        var planned = (await ReadAsync<RolePreview>(previewed)).Changes.Select(c => c.Change).ToList();
        using var body = JsonContent.Create(new RoleChangeSet(planned, run));
        using var response = await SendAsync(HttpMethod.Post, $"{Root}/changes", body);
        return await ReadAsync<RoleOutcomes>(response);
    }

    private async Task<GrantReport> GrantsAsync(string what, GrantStep step)
    {
        using var body = JsonContent.Create(new GrantSteps([step]));
        using var response = await SendAsync(HttpMethod.Post, $"/api/admin/consents/{what}", body);
        return await ReadAsync<GrantReport>(response);
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

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response) =>
        (await ApplicationFixture.JsonAsync(response)).Deserialize<T>(JsonSerializerOptions.Web)!;

    private App App(string client) => _tenant.FindApp(client)!;

    private UserAccount User(string name) => _tenant.FindUserByName(name)!;

    private static string Id(App app) => $"{app.Principal!.Id}";
}
