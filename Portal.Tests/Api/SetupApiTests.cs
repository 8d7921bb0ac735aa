using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts;
using Portal.Tests.Setup;

namespace Portal.Tests.Api;

/// <summary>The configuration doctor is for the portal's administrators.</summary>
public sealed class SetupApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private string Admin => api.Authority.User(ApiFixture.ClientId, "user_impersonation", "Portal.Admin").Sign();

    [Fact]
    public async Task Administrator_gets_what_was_found()
    {
        var report = await GetAsync("/api/setup");

        report.AssertState("authority", SetupStates.Passed);
        report.AssertState("registration.scope", SetupStates.Passed);
        report.AssertState("AppB.reach", SetupStates.Failed);
        report.AssertState("AppB.consent", SetupStates.Passed);
        Assert.NotEmpty(report.Stamp.TraceId);
    }

    [Theory]
    [InlineData()]
    [InlineData("Orders.Read")]
    [InlineData("portal.admin")]
    [InlineData("Portal.Admin Orders.Read")]
    public async Task Anybody_else_is_told_who_it_is_for(params string[] roles)
    {
        using var response = await api.SendAsync(
            HttpMethod.Get, "/api/setup", api.Authority.User(ApiFixture.ClientId, "user_impersonation", roles).Sign());

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken);
        Assert.Equal((ProblemCodes.RoleMissing, "This is for administrators of the portal"), (problem!.Code, problem.Title));
        Assert.Equal(["Portal.Admin"], Assert.Single(problem.Access!.Required).Roles);
    }

    [Theory]
    [InlineData("https://portal.example/", "http://portal.example/", SetupStates.Failed)]
    [InlineData("https://portal.example", "https://portal.example/", SetupStates.Passed)]
    [InlineData("javascript:alert(1)", "https://portal.example/", SetupStates.NotReached)]
    [InlineData("https://user:secret@portal.example/", "https://portal.example/", SetupStates.NotReached)]
    public async Task Addresses_of_the_page_are_compared_and_never_trusted(string seen, string served, string state)
    {
        var report = await GetAsync($"/api/setup?seen={Uri.EscapeDataString(seen)}&served={Uri.EscapeDataString(served)}");

        var address = report.AssertState("address", state);
        Assert.DoesNotContain(address.Evidence, e => e.Value.Contains("secret", StringComparison.Ordinal) || e.Value.Contains("javascript", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_holds_neither_token_nor_secret()
    {
        var token = Admin;

        using var response = await api.SendAsync(HttpMethod.Get, "/api/setup", token);

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("eyJ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("emulator-only-portal-secret", body, StringComparison.Ordinal);
    }

    private async Task<SetupReport> GetAsync(string path)
    {
        using var response = await api.SendAsync(HttpMethod.Get, path, Admin);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonSerializer.Deserialize<SetupReport>(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), JsonSerializerOptions.Web)!;
    }
}
