using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts;
using Portal.Tests.Emulator;

namespace Portal.Tests.Api;

/// <summary>Consents as administrators see and change them, against the emulator's Microsoft Graph.</summary>
public sealed class GrantApiTests : IClassFixture<ApplicationFixture>
{
    private const string Address = "/api/admin/consents";

    private readonly ApplicationFixture _api;
    private readonly TenantDirectory _tenant;
    private readonly Consents _consents;

    public GrantApiTests(ApplicationFixture api)
    {
        _api = api;
        _tenant = api.Demo.EmulatorApp.Services.GetRequiredService<TenantDirectory>();
        _consents = api.Demo.EmulatorApp.Services.GetRequiredService<Consents>();
        _consents.Grant(App(TestTenant.Portal), User("carol"), _tenant.FindAppByName("Microsoft Graph")!, ["Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All"]);
        _consents.Grant(App(TestTenant.Portal), User("alice"), App(TestTenant.AppB), ["access_as_user"]);
    }

    [Fact]
    public async Task Lists_whose_consent_it_is_with_names_and_descriptions()
    {
        var list = await GetAsync("?principal=" + User("alice").Id);

        var grant = Assert.Single(list.Grants);
        Assert.Equal((GrantKinds.User, "AppB", "alice@contoso.example"), (grant.Kind, grant.Resource.Name, grant.Principal!.Detail));
        Assert.Equal("access_as_user", Assert.Single(grant.Scopes).Value);
        Assert.NotEmpty(grant.Scopes[0].Title!);
        Assert.Equal("Alice", list.Principal!.Name);
        Assert.Equal("AppB", Assert.Single(list.Apis).Name);
    }

    [Fact]
    public async Task Lists_only_everyones_where_that_is_asked()
    {
        Assert.All((await GetAsync("?kind=tenant")).Grants, g => Assert.Null(g.Principal));
    }

    [Fact]
    public async Task Revoking_for_everyone_says_for_how_many_then_does_it_and_can_be_undone()
    {
        var step = new GrantStep(Id(TestTenant.Portal), Id(TestTenant.AppB), null, [], ["access_as_user"]);

        var preview = Assert.Single((await PostAsync("preview", step)).Steps);
        Assert.Equal(GrantStates.Ready, preview.State);
        Assert.Contains(preview.Effects, e => e.Contains("allowed it themselves and keep", StringComparison.Ordinal));
        Assert.Contains(preview.Effects, e => e.Contains("up to 90 minutes", StringComparison.Ordinal));

        Assert.Equal(GrantStates.Applied, Assert.Single((await PostAsync("changes", preview.Step)).Steps).State);
        Assert.Empty((await GetAsync($"?kind=tenant&resource={Id(TestTenant.AppB)}")).Grants);

        Assert.Equal(GrantStates.Applied, Assert.Single((await PostAsync("changes", preview.Step.Reversed())).Steps).State);
        Assert.Single((await GetAsync($"?kind=tenant&resource={Id(TestTenant.AppB)}")).Grants);
    }

    [Fact]
    public async Task Change_is_in_the_audit_trail_before_and_after()
    {
        await PostAsync("changes", OfAlice([], ["access_as_user"]));

        using var answer = await _api.SendAsync(HttpMethod.Get, "/api/admin/audit", await _api.TokenAsync("carol"));
        var trail = await ReadAsync<AuditPage>(answer);
        var rows = trail.Entries.Where(e => e.Action == "consent.revoke").Take(2).ToList();
        Assert.Equal([GrantStates.Applied, AuditOutcomes.Intended], rows.Select(r => r.Outcome));
        Assert.Equal("Portal -> AppB, Alice", rows[0].Target);
        Assert.Equal("carol@contoso.example", rows[0].ActorName);
        Assert.Null(trail.BrokenAt);
    }

