using System.Net;
using System.Text.Json;
using Entra.Emulator.Control;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts;
using Portal.Tests.Emulator;

namespace Portal.Tests.Api;

/// <summary>People and the forecast of their tokens, asked by real callers of a portal whose directory is the emulator's.</summary>
public sealed class PeopleApiTests(ApplicationFixture api) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private const string Erin = "a0000000-0000-4000-8000-000000000005";

    // A portal that nobody allowed to read the directory is asked in one test: the others begin with the permission.
    public ValueTask InitializeAsync()
    {
        Allow(true);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Service<PendingFaults>().Clear();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("alice", 1)]
    [InlineData("bob", 2)]
    [InlineData("carol", 3)]
    [InlineData("dave", 4)]
    [InlineData("erin", 5)]
    [InlineData("frank", 6)]
    [InlineData("grace", 7)]
    public async Task Forecast_is_what_the_authority_then_issues(string user, int number)
    {
        var forecast = await ForecastAsync("carol", $"a0000000-0000-4000-8000-00000000000{number}");

        // With the second factor: what policies ask beside roles, the directory does not foretell.
        var token = await api.TokenAsync(user, set: new { acrs = (string[])["c1"] });
        using var issued = await api.SendAsync(HttpMethod.Get, "/api/access/now", token);
        var real = Assert.Single((await ReadAsync<AccessReport>(issued)).Apis, a => a.Api == "AppB");

        Assert.Equal(real.Roles.Order(), forecast.Roles.Where(r => r.Carried).Select(r => r.Value).Order());
        Assert.Equal(real.Views.Select(v => (v.Name, v.Opens)), forecast.Views.Select(v => (v.Name, v.Opens)));
        Assert.Equal(real.Views.Select(v => v.Change?.Opens), forecast.Views.Select(v => v.Change?.Opens));
        Assert.Equal(ConsentSource.TenantWide, Assert.Single(forecast.Scopes).Source);
    }

    [Fact]
    public async Task Nested_group_is_named_as_what_gives_nothing_and_a_look_up_stays_small()
    {
        var access = await AccessAsync("carol", Erin);

        Assert.Equal(
            ["Erin is in Order trainees, which is in Order readers: nested groups give nothing."],
            Assert.Single(access.Apis).Roles.Single(r => r.Value == "Orders.Read").Reasons);
        Assert.Equal(3, access.Requests);
        Assert.True(access.IsWhole);
        Assert.False(access.Self);
    }

    [Fact]
    public async Task Many_direct_groups_take_no_more_requests()
    {
        var access = await AccessAsync("carol", "a0000000-0000-4000-8000-000000000007");

        Assert.Equal((2, true), (access.Requests, access.IsWhole));
    }

    [Fact]
    public async Task Role_that_is_assigned_is_in_the_next_answer()
    {
        var tenant = Service<TenantDirectory>();
        var appB = tenant.FindApp(TestTenant.AppB)!;
        var role = Guid.Parse("e0000000-0000-4000-8000-000000000301");
        var bob = tenant.FindUserByName("bob")!;
        var added = Service<Assignments>().Add(appB.Principal!, role, bob.Id, PrincipalKind.User)!;

        var forecast = await ForecastAsync("carol", $"{bob.Id}");

        Service<Assignments>().Remove(added.Id);
        Assert.True(forecast.Roles.Single(r => r.Value == "Orders.Read").Carried);
        Assert.Equal(ForecastState.Opens, forecast.State);
    }

    [Fact]
    public async Task For_oneself_the_forecast_is_held_against_a_token_issued_now()
    {
        var forecast = await ForecastAsync("carol", "a0000000-0000-4000-8000-000000000003");

        Assert.NotNull(forecast.Own);
        Assert.Null(forecast.Own.Problem);
        Assert.Empty(forecast.Own.Differences);
        Assert.NotNull(forecast.Own.IssuedAt);
    }

    [Theory]
    [InlineData("alice", "/api/admin/people")]
    [InlineData("bob", "/api/admin/people?search=a")]
    [InlineData("alice", $"/api/admin/people/{Erin}/access")]
    public async Task Anybody_else_is_told_who_it_is_for(string user, string path)
    {
        using var response = await api.SendAsync(HttpMethod.Get, path, await api.TokenAsync(user));

        var problem = await ProblemAsync(response, HttpStatusCode.Forbidden);
        Assert.Equal((ProblemCodes.RoleMissing, "This is for administrators of the portal"), (problem.Code, problem.Title));
    }

    [Fact]
    public async Task Administrator_without_a_directory_role_is_told_by_the_directory()
    {
        var token = await api.TokenAsync("alice", set: new { roles = (string[])["Portal.Admin"] });

        using var response = await api.SendAsync(HttpMethod.Get, $"/api/admin/people/{Erin}/access", token);

        Assert.Equal(ProblemCodes.DirectoryRoleMissing, (await ProblemAsync(response, HttpStatusCode.Forbidden)).Code);
    }

    [Fact]
    public async Task Permission_to_read_the_directory_is_asked_for_when_it_is_first_read()
    {
        Allow(false);

        using var response = await api.SendAsync(HttpMethod.Get, "/api/admin/people", await api.TokenAsync("carol"));

        var problem = await ProblemAsync(response, HttpStatusCode.Forbidden);
        Assert.Equal(ProblemCodes.ConsentRequired, problem.Code);
        Assert.Equal(["https://graph.microsoft.com/Directory.Read.All"], problem.Scopes);
    }

    [Theory]
    [InlineData(429, ProblemCodes.DownstreamThrottled)]
    [InlineData(503, ProblemCodes.DownstreamUnavailable)]
    public async Task Directory_that_fails_is_said_in_words(int status, string code)
    {
        Service<PendingFaults>().Add(new Fault("graph") { Status = status, Times = 10 });

        using var response = await api.SendAsync(HttpMethod.Get, "/api/admin/people", await api.TokenAsync("carol"));

        Assert.Equal(code, (await ProblemAsync(response, response.StatusCode)).Code);
    }

    [Fact]
    public async Task What_is_no_id_is_400_and_says_so()
    {
        using var response = await api.SendAsync(HttpMethod.Get, "/api/admin/people/erin/access", await api.TokenAsync("carol"));

        Assert.Contains("ids are GUIDs", (await ProblemAsync(response, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_with_this_id_is_404()
    {
        using var response = await api.SendAsync(
            HttpMethod.Get, $"/api/admin/people/{Guid.NewGuid()}/access", await api.TokenAsync("carol"));

        Assert.Equal("Nobody has this id", (await ProblemAsync(response, HttpStatusCode.NotFound)).Title);
    }

    [Theory]
    [InlineData("da", "Dave")]
    [InlineData("frank@con", "Frank")]
    public async Task People_are_found_by_the_beginning_of_a_name(string search, string name)
    {
        var page = await FindAsync(search);

        Assert.Equal(name, Assert.Single(page.People).Name);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData("\" OR \"displayName:a")]
    [InlineData("a\\")]
    [InlineData("x' or 1 eq 1 &$filter=")]
    public async Task Search_text_is_never_more_than_text(string search)
    {
        Assert.DoesNotContain((await FindAsync(search)).People, p => p.Name != "Alice");
    }

    [Fact]
    public async Task Place_in_the_list_that_nobody_gave_out_is_refused()
    {
        using var response = await api.SendAsync(
            HttpMethod.Get, "/api/admin/people?next=made%26%24top%3D999", await api.TokenAsync("carol"));

        Assert.InRange((int)response.StatusCode, 400, 499);
    }

    private T Service<T>()
        where T : notnull => api.Demo.EmulatorApp.Services.GetRequiredService<T>();

    private void Allow(bool allowed)
    {
        var tenant = Service<TenantDirectory>();
        var (portal, graph) = (tenant.FindApp(TestTenant.Portal)!, tenant.FindApp("00000003-0000-0000-c000-000000000000")!);
        var grant = Service<Consents>().Grant(portal, user: null, graph, ["Directory.Read.All"]);
        if (!allowed)
            Service<Consents>().Change(grant.Id, []);
    }

    private async Task<PersonPage> FindAsync(string search)
    {
        using var response = await api.SendAsync(
            HttpMethod.Get, $"/api/admin/people?search={Uri.EscapeDataString(search)}", await api.TokenAsync("carol"));
        return await ReadAsync<PersonPage>(response);
    }

    private async Task<ApiForecast> ForecastAsync(string user, string person) =>
        Assert.Single((await AccessAsync(user, person)).Apis);

    private async Task<PersonAccess> AccessAsync(string user, string person)
    {
        using var response = await api.SendAsync(HttpMethod.Get, $"/api/admin/people/{person}/access", await api.TokenAsync(user));
        return await ReadAsync<PersonAccess>(response);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response) =>
        (await ApplicationFixture.JsonAsync(response)).Deserialize<T>(JsonSerializerOptions.Web)!;

    private static async Task<ApiProblem> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<ApiProblem>(text, JsonSerializerOptions.Web)!;
    }
}
