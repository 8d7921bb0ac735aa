using System.Diagnostics;
using System.Text.Json;
using Entra.Emulator.Control;
using Portal.Contracts;
using Portal.Tests.Emulator;

namespace Portal.Tests.Setup;

[Collection(SetupGroup.Name)]
public sealed class ExaminerTests(SetupFixture setup)
{
    private static readonly string[] NeedPeople = ["registration.scope", "AppB.consent", "address"];

    [Fact]
    public async Task Right_settings_pass_every_check_that_needs_nobody()
    {
        var report = await setup.ExamineAsync();

        Assert.Equal(NeedPeople, report.Findings().Where(f => f.State == SetupStates.NotReached).Select(f => f.Id));
        Assert.Equal("credential.expiry", Assert.Single(report.Findings(), f => f.State == SetupStates.Unknown).Id);
        Assert.All(
            report.Findings().Where(f => f.Id != "credential.expiry" && !NeedPeople.Contains(f.Id)),
            f => Assert.True(f.State == SetupStates.Passed, $"{f.Id}: {f.State}, {f.Words}"));
    }

    [Fact]
    public async Task No_finding_holds_a_secret_or_a_token()
    {
        var report = JsonSerializer.Serialize(await setup.ExamineAsync());

        Assert.DoesNotContain(TestTenant.PortalSecret, report, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_depends_on_a_failed_check_is_not_reached_and_says_so()
    {
        var report = await setup.ExamineAsync("--AzureAd:Instance=https://localhost:9/");

        var keys = report.AssertState("keys", SetupStates.NotReached);
        Assert.Contains("Tenant and issuer", keys.Words, StringComparison.Ordinal);
        report.AssertState("credential", SetupStates.NotReached);
        report.AssertState("AppB.contract", SetupStates.Passed);
    }

    [Fact]
    public async Task Authority_that_never_answers_holds_nobody_longer_than_five_seconds()
    {
        setup.Faults.Add(new Fault("metadata") { Times = 10, DelayMilliseconds = 60_000 });
        var waited = Stopwatch.StartNew();
        try
        {
            var report = await setup.ExamineAsync();

            Assert.Contains("in time", report.AssertState("authority", SetupStates.Failed).Words, StringComparison.Ordinal);
            Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(7));
        }
        finally
        {
            setup.Faults.Clear();
        }
    }
}
