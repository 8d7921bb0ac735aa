using System.Net;
using System.Net.Http.Json;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Support;
using static Portal.Tests.Support.ApplicationFixture;

namespace Portal.Tests.Consents;

/// <summary>Administrators list and change consents, against the emulator's Microsoft Graph.</summary>
public sealed class AdminConsentApiTests : IClassFixture<ApplicationFixture>
{
    private const string Address = "/api/admin/consents";

    private readonly ApplicationFixture _api;

    public AdminConsentApiTests(ApplicationFixture api)
    {
        _api = api;
        api.ConsentToGraph(GraphPurpose.ReadConsents, GraphPurpose.ChangeConsents);
        api.Consents.Grant(api.App(TestTenant.Portal), user: null, api.App(TestTenant.AppB), ["access_as_user"]);
        api.Consents.Grant(api.App(TestTenant.Portal), api.User("alice"), api.App(TestTenant.AppB), ["access_as_user"]);
    }

    [Fact]
    public async Task Consent_of_a_user_is_listed_with_names_and_descriptions()
    {
        var list = await GetAsync("?principal=" + _api.User("alice").Id);

        var consent = Assert.Single(list.Consents);
        Assert.Equal((ConsentKinds.User, "AppB", "alice@contoso.example"), (consent.Kind, consent.Resource.Name, consent.Principal!.Detail));
        Assert.Equal("access_as_user", Assert.Single(consent.Scopes).Value);
        Assert.NotEmpty(consent.Scopes[0].Title!);
        Assert.Equal("Alice", list.Principal!.Name);
        Assert.Equal("AppB", Assert.Single(list.Apis).Name);
    }

    [Fact]
    public async Task Consents_for_everyone_can_be_listed_alone()
    {
        var all = await GetAsync("");
        var forEveryone = await GetAsync("?kind=tenant");

        Assert.Equal([ConsentKinds.Everyone, ConsentKinds.User], all.Consents.Select(c => c.Kind).Distinct().Order());
        Assert.Equal([ConsentKinds.Everyone], forEveryone.Consents.Select(c => c.Kind).Distinct());
        Assert.All(forEveryone.Consents, c => Assert.Null(c.Principal));
    }

    [Fact]
    public async Task Consent_for_everyone_can_be_previewed_revoked_and_restored()
    {
        var step = new ConsentChange(
            _api.PrincipalId(TestTenant.Portal), _api.PrincipalId(TestTenant.AppB), null, [], ["access_as_user"]);

        var preview = await PreviewAsync(step);
        Assert.Equal(ChangeStates.Ready, preview.State);
        Assert.Contains(preview.Effects, e => e.Contains("consented individually and keep", StringComparison.Ordinal));
        Assert.Contains(preview.Effects, e => e.Contains("until they expire", StringComparison.Ordinal));

        Assert.Equal(ChangeStates.Done, (await ApplyAsync(preview.Change)).State);
        Assert.Empty((await GetAsync($"?kind=tenant&resource={_api.PrincipalId(TestTenant.AppB)}")).Consents);

        Assert.Equal(ChangeStates.Done, (await ApplyAsync(preview.Change.Inverse())).State);
        var restored = Assert.Single((await GetAsync($"?kind=tenant&resource={_api.PrincipalId(TestTenant.AppB)}")).Consents);
        Assert.Equal("carol@contoso.example", restored.Changed!.By);
    }

