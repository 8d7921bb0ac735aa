using Entra.Emulator.Control;
using Portal.Contracts.Diagnostics;
using Portal.Tests.Support;

namespace Portal.Tests.Diagnostics;

[Collection(DiagnosticsGroup.Name)]
public sealed class AuthorityChecksTests(DiagnosticsFixture setup) : IDisposable
{
    public void Dispose()
    {
        setup.Faults.Clear();
        setup.Clock.Offset = TimeSpan.Zero;
    }

    [Fact]
    public async Task Closed_port_is_reported()
    {
        var authority = (await setup.ExamineAsync("--AzureAd:Instance=https://localhost:9/"))
            .AssertState("authority", DiagnosticStates.Failed);

        Assert.Equal("Nothing listens at localhost:9.", authority.Text);
        Assert.Equal("AzureAd:Instance", authority.Fix!.Setting);
    }

    [Fact]
    public async Task Certificate_that_is_not_pinned_is_untrusted()
    {
        using var other = new TemporaryFolder();

        var authority = (await setup.ExamineAsync(other.Argument)).AssertState("authority", DiagnosticStates.Failed);

        Assert.Contains("is not trusted here", authority.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_of_a_reachable_authority_is_reported_with_its_status()
    {
        setup.Faults.Add(new Fault("metadata") { Status = 503 });

        var authority = (await setup.ExamineAsync()).AssertState("authority", DiagnosticStates.Failed);

        Assert.Contains("503", authority.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_tenant_is_reported_with_its_code()
    {
        var report = await setup.ExamineAsync("--AzureAd:TenantId=99999999-9999-4999-8999-999999999999");

        report.AssertState("authority", DiagnosticStates.Passed);
        var tenant = report.AssertState("discovery", DiagnosticStates.Failed);
        Assert.Equal(("AzureAd:TenantId", "AADSTS90002"), (tenant.Fix!.Setting, tenant.Fix.ErrorCode));
    }

    [Fact]
    public async Task Wrong_issuer_is_shown_with_the_expected_one()
    {
        await using var authority = await TestAuthority.StartAsync(setup.Folder, TestContext.Current.CancellationToken);

        // The same authority under a name that its discovery document does not use.
        var report = await setup.ExamineAsync(
            $"--AzureAd:Instance=https://localhost:{authority.Instance.Port}/",
            $"--AzureAd:TenantId={TestAuthority.TenantId}");

        var discovery = report.AssertState("discovery", DiagnosticStates.Failed);
        Assert.Contains(discovery.Evidence, e => e == new DiagnosticEvidence("Issuer", authority.Issuer));
        Assert.Contains(
            discovery.Evidence, e => e.Name == "Expected" && e.Value.Contains("localhost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unreadable_keys_are_reported_separately()
    {
        setup.Faults.Add(new Fault("keys") { Status = 500, Times = 5 });

        var report = await setup.ExamineAsync();

        report.AssertState("discovery", DiagnosticStates.Passed);
        Assert.Contains("500", report.AssertState("keys", DiagnosticStates.Failed).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, DiagnosticStates.Warning)]
    [InlineData(600, DiagnosticStates.Failed)]
    public async Task FLT_30_Fast_clock_of_the_authority_is_found_in_its_tokens(int seconds, string state)
    {
        setup.Clock.Offset = TimeSpan.FromSeconds(seconds);

        var clock = (await setup.ExamineAsync()).AssertState("clock", state);

        Assert.Contains("ahead", clock.Text, StringComparison.Ordinal);
    }
}
