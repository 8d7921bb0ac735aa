using System.Net;
using Portal.Contracts.AdminSetup;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.AdminSetup;

/// <summary>Which permissions of administration are granted, with the emulator as the sign-in service.</summary>
public sealed class AdminSetupApiTests(ApplicationFixture api) : IClassFixture<ApplicationFixture>
{
    private const string Address = "/api/admin/setup?fresh=true";

    [Fact]
    public async Task Report_follows_what_is_granted_and_withdrawn_also_while_tokens_are_cached()
    {
        Grant();
        Assert.Empty(Granted(await ReadAsync(Address)));

        Grant(GraphPurpose.ReadConsents.Permissions);
        Assert.Equal(GraphPurpose.ReadConsents.Permissions, Granted(await ReadAsync(Address)));

        Grant(AdminTasks.Permissions);
        Assert.True((await ReadAsync(Address)).IsComplete());

        Grant(GraphPurpose.ReadRoles.Permissions);
        var report = await ReadAsync(Address);
        Assert.Equal(["roles.read"], report.Tasks.Where(t => t.IsGranted()).Select(t => t.Name));
    }

    [Fact]
    public async Task Last_result_is_enough_for_the_navigation()
    {
        Grant(AdminTasks.Permissions);
        await ReadAsync(Address);
        using var broken = api.Fail("token", 503);

        Assert.True((await ReadAsync("/api/admin/setup")).IsComplete());
    }

    [Fact]
    public async Task Sign_in_service_that_does_not_respond_is_not_reported_as_missing_consent()
    {
        var token = await api.TokenAsync("carol");
        using (var first = await api.SendAsync(HttpMethod.Get, Address, token))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var broken = api.Fail("token", 503);

        using var response = await api.SendAsync(HttpMethod.Get, Address, token);

        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, ProblemCodes.AuthorityUnavailable);
    }

    [Fact]
    public async Task Every_purpose_of_Graph_can_be_set_up()
    {
        var report = await ReadAsync(Address);

        Assert.Equal(
            GraphPurpose.All.SelectMany(p => p.Permissions).Distinct().Order(),
            report.Tasks.SelectMany(t => t.Permissions).Select(p => p.Name).Order());
        Assert.All(report.Tasks.Where(t => t.Needs is not null), t => Assert.Contains(report.Tasks, other => other.Name == t.Needs));
    }

    private void Grant(params IEnumerable<string> permissions)
    {
        var grant = api.Consents.Grant(api.App(TestTenant.Portal), api.User("carol"), Graph, ["openid"]);
        api.Consents.Change(grant.Id, ["openid", .. permissions]);
    }

    private Entra.Emulator.Tenant.App Graph => api.Tenant.FindAppByName("Microsoft Graph")!;

    private static IEnumerable<string> Granted(AdminSetupReport report) =>
        report.Tasks.SelectMany(t => t.Permissions).Where(p => p.IsGranted).Select(p => p.Name);

    private async Task<AdminSetupReport> ReadAsync(string address)
    {
        using var response = await api.SendAsync(HttpMethod.Get, address, await api.TokenAsync("carol"));
        return await ApplicationFixture.ReadAsync<AdminSetupReport>(response);
    }
}