    [Fact]
    public async Task Preview_of_a_consent_for_everyone_says_that_users_are_not_prompted()
    {
        var graph = _api.Tenant.FindAppByName("Microsoft Graph")!.Principal!;
        var step = new ConsentChange(_api.PrincipalId(TestTenant.Portal), $"{graph.Id}", null, ["User.Read"], Adds: true);

        var preview = await PreviewAsync(step);

        Assert.Equal(ChangeStates.Ready, preview.State);
        Assert.Contains("User.Read", preview.Change.After);
        Assert.Contains("There is no prompt for consent.", Assert.Single(preview.Effects), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_is_in_the_audit_log_before_and_after()
    {
        await ApplyAsync(OfAlice([], ["access_as_user"]));

        using var response = await _api.SendAsync(HttpMethod.Get, "/api/admin/audit", await _api.TokenAsync("carol"));
        var log = await ReadAsync<AuditPage>(response);
        var rows = log.Entries.Where(e => e.Action == "consent.revoke").Take(2).ToList();
        Assert.Equal(["applied", AuditOutcomes.Intended], rows.Select(r => r.Outcome));
        Assert.Equal("Portal -> AppB, Alice", rows[0].Target);
        Assert.Equal("carol@contoso.example", rows[0].ActorName);
        Assert.Null(log.BrokenAt);
    }

    [Fact]
    public async Task Revoking_a_consent_covered_by_the_one_for_everyone_breaks_nothing()
    {
        var preview = await PreviewAsync(OfAlice([]));

        Assert.Contains("No effect for Alice", Assert.Single(preview.Effects), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unselected_scopes_are_removed()
    {
        var graph = _api.Tenant.FindAppByName("Microsoft Graph")!;
        _api.Consents.Grant(_api.App(TestTenant.Portal), _api.User("dave"), graph, ["User.Read", "email"]);
        var step = new ConsentChange(
            _api.PrincipalId(TestTenant.Portal), $"{graph.Principal!.Id}", $"{_api.User("dave").Id}", ["User.Read"]);

        var preview = await PreviewAsync(step);
        var changed = await ApplyAsync(preview.Change);

        Assert.Equal((ChangeStates.Done, "User.Read"), (changed.State, Assert.Single(changed.Current!)));
        Assert.Contains(preview.Effects, e => e.Contains("the next sign-in prompts for consent again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Concurrent_change_is_reported_and_kept()
    {
        var outcome = await ApplyAsync(
            OfAlice(["access_as_user"], before: ["access_as_user", "other"]) with { After = [] });

        Assert.Equal(
            (ChangeStates.ChangedByOthers, "access_as_user"), (outcome.State, Assert.Single(outcome.Current!)));
        Assert.Single((await GetAsync("?principal=" + _api.User("alice").Id)).Consents);
    }

    [Fact]
    public async Task Change_without_the_previous_scopes_is_refused()
    {
        await AssertRefusedAsync("changes", new ConsentChangeSet([OfAlice([])]), ProblemCodes.RequestInvalid, "carol");
    }

    [Theory]
    [InlineData("no-guid", "x")]
    [InlineData("22222222-2222-4222-8222-22222222222' or 1 eq 1", "access_as_user")]
    public async Task Invalid_client_id_is_refused(string client, string scope)
    {
        var step = new ConsentChange(client, _api.PrincipalId(TestTenant.AppB), null, [scope]);

        await AssertRefusedAsync("preview", new ConsentChangeSet([step]), ProblemCodes.RequestInvalid, "carol");
    }

    [Fact]
    public async Task Unknown_scope_is_refused()
    {
        await AssertRefusedAsync(
            "preview", new ConsentChangeSet([OfAlice(["everything"])]), ProblemCodes.RequestInvalid, "carol");
    }

    [Theory]
    [InlineData("?client=1%20or%202")]
    [InlineData("?resource=x")]
    [InlineData("?kind=all")]
    [InlineData("?client=22222222-2222-4222-8222-222222222222&resource=22222222-2222-4222-8222-222222222222")]
    public async Task Invalid_filter_is_refused(string query)
    {
        using var response = await _api.SendAsync(HttpMethod.Get, Address + query, await _api.TokenAsync("carol"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Without_the_admin_role_reading_and_changing_are_refused()
    {
        var token = await _api.TokenAsync("alice");
        foreach (var (method, path) in ((HttpMethod, string)[])
            [
                (HttpMethod.Get, Address),
                (HttpMethod.Get, $"{Address}/people?search=a"),
                (HttpMethod.Post, $"{Address}/preview"),
                (HttpMethod.Post, $"{Address}/changes"),
            ])
        {
            using var response = await _api.SendAsync(
                method, path, token, JsonContent.Create(new ConsentChangeSet([OfAlice([])])));

            var problem = await ProblemAsync(response);
            Assert.Equal((HttpStatusCode.Forbidden, ProblemCodes.RoleMissing), (response.StatusCode, problem.Code));
        }
    }

    [Fact]
    public async Task Users_are_found_by_the_beginning_of_their_name()
    {
        using var response = await _api.SendAsync(HttpMethod.Get, $"{Address}/people?search=ali%22%5C", await _api.TokenAsync("carol"));

        var found = (await ReadAsync<ConsentUsers>(response)).People;
        Assert.Equal("alice@contoso.example", Assert.Single(found).Detail);
    }

    [Fact]
    public async Task Unavailable_authority_is_reported()
    {
        var token = await _api.TokenAsync("carol", set: new { name = "Name that is in no token cache" });
        using var fault = _api.Fail(FaultEndpointNames.Token, 503);

        using var response = await _api.SendAsync(HttpMethod.Get, Address, token);

        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, ProblemCodes.AuthorityUnavailable);
    }

    private ConsentChange OfAlice(string[] after, string[]? before = null) =>
        new(
            _api.PrincipalId(TestTenant.Portal),
            _api.PrincipalId(TestTenant.AppB),
            $"{_api.User("alice").Id}",
            after,
            before);

    private async Task<ConsentList> GetAsync(string query)
    {
        using var response = await _api.SendAsync(HttpMethod.Get, Address + query, await _api.TokenAsync("carol"));
        return await ReadAsync<ConsentList>(response);
    }

    private async Task<PlannedConsentChange> PreviewAsync(ConsentChange change) =>
        Assert.Single((await PostAsync<ConsentPreview>("preview", change)).Changes);

    private async Task<ConsentOutcome> ApplyAsync(ConsentChange change) =>
        Assert.Single((await PostAsync<ConsentOutcomes>("changes", change)).Outcomes);

    private async Task<T> PostAsync<T>(string what, ConsentChange change)
    {
        using var response = await _api.SendAsync(
            HttpMethod.Post,
            $"{Address}/{what}",
            await _api.TokenAsync("carol"),
            JsonContent.Create(new ConsentChangeSet([change])));
        return await ReadAsync<T>(response);
    }

    private async Task AssertRefusedAsync(string what, ConsentChangeSet set, string code, string user)
    {
        using var response = await _api.SendAsync(
            HttpMethod.Post, $"{Address}/{what}", await _api.TokenAsync(user), JsonContent.Create(set));
        Assert.Equal(code, (await ProblemAsync(response)).Code);
    }
}
