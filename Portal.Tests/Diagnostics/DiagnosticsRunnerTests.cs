using System.Diagnostics;
using System.Text.Json;
using Entra.Emulator.Control;
using Portal.Contracts.Diagnostics;
using Portal.Tests.Emulator;

namespace Portal.Tests.Diagnostics;

[Collection(DiagnosticsGroup.Name)]
public sealed class DiagnosticsRunnerTests(DiagnosticsFixture setup) : IDisposable
{
    private static readonly string[] NeedUser =
        ["registration.scope", "registration.exchange", "registration.administration", "registration.sid", "AppB.consent", "address"];

    public void Dispose() => setup.Faults.Clear();

    [Fact]
    public async Task Correct_settings_pass_every_check_that_needs_no_user()
    {
        var report = await setup.ExamineAsync();

        Assert.Equal(NeedUser, report.Findings().Where(f => f.State == DiagnosticStates.NotReached).Select(f => f.Id));
        Assert.Equal(
            "credential.expiry", Assert.Single(report.Findings(), f => f.State == DiagnosticStates.Unknown).Id);
        var others = report.Findings().Where(f => f.Id != "credential.expiry" && !NeedUser.Contains(f.Id)).ToList();
        Assert.NotEmpty(others);
        Assert.All(others, f => Assert.True(f.State == DiagnosticStates.Passed, $"{f.Id}: {f.State}, {f.Text}"));
    }

    [Fact]
    public async Task Report_contains_no_secret_and_no_token()
    {
        var report = await setup.ExamineAsync();

        var text = JsonSerializer.Serialize(report);
        report.AssertState("credential", DiagnosticStates.Passed);
        Assert.DoesNotContain(TestTenant.PortalSecret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_that_depends_on_a_failed_one_is_not_reached_and_names_it()
    {
        var report = await setup.ExamineAsync("--AzureAd:Instance=https://localhost:9/");

        var keys = report.AssertState("keys", DiagnosticStates.NotReached);
        Assert.Contains(report.Of("discovery").Title, keys.Text, StringComparison.Ordinal);
        report.AssertState("credential", DiagnosticStates.NotReached);
        report.AssertState("AppB.contract", DiagnosticStates.Passed);
    }

    [Fact]
    public async Task Authority_that_never_responds_delays_the_report_by_five_seconds_at_most()
    {
        setup.Faults.Add(new Fault("metadata") { Times = 10, DelayMilliseconds = 60_000 });
        var waited = Stopwatch.StartNew();

        var report = await setup.ExamineAsync();

        Assert.Contains(
            "in time", report.AssertState("authority", DiagnosticStates.Failed).Text, StringComparison.Ordinal);
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(7));
    }
}