    [Fact]
    public async Task Users_own_breaks_nothing_where_everyones_covers_it()
    {
        var report = await PostAsync("preview", OfAlice([]));

        Assert.Contains("Nothing breaks for Alice", Assert.Single(Assert.Single(report.Steps).Effects), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trims_what_is_unticked()
    {
        var graph = _tenant.FindAppByName("Microsoft Graph")!;
        _consents.Grant(App(TestTenant.Portal), User("dave"), graph, ["User.Read", "email"]);
        var step = new GrantStep(Id(TestTenant.Portal), $"{graph.Principal!.Id}", $"{User("dave").Id}", ["User.Read"]);

        var preview = Assert.Single((await PostAsync("preview", step)).Steps);
        var changed = Assert.Single((await PostAsync("changes", preview.Step)).Steps);

        Assert.Equal((GrantStates.Applied, "User.Read"), (changed.State, Assert.Single(changed.Current)));
        Assert.Contains(preview.Effects, e => e.Contains("the next sign-in asks again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Someone_elses_change_in_between_is_shown_and_kept()
    {
        var report = await PostAsync("changes", OfAlice(["access_as_user"], before: ["access_as_user", "other"]) with { After = [] });

        var step = Assert.Single(report.Steps);
        Assert.Equal((GrantStates.Stale, "access_as_user"), (step.State, Assert.Single(step.Current)));
        Assert.Single((await GetAsync("?principal=" + User("alice").Id)).Grants);
    }

    [Fact]
    public async Task Change_that_does_not_say_what_it_was_decided_on_is_refused()
    {
        await AssertRefusedAsync("changes", new GrantSteps([OfAlice([])]), ProblemCodes.RequestInvalid, "carol");
    }

    [Theory]
    [InlineData("no-guid", "x")]
    [InlineData("22222222-2222-4222-8222-22222222222' or 1 eq 1", "access_as_user")]
    public async Task Nonsense_is_refused_in_words(string client, string scope)
    {
        var step = new GrantStep(client, Id(TestTenant.AppB), null, [scope]);

        await AssertRefusedAsync("preview", new GrantSteps([step]), ProblemCodes.RequestInvalid, "carol");
    }

    [Fact]
    public async Task Scope_that_the_api_has_not_is_refused()
    {
        await AssertRefusedAsync("preview", new GrantSteps([OfAlice(["everything"])]), ProblemCodes.RequestInvalid, "carol");
    }

    [Theory]
    [InlineData("?client=1%20or%202")]
    [InlineData("?resource=x")]
    [InlineData("?kind=all")]
    [InlineData("?client=22222222-2222-4222-8222-222222222222&resource=22222222-2222-4222-8222-222222222222")]
    public async Task Address_that_cannot_be_is_refused(string query)
    {
        using var response = await _api.SendAsync(HttpMethod.Get, Address + query, await _api.TokenAsync("carol"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_without_the_role_reads_or_changes_anything()
    {
        var token = await _api.TokenAsync("alice");
        foreach (var (method, path) in ((HttpMethod, string)[])
            [(HttpMethod.Get, Address), (HttpMethod.Get, $"{Address}/people?search=a"), (HttpMethod.Post, $"{Address}/preview"), (HttpMethod.Post, $"{Address}/changes")])
        {
            using var response = await _api.SendAsync(method, path, token, JsonContent.Create(new GrantSteps([OfAlice([])])));

            var problem = await ProblemAsync(response);
            Assert.Equal((HttpStatusCode.Forbidden, ProblemCodes.RoleMissing), (response.StatusCode, problem.Code));
        }
    }

    [Fact]
    public async Task Finds_people_by_the_beginning_of_a_name()
    {
        using var response = await _api.SendAsync(HttpMethod.Get, $"{Address}/people?search=ali%22%5C", await _api.TokenAsync("carol"));

        var found = (await ReadAsync<GrantPeople>(response)).People;
        Assert.Equal("alice@contoso.example", Assert.Single(found).Detail);
    }

    [Fact]
    public async Task Authority_away_is_said_in_words()
    {
        await _api.FailTokensAsync(503);
        try
        {
            using var response = await _api.SendAsync(HttpMethod.Get, Address, await _api.TokenAsync("carol", set: new { name = "Someone new" }));

            Assert.False(response.IsSuccessStatusCode);
            Assert.NotEmpty((await ProblemAsync(response)).Title);
        }
        finally
        {
            await _api.HealAsync();
        }
    }

    private App App(string client) => _tenant.FindApp(client)!;

    private UserAccount User(string name) => _tenant.FindUserByName(name)!;

    private string Id(string client) => $"{App(client).Principal!.Id}";

    private GrantStep OfAlice(string[] after, string[]? before = null) =>
        new(Id(TestTenant.Portal), Id(TestTenant.AppB), $"{User("alice").Id}", after, before);

    private async Task<GrantList> GetAsync(string query)
    {
        using var response = await _api.SendAsync(HttpMethod.Get, Address + query, await _api.TokenAsync("carol"));
        return await ReadAsync<GrantList>(response);
    }

    private async Task<GrantReport> PostAsync(string what, GrantStep step)
    {
        using var response = await _api.SendAsync(
            HttpMethod.Post, $"{Address}/{what}", await _api.TokenAsync("carol"), JsonContent.Create(new GrantSteps([step])));
        return await ReadAsync<GrantReport>(response);
    }

    private async Task AssertRefusedAsync(string what, GrantSteps steps, string code, string user)
    {
        using var response = await _api.SendAsync(
            HttpMethod.Post, $"{Address}/{what}", await _api.TokenAsync(user), JsonContent.Create(steps));
        Assert.Equal(code, (await ProblemAsync(response)).Code);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response) =>
        (await ApplicationFixture.JsonAsync(response)).Deserialize<T>(JsonSerializerOptions.Web)!;

    private static async Task<ApiProblem> ProblemAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken))!;
}
