using System.Net;
using Entra.Emulator.Tenant;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Contracts.UserAccess;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.UserAccess;

/// <summary>The groups that the caller is in only through another group.</summary>
public sealed class OwnGroupsApiTests : IClassFixture<ApplicationFixture>
{
    private const string Groups = "/api/access/groups";

    private readonly ApplicationFixture _api;

    public OwnGroupsApiTests(ApplicationFixture api)
    {
        _api = api;
        api.ConsentToGraph(GraphPurpose.ReadOwnGroups);
    }

    [Fact]
    public async Task Nested_group_is_named_to_a_user_without_a_directory_role()
    {
        var report = await ReadAsync("erin");

        var nested = Assert.Single(report.Nested);
        Assert.Equal("Order readers", nested.Name);
        Assert.Equal(["Order trainees"], nested.Through);
        Assert.Equal((1, true), (report.Direct, report.IsWhole));
    }

    [Theory]
    [InlineData("bob", 0)]
    [InlineData("dave", 1)]
    [InlineData("grace", 250)]
    public async Task Direct_groups_are_not_nested(string user, int direct)
    {
        var report = await ReadAsync(user);

        Assert.Empty(report.Nested);
        Assert.Equal((direct, true), (report.Direct, report.IsWhole));
    }

    [Fact]
    public async Task Missing_consent_to_read_groups_is_reported()
    {
        var (portal, graph) = (_api.App(TestTenant.Portal).Id, _api.Tenant.FindAppByName("Microsoft Graph")!.Id);
        _api.Consents.Change(_api.Consents.All().Single(c => c.Key == new GrantKey(portal, null, graph)).Id, []);

        using var response = await SendAsync("erin");

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.ConsentRequired);
        var problem = await ApplicationFixture.ProblemAsync(response);
        Assert.Equal(GraphPurpose.ReadOwnGroups.Scopes, problem.Scopes);
        Assert.Equal(GraphPurpose.ReadOwnGroups.Scopes, problem.AdministratorScopes);
    }

    [Theory]
    [InlineData(429, HttpStatusCode.ServiceUnavailable, ProblemCodes.DownstreamThrottled)]
    [InlineData(503, HttpStatusCode.BadGateway, ProblemCodes.DownstreamUnavailable)]
    public async Task Failing_directory_is_reported(int status, HttpStatusCode reported, string code)
    {
        using var fault = _api.Fail(FaultEndpointNames.Graph, status);

        using var response = await SendAsync("erin");

        await ProblemAssert.IsAsync(response, reported, code);
    }

    private async Task<OwnGroupReport> ReadAsync(string user)
    {
        using var response = await SendAsync(user);
        return await ApplicationFixture.ReadAsync<OwnGroupReport>(response);
    }

    private async Task<HttpResponseMessage> SendAsync(string user) =>
        await _api.SendAsync(HttpMethod.Get, Groups, await _api.TokenAsync(user));
}
