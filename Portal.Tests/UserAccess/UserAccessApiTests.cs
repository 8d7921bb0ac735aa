using System.Net;
using Entra.Emulator.Tenant;
using Portal.Contracts.Access;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Contracts.UserAccess;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.UserAccess;

/// <summary>Users and the forecast of their tokens, with the emulator as the directory.</summary>
public sealed class UserAccessApiTests : IClassFixture<ApplicationFixture>
{
    private const string Erin = "a0000000-0000-4000-8000-000000000005";

    private readonly ApplicationFixture _api;

    public UserAccessApiTests(ApplicationFixture api)
    {
        _api = api;
        api.ConsentToGraph(GraphPurpose.ReadDirectory);
    }

    [Theory]
    [InlineData("alice", 1)]
    [InlineData("bob", 2)]
    [InlineData("carol", 3)]
    [InlineData("dave", 4)]
    [InlineData("erin", 5)]
    [InlineData("frank", 6)]
    [InlineData("grace", 7)]
    public async Task Forecast_matches_the_token_that_is_issued(string user, int number)
    {
        var forecast = await ForecastAsync("carol", $"a0000000-0000-4000-8000-00000000000{number}");

        // With MFA: the forecast cannot know Conditional Access.
        var token = await _api.TokenAsync(user, set: new { acrs = (string[])["c1"] });
        using var issued = await _api.SendAsync(HttpMethod.Get, "/api/access/now", token);
        var real = Assert.Single((await ApplicationFixture.ReadAsync<AccessReport>(issued)).Apis, a => a.Api == "AppB");

        Assert.Equal(real.Roles.Order(), forecast.Roles.Where(r => r.InToken).Select(r => r.Value).Order());
        Assert.Equal(
            real.Operations.Select(o => (o.Name, o.IsAllowed, o.Verdict.Failed?.Name)),
            forecast.Operations.Select(o => (o.Name, o.IsAllowed, o.Verdict.Failed?.Name)));
        Assert.Equal(ConsentSource.TenantWide, Assert.Single(forecast.Scopes).Source);
    }

    [Fact]
    public async Task Nested_group_is_named_and_the_lookup_takes_three_requests()
    {
        var access = await AccessAsync("carol", Erin);

        var reason = Assert.Single(Assert.Single(access.Apis).Roles.Single(r => r.Value == "Orders.Read").Reasons);
        Assert.Contains("Order trainees", reason, StringComparison.Ordinal);
        Assert.Contains("Order readers", reason, StringComparison.Ordinal);
        Assert.Equal(3, access.Requests);
        Assert.True(access.IsWhole);
        Assert.False(access.Self);
    }

    [Fact]
    public async Task Many_direct_groups_take_no_additional_requests()
    {
        var access = await AccessAsync("carol", "a0000000-0000-4000-8000-000000000007");

        Assert.Equal((2, true), (access.Requests, access.IsWhole));
    }

    [Fact]
    public async Task Newly_assigned_role_is_in_the_next_response()
    {
        var roles = new RolesCaller(_api);
        using var assigned = roles.Assign(RolesCaller.Read, RolesCaller.Bob, PrincipalKind.User);

        var forecast = await ForecastAsync("carol", RolesCaller.Bob);

        Assert.True(forecast.Roles.Single(r => r.Value == "Orders.Read").InToken);
        Assert.Equal(ForecastState.Allowed, forecast.State);
    }

    [Fact]
    public async Task Own_forecast_is_compared_with_a_new_token()
    {
        var forecast = await ForecastAsync("carol", "a0000000-0000-4000-8000-000000000003");

        Assert.NotNull(forecast.OwnToken);
        Assert.Null(forecast.OwnToken.Problem);
        Assert.Empty(forecast.OwnToken.Differences);
        Assert.NotNull(forecast.OwnToken.IssuedAt);
    }

    [Theory]
    [InlineData("alice", "/api/admin/people")]
    [InlineData("bob", "/api/admin/people?search=a")]
    [InlineData("alice", $"/api/admin/people/{Erin}/access")]
    public async Task User_without_the_admin_role_is_refused(string user, string path)
    {
        using var response = await _api.SendAsync(HttpMethod.Get, path, await _api.TokenAsync(user));

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
    }

