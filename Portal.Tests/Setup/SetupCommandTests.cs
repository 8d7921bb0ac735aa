using System.Diagnostics;
using System.Text.Json;
using Portal.Contracts;
using Portal.Tests.Emulator;

namespace Portal.Tests.Setup;

/// <summary>The real process, as a script would start it.</summary>
[Collection(SetupGroup.Name)]
public sealed class SetupCommandTests(SetupFixture setup)
{
    [Fact]
    public async Task Right_settings_end_with_0_and_a_line_for_each_check()
    {
        var (code, output, errors) = await RunAsync("--check-setup");

        Assert.True(code == 0, output + errors);
        Assert.Contains("passed       Credential is accepted", output, StringComparison.Ordinal);
        Assert.Contains("1 unknown", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_ends_with_1_and_says_what_to_change()
    {
        var (code, output, _) = await RunAsync("--check-setup", "--Portal:AzureAd:ClientCredentials:0:ClientSecret=wrong-secret-1234");

        Assert.Equal(1, code);
        Assert.Contains("failed       Credential is accepted", output, StringComparison.Ordinal);
        Assert.Contains("Setting: AzureAd:ClientCredentials:0:ClientSecret", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret-1234", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_that_keeps_the_portal_from_being_built_ends_with_2_and_is_named()
    {
        var (code, output, errors) = await RunAsync("--check-setup", "--AzureAd:TenantId=common");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("AzureAd:TenantId", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_nothing_but_the_report()
    {
        var (_, output, _) = await RunAsync("--check-setup=json");

        var report = JsonSerializer.Deserialize<SetupReport>(output, JsonSerializerOptions.Web)!;
        Assert.Equal(SetupStates.Passed, report.Of("credential").State);
        Assert.DoesNotContain(TestTenant.PortalSecret, output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Portal.dll"), .. setup.Right, .. arguments])
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
