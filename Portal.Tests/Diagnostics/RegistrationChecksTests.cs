using System.Security.Claims;
using Portal.Contracts.Diagnostics;
using Portal.Diagnostics;
using Portal.Tests.Emulator;

namespace Portal.Tests.Diagnostics;

[Collection(DiagnosticsGroup.Name)]
public sealed class RegistrationChecksTests(DiagnosticsFixture setup)
{
    private static readonly Uri Inner = new("http://portal.internal:8080/");

    [Fact]
    public async Task Unregistered_redirect_URI_is_reported()
    {
        var report = await setup.ExamineAsync(new PortalAddresses(Seen: null, Inner), user: null);

        var redirect = report.AssertState("registration.redirect", DiagnosticStates.Failed);
        Assert.Equal("AADSTS50011", redirect.Fix!.ErrorCode);
        Assert.Contains(
            redirect.Evidence, e => e == new DiagnosticEvidence("Sent by the portal", $"{Inner}signin-oidc"));
        report.AssertState("registration.signout", DiagnosticStates.Unknown);
    }

    [Fact]
    public async Task Redirect_URI_is_unknown_when_settings_leave_the_address_open()
    {
        var report = await setup.ExamineAsync("--Portal:Urls=http://+:8080");

        report.AssertState("registration.redirect", DiagnosticStates.Unknown);
    }

    [Theory]
    [InlineData("1.0", TestTenant.Portal, "v1 tokens")]
    [InlineData("2.0", TestTenant.AppB, "another audience")]
    public async Task Wrong_version_or_audience_of_the_token_is_explained(string version, string audience, string text)
    {
        var report = await setup.ExamineAsync(
            addresses: null, User(("ver", version), ("aud", audience), ("scp", "user_impersonation")));

        Assert.Contains(
            text, report.AssertState("registration.token", DiagnosticStates.Failed).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_scope_of_the_signed_in_user_is_reported()
    {
        var report = await setup.ExamineAsync(
            addresses: null, User(("ver", "2.0"), ("aud", TestTenant.Portal), ("scp", "other")));

        report.AssertState("registration.scope", DiagnosticStates.Failed);
    }

    private static ClaimsPrincipal User(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(c => new Claim(c.Type, c.Value)), "test"));
}
