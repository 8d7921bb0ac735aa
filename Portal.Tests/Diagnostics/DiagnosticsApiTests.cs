using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth;
using Portal.Contracts.Diagnostics;
using Portal.Contracts.Problems;
using Portal.Tests.Auth;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Diagnostics;

/// <summary>The setup report, which only administrators of the portal may read.</summary>
public sealed class DiagnosticsApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private string Admin => api.Authority.User(ApiFixture.ClientId, "user_impersonation", "Portal.Admin").Sign();

    [Fact]
    public async Task Administrator_gets_the_report()
    {
        var report = await GetAsync("/api/setup");

        report.AssertState("authority", DiagnosticStates.Passed);
        report.AssertState("registration.scope", DiagnosticStates.Passed);
        report.AssertState("registration.exchange", DiagnosticStates.Passed);
        report.AssertState("AppB.reach", DiagnosticStates.Failed);
        report.AssertState("AppB.consent", DiagnosticStates.Passed);
        Assert.NotEmpty(report.Stamp.TraceId);
    }

    [Theory]
    [InlineData("sid", DiagnosticStates.Passed)]
    [InlineData("other", DiagnosticStates.Warning)]
    public async Task Claim_that_front_channel_logout_needs_is_looked_for_in_the_latest_sign_in(string claim, string state)
    {
        api.Services.GetRequiredService<LatestSignIn>().Set(new ClaimsPrincipal(new ClaimsIdentity([new Claim(claim, "1")])));

        var report = await GetAsync("/api/setup");

        report.AssertState("registration.sid", state);
    }

    [Fact]
    public async Task Exchange_for_the_portal_itself_that_is_refused_is_reported_with_its_fix()
    {
        using var refused = api.Authority.Refuses("invalid_grant", "AADSTS65001: No consent.");

        var report = await GetAsync("/api/setup");

        Assert.NotNull(report.AssertState("registration.exchange", DiagnosticStates.Failed).Fix);
    }

    [Theory]
    [InlineData()]
    [InlineData("Orders.Read")]
    [InlineData("portal.admin")]
    [InlineData("Portal.Admin Orders.Read")]
    public async Task User_without_the_admin_role_is_refused(params string[] roles)
    {
        using var response = await api.SendAsync(
            HttpMethod.Get, "/api/setup", api.Authority.User(ApiFixture.ClientId, "user_impersonation", roles).Sign());

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
    }

    [Theory]
    [InlineData("https://portal.example/", "http://portal.example/", DiagnosticStates.Failed)]
    [InlineData("https://portal.example", "https://portal.example/", DiagnosticStates.Passed)]
    [InlineData("javascript:alert(1)", "https://portal.example/", DiagnosticStates.NotReached)]
    [InlineData("https://user:secret@portal.example/", "https://portal.example/", DiagnosticStates.NotReached)]
    public async Task Addresses_of_the_page_are_compared_but_not_trusted(string seen, string served, string state)
    {
        var report = await GetAsync(
            $"/api/setup?seen={Uri.EscapeDataString(seen)}&served={Uri.EscapeDataString(served)}");

        report.AssertState("address", state);
        var text = JsonSerializer.Serialize(report);
        Assert.DoesNotContain("user:secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_contains_neither_token_nor_secret()
    {
        var report = await GetAsync("/api/setup");

        var text = JsonSerializer.Serialize(report);
        Assert.NotEmpty(report.Findings());
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestTenant.PortalSecret, text, StringComparison.Ordinal);
    }

    private async Task<DiagnosticsReport> GetAsync(string path)
    {
        using var response = await api.SendAsync(HttpMethod.Get, path, Admin);
        return await ApplicationFixture.ReadAsync<DiagnosticsReport>(response);
    }
}
