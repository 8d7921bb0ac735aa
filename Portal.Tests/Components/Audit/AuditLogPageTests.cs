using System.Text;
using Bunit;
using Microsoft.JSInterop;
using Portal.Components.Audit;
using Portal.Contracts.Audit;

namespace Portal.Tests.Components.Audit;

/// <summary>The page of the whole audit log, and its export.</summary>
public sealed class AuditLogPageTests : ComponentTest
{
    private const string LogPath = "/api/admin/audit";

    public AuditLogPageTests() => User.SetRoles("Portal.Admin");

    [Fact]
    public void Whole_log_is_shown_and_can_be_filtered_by_time()
    {
        Api.Returns(LogPath, Page(null, Row(2, "role.assign"), Row(1, "consent.revoke")));
        Api.Returns($"{LogPath}?days=2", Page(null, Row(2, "role.assign")));
        var page = Render<AuditLogPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tr[data-outcome]").Count));

        page.ByLabel(AuditLogFilter.PeriodLabel).Change("2");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-outcome]")));
        Assert.Contains("days=2", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_holds_all_matching_entries_and_no_formulas()
    {
        var script = JSInterop.SetupModule("./save-file.js");
        script.SetupVoid("save", _ => true).SetVoidResult();
        Navigation.NavigateTo("/admin/audit?by=carol");
        Api.Returns($"{LogPath}?who=carol", Page("2", Row(2, "role.assign")));
        Api.Returns($"{LogPath}?who=carol&size=2500", Page("2", Row(2, "role.assign")));
        Api.Returns($"{LogPath}?who=carol&size=2500&next=2", Page(null, Row(1, "consent.revoke") with { Detail = "=1+1" }));
        var page = Render<AuditLogPage>();
        page.WaitForAssertion(() => page.ByRole("button", AuditLogExport.Label).Click());

        page.WaitForAssertion(() => Assert.Single(script.Invocations["save"]));

        var saved = script.Invocations["save"][0].Arguments;
        Assert.EndsWith(".csv", (string?)saved[0], StringComparison.Ordinal);
        var lines = Encoding.UTF8.GetString(((MemoryStream)((DotNetStreamReference)saved[1]!).Stream).ToArray())
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains("role.assign", lines[1], StringComparison.Ordinal);
        Assert.Contains("consent.revoke", lines[2], StringComparison.Ordinal);
        Assert.Contains("'=1+1", lines[2], StringComparison.Ordinal);
    }

    private static AuditEntry Row(long number, string action) => new(
        number, DateTimeOffset.UnixEpoch, "oid", "carol", action, "AppB / Orders.Read", "User Erin (p1)", "done", "abc");

    private static AuditPage Page(string? next, params AuditEntry[] rows) => new(rows, 2, 2, null, next);
}
