using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Audit;
using Portal.Components.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Tests.Audit;
using Portal.Tests.Exports;

namespace Portal.Tests.Browser;

/// <summary>The audit log is exported as a file: the entries of its filter, safe in a spreadsheet.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class AuditExportJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    private const string Actor = "exporter@contoso.example";

    [Fact]
    public async Task Export_has_the_filtered_entries_and_no_formula()
    {
        await AppendAsync(Actor, "=HYPERLINK(\"https://contoso.example\")");
        await AppendAsync("other@contoso.example", "User Erin");
        await AppendAsync(Actor, "@SUM(1)");
        await SignInAsync("carol", $"/admin/audit?by={Actor}");
        await Assertions.Expect(AuditLog.Rows).ToHaveCountAsync(2);

        var download = await Page.RunAndWaitForDownloadAsync(() => Button(AuditLogExport.Label).ClickAsync());

        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        var csv = ReadCsv.All(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        Assert.Equal(
            [(Actor, "'@SUM(1)"), (Actor, "'=HYPERLINK(\"https://contoso.example\")")],
            csv.Skip(1).Select(row => (row[Array.IndexOf(csv[0], "Changed by")], row[Array.IndexOf(csv[0], "Details")])));
        Assert.DoesNotContain(csv.SelectMany(row => row), cell => cell is ['=' or '+' or '-' or '@', ..]);
    }

    private Task AppendAsync(string actor, string detail) => Demo.PortalApp.Services.GetRequiredService<AuditLog>().AppendAsync(
        new AuditActor(actor, actor), AuditTestStore.Note(detail, ChangeStates.Done), TestContext.Current.CancellationToken);
}
