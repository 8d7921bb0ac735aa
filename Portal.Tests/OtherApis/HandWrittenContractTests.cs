using System.Runtime.CompilerServices;
using System.Text.Json;
using AccessContract.Checks;
using Json.Schema;
using Portal.Contracts.Access;
using Portal.Contracts.Tokens;

namespace Portal.Tests.OtherApis;

/// <summary>An access contract that no library wrote, as the portal reads and explains it.</summary>
public sealed class HandWrittenContractTests(OtherApisFixture fixture) : IClassFixture<OtherApisFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_published_validation_is_shown_in_the_published_order()
    {
        var payslips = await PayslipsAsync();

        Assert.Equal(
            ["issuer", "audience", "tenant", "office_network", "scope", "role"], payslips.Verdict.Checks.Select(c => c.Name));
    }

    [Fact]
    public async Task Validation_that_only_the_api_can_run_is_not_checked()
    {
        var payslips = await PayslipsAsync();

        Assert.Equal(CheckState.NotChecked, payslips.Verdict.Checks.Single(c => c.Name == "office_network").State);
    }

    [Fact]
    public async Task Missing_role_is_named_with_the_alternative_for_users()
    {
        var payslips = await PayslipsAsync();

        var role = payslips.Verdict.Checks.Single(c => c.Name == "role");
        Assert.Equal("role", payslips.Verdict.Failed?.Name);
        Assert.Equal(["Payslips.Read"], role.Required);
        Assert.Equal(FixOwner.Administrator, role.Fix?.Owner);
    }

    [Fact]
    public async Task Every_page_names_the_role_of_the_closest_alternative()
    {
        var client = fixture.Client();
        IReadOnlyList<ApiAccess>[] reports =
        [
            (await client.GetAccessAsync(fresh: false, Cancellation)).Apis,
            (await client.GetAccessNowAsync(Cancellation)).Apis,
            (await client.GetTokensAsync(fresh: false, Cancellation)).Apis,
        ];

        foreach (var apis in reports)
        {
            var payroll = apis.Single(a => a.Api == "Payroll");
            var payslips = payroll.Operations.Single();
            Assert.Equal(ApiAccessState.RoleMissing, payroll.State);
            Assert.False(payslips.IsAllowed);
            Assert.Equal(payslips.Verdict.Failed?.Explanation, payslips.Missing);
            Assert.Contains("Payslips.Read", payslips.Missing, StringComparison.Ordinal);
            Assert.DoesNotContain("Payroll.Manage", payslips.Missing, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Metadata_written_by_hand_and_by_the_library_match_the_schema()
    {
        var schema = JsonSchema.FromText(Schema());
        using var client = new HttpClient();

        foreach (var address in new[] { fixture.Payroll.Address, $"{fixture.Portal}" })
        {
            using var metadata = JsonDocument.Parse(
                await client.GetStringAsync($"{address}.well-known/oauth-protected-resource", Cancellation));

            var result = schema.Evaluate(metadata.RootElement, new EvaluationOptions { RequireFormatValidation = true });
            Assert.True(result.IsValid, address);
        }
    }

    private static string Schema([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/contract.schema.json"));

    private async Task<OperationAccess> PayslipsAsync()
    {
        var report = await fixture.Client().GetAccessAsync(fresh: false, Cancellation);
        return report.Apis.Single(a => a.Api == "Payroll").Operations.Single();
    }
}