    [Fact]
    public async Task Administrator_without_a_directory_role_is_refused()
    {
        var portal = _api.App(TestTenant.Portal).Principal!;
        var role = _api.Assignments.On(portal).Single(a => a.Principal == _api.User("carol").Id).Role;
        var added = _api.Assignments.Add(portal, role, _api.User("alice").Id, PrincipalKind.User)!;
        using var removedAfterwards = new Restore(() => _api.Assignments.Remove(added.Id));
        var token = await _api.TokenAsync("alice");

        using var response = await _api.SendAsync(HttpMethod.Get, $"/api/admin/people/{Erin}/access", token);

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.DirectoryRoleMissing);
    }

    [Fact]
    public async Task Missing_consent_to_read_the_directory_is_reported()
    {
        using var revoked = RevokeDirectoryConsent();

        using var response = await _api.SendAsync(HttpMethod.Get, "/api/admin/people", await _api.TokenAsync("carol"));

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.ConsentRequired);
        Assert.Equal(GraphPurpose.ReadDirectory.Scopes, (await ApplicationFixture.ProblemAsync(response)).Scopes);
    }

    [Theory]
    [InlineData(429, HttpStatusCode.ServiceUnavailable, ProblemCodes.DownstreamThrottled)]
    [InlineData(503, HttpStatusCode.BadGateway, ProblemCodes.DownstreamUnavailable)]
    public async Task Failing_directory_is_reported(int status, HttpStatusCode reported, string code)
    {
        using var fault = _api.Fail(FaultEndpointNames.Graph, status);

        using var response = await _api.SendAsync(HttpMethod.Get, "/api/admin/people", await _api.TokenAsync("carol"));

        await ProblemAssert.IsAsync(response, reported, code);
    }

    [Fact]
    public async Task Invalid_id_is_400()
    {
        using var response = await _api.SendAsync(
            HttpMethod.Get, "/api/admin/people/erin/access", await _api.TokenAsync("carol"));

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    [Fact]
    public async Task Unknown_id_is_404()
    {
        using var response = await _api.SendAsync(
            HttpMethod.Get, $"/api/admin/people/{Guid.NewGuid()}/access", await _api.TokenAsync("carol"));

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    [Theory]
    [InlineData("da", "Dave")]
    [InlineData("frank@con", "Frank")]
    public async Task Users_are_found_by_the_beginning_of_their_name(string search, string name)
    {
        var page = await FindAsync(search);

        Assert.Equal(name, Assert.Single(page.People).Name);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData("\" OR \"displayName:a")]
    [InlineData("a\\", "Alice")]
    [InlineData("x' or 1 eq 1 &$filter=")]
    public async Task Search_text_cannot_change_the_query(string search, params string[] found)
    {
        Assert.Equal(found, (await FindAsync(search)).People.Select(p => p.Name));
    }

    [Fact]
    public async Task Invalid_page_marker_is_refused()
    {
        using var response = await _api.SendAsync(
            HttpMethod.Get, "/api/admin/people?next=made%26%24top%3D999", await _api.TokenAsync("carol"));

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    private Restore RevokeDirectoryConsent()
    {
        var (portal, graph) = (_api.App(TestTenant.Portal).Id, _api.Tenant.FindAppByName("Microsoft Graph")!.Id);
        var consent = _api.Consents.All().Single(c => c.Key == new GrantKey(portal, null, graph));
        _api.Consents.Change(consent.Id, []);
        return new Restore(() => _api.ConsentToGraph(GraphPurpose.ReadDirectory));
    }

    private async Task<UserPage> FindAsync(string search)
    {
        using var response = await _api.SendAsync(
            HttpMethod.Get, $"/api/admin/people?search={Uri.EscapeDataString(search)}", await _api.TokenAsync("carol"));
        return await ApplicationFixture.ReadAsync<UserPage>(response);
    }

    private async Task<ApiForecast> ForecastAsync(string user, string person) =>
        Assert.Single((await AccessAsync(user, person)).Apis);

    private async Task<UserAccessReport> AccessAsync(string user, string person)
    {
        using var response = await _api.SendAsync(
            HttpMethod.Get, $"/api/admin/people/{person}/access", await _api.TokenAsync(user));
        return await ApplicationFixture.ReadAsync<UserAccessReport>(response);
    }
}
