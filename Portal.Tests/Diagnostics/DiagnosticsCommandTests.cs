using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Portal.Contracts.Diagnostics;
using Portal.Tests.ApiPreview;
using Portal.Tests.Emulator;
using Portal.Tests.OtherApis;

namespace Portal.Tests.Diagnostics;

/// <summary>The setup check as a real process, as a script starts it.</summary>
[Collection(DiagnosticsGroup.Name)]
public sealed class DiagnosticsCommandTests(DiagnosticsFixture setup)
{
    [Fact]
    public async Task Correct_settings_exit_with_0_and_a_line_for_each_check()
    {
        var (code, output, errors) = await RunAsync("--check-setup");

        Assert.True(code == 0, output + errors);
        var findings = (await setup.ExamineAsync()).Findings().ToList();
        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Contains(Line(f), output, StringComparison.Ordinal));
        Assert.Contains($"1 {DiagnosticStates.Unknown}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_check_exits_with_1_and_names_the_setting()
    {
        var (code, output, _) = await RunAsync(
            "--check-setup", "--Portal:AzureAd:ClientCredentials:0:ClientSecret=wrong-secret-1234");

        Assert.Equal(1, code);
        var credential = (await setup.ExamineAsync()).Of("credential") with { State = DiagnosticStates.Failed };
        Assert.Contains(Line(credential), output, StringComparison.Ordinal);
        Assert.Contains("Setting: AzureAd:ClientCredentials:0:ClientSecret", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret-1234", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_that_prevents_startup_exits_with_2_and_is_named()
    {
        var (code, output, errors) = await RunAsync("--check-setup", "--AzureAd:TenantId=common");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("AzureAd:TenantId", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_output_is_the_report_alone()
    {
        var (_, output, _) = await RunAsync("--check-setup=json");

        var report = JsonSerializer.Deserialize<DiagnosticsReport>(output, JsonSerializerOptions.Web)!;
        Assert.Equal(DiagnosticStates.Passed, report.Of("credential").State);
        Assert.DoesNotContain(TestTenant.PortalSecret, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_can_be_tried_and_its_settings_copied()
    {
        await using var host = await StubHost.StartAsync(
            app => app.MapGet("/openapi/v1.json", () => StubHost.Document(ApiPreviewTests.Invoices)),
            TestContext.Current.CancellationToken);

        var (code, output, errors) = await RunAsync("--try-api", host.Address);

        Assert.True(code == 0, output + errors);
        Assert.Contains("  invoices: number\n", output, StringComparison.Ordinal);
        Assert.Contains($"\"BaseUrl\": \"{host.Address}billing/\"", output, StringComparison.Ordinal);
        Assert.Contains("needs the header X-Tenant", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_without_an_OpenAPI_document_exits_with_1_and_says_what_is_there()
    {
        await using var host = await StubHost.StartAsync(_ => { }, TestContext.Current.CancellationToken);

        var (code, output, errors) = await RunAsync($"--try-api={host.Address}");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("/openapi/v1.json: status 404", errors, StringComparison.Ordinal);
    }

    /// <summary>How the line of a finding begins: its state and its title.</summary>
    private static string Line(DiagnosticFinding finding) => $"{finding.State.Replace('_', ' '),-13}{finding.Title}";

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Portal.dll"), .. setup.Correct, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await errors);
    }
}
