using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Exports;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;
using Portal.Exports;
using Portal.Tests.Exports;

namespace Portal.Tests.Components.Exports;

public sealed class ExportMenuTests : ComponentTest
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);

    private static readonly ClaimsPrincipal Alice = new(new ClaimsIdentity([new("oid", "alice")]));

    private DataView _view = PagedApi.View;
    private ViewState _state = new();

    [Theory]
    [InlineData(2000L, "The whole result, not only this page: 2\u202F000 rows with the 3 columns shown.")]
    [InlineData(1L, "1 row with")]
    [InlineData(10_001L, "more than 10\u202F000 rows with")]
    [InlineData(null, "all rows with")]
    public void Menu_describes_the_file_contents(long? count, string expected) =>
        Assert.Contains(expected, TextOf(Open(count)), StringComparison.Ordinal);

    [Fact]
    public void Links_export_all_rows_with_the_shown_columns()
    {
        _state = new ViewState { Search = "chair", Columns = ["total"], Skip = 100, After = "t", Top = 25, Row = "7" };

        var menu = Open(2000);

        var link = Choice(menu, ExportRoutes.Xlsx);
        Assert.True(link.HasAttribute("download"));
        Assert.StartsWith(
            "/export/AppB/orders?search=chair&columns=total&format=xlsx&id=",
            link.Address(),
            StringComparison.Ordinal);
        Assert.Contains(CsvExport(2000), TextOf(menu), StringComparison.Ordinal);
    }

    [Fact]
    public void Offer_mentions_filters_and_a_single_column()
    {
        _state = new ViewState { Search = "chair", Columns = ["total"] };

        Assert.StartsWith("The whole filtered result", CsvExport(2000), StringComparison.Ordinal);
        Assert.EndsWith("with the one column shown.", CsvExport(2000), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_export_gets_its_own_id()
    {
        var menu = Open(2000);
        var first = IdOf(menu);

        Choice(menu).Click();

        Assert.Equal("Orders as CSV", menu.Find("article h2").TextContent);
        Assert.Equal(ExportText.Announcement(Shown), menu.ByRole("status").Text());
        Assert.NotEqual(first, IdOf(menu));
        Assert.True(Running(first).IsActive);
    }

    [Fact]
    public void Progress_updates_four_times_a_second_without_announcements()
    {
        var menu = Open(2000);
        var export = Begin(menu, total: 2000);

        Write(export, 500);
        Assert.DoesNotContain("500 of", TextOf(menu), StringComparison.Ordinal);
        Time.Advance(RefreshInterval);

        menu.WaitForAssertion(() => Assert.Contains("500 of 2\u202F000 rows", TextOf(menu), StringComparison.Ordinal));
        var bar = menu.Find("progress");
        Assert.Equal(
            (Shown.Name, "500", "2000"),
            (bar.GetAttribute("aria-label"), bar.GetAttribute("value"), bar.GetAttribute("max")));
        Assert.Equal("Exporting Orders as CSV.", menu.ByRole("status").Text());
    }

    [Fact]
    public void Progress_is_indeterminate_beyond_a_bounded_count()
    {
        var menu = Open(10_001);
        var export = Begin(menu, total: 10_001);

        Write(export, 3000);
        Time.Advance(RefreshInterval);
        menu.WaitForAssertion(
            () => Assert.Contains("3\u202F000 of more than 10\u202F000 rows", TextOf(menu), StringComparison.Ordinal));
        Write(export, 9000);
        Time.Advance(RefreshInterval);

        menu.WaitForAssertion(() => Assert.Contains("12\u202F000 rows so far", TextOf(menu), StringComparison.Ordinal));
        Assert.False(menu.Find("progress").HasAttribute("value"));
    }

    [Fact]
    public void Finished_export_reports_truncated_texts()
    {
        var menu = Open(2);
        var export = Begin(menu, total: 2);

        export.Wrote(0);
        export.Wrote(1);
        export.Finish();
        Time.Advance(RefreshInterval);

        menu.WaitForAssertion(() => Assert.Equal($"{Shown.Name}: Done: 2 rows", menu.ByRole("status").Text()));
        Assert.Contains("One text exceeded the length limit of an Excel cell", TextOf(menu), StringComparison.Ordinal);
        Button(menu, "Dismiss").Click();
        Assert.Empty(menu.FindAll("article"));
    }

    [Fact]
    public void Cancelled_export_reports_an_incomplete_file()
    {
        var menu = Open(2000);
        var export = Begin(menu, total: 2000);
        Write(export, 1000);

        Button(menu, "Cancel").Click();

        Assert.True(export.Cancellation.IsCancellationRequested || export.State == ExportState.Cancelled);
        Assert.Contains(
            "Cancelled after 1\u202F000 rows. The file is incomplete.", TextOf(menu), StringComparison.Ordinal);
    }

    [Fact]
    public void Incomplete_export_says_how_many_rows_it_has_and_why()
    {
        var menu = Open(10);
        var export = Begin(menu, total: 10);
        Write(export, 4);

        export.FinishIncomplete(ExportProblems.NotAllRows("AppB", IncompleteReasons.NoNextPage));
        Time.Advance(RefreshInterval);

        menu.WaitForAssertion(
            () => Assert.Contains("Incomplete: 4 of 10 rows. The last line of the file says so.", TextOf(menu), StringComparison.Ordinal));
        Assert.Contains(IncompleteReasons.Describe("AppB", IncompleteReasons.NoNextPage), TextOf(menu), StringComparison.Ordinal);
        Assert.Single(menu.FindAll("article a[download]"));
    }

    [Fact]
    public void Failed_export_can_be_retried()
    {
        var menu = Open(2000);
        var export = Begin(menu, total: null);

        export.Fail(new ApiProblem(ProblemCodes.DownstreamTimeout, 504, "AppB took too long", "<b>Bold\u202E</b>"));
        Time.Advance(RefreshInterval);

        menu.WaitForAssertion(() => Assert.Contains("Not exported", TextOf(menu), StringComparison.Ordinal));
        Assert.Contains("<b>Bold⟨U+202E⟩</b>", menu.Find("article").Text(), StringComparison.Ordinal);
        var again = Assert.Single(menu.FindAll("article a[download]"));
        Assert.Equal(IdOf(menu).ToString(), QueryHelpers.ParseQuery(again.GetAttribute("href")!.Split('?')[1])["id"]);
        again.Click();
        Assert.Single(menu.FindAll("article"));
        Assert.Contains(ExportText.Progress(Shown.Export), TextOf(menu), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_consent_offers_to_grant_it()
    {
        var menu = Open(2000);

        Begin(menu, total: null).Fail(Samples.ConsentRequired);
        Time.Advance(RefreshInterval);

        menu.WaitForAssertion(
            () => Assert.Contains(menu.Addresses(), a => a.StartsWith("/consent/AppB?", StringComparison.Ordinal)));
    }

    [Fact]
    public void Third_concurrent_export_is_not_offered()
    {
        var menu = Open(2000);
        Begin(menu, total: 2000);
        Begin(menu, total: 2000);

        Assert.Equal(2, Choices(menu).Count);
        Assert.DoesNotContain(Choices(menu), link => link.HasAttribute("href"));
        Assert.Contains("Two exports are running", TextOf(menu), StringComparison.Ordinal);
        Choice(menu).Click();
        Assert.Equal(2, menu.FindAll("article").Count);
    }

    [Fact]
    public void Export_is_shown_on_other_pages_without_a_new_announcement()
    {
        var export = Begin(Open(2000), total: 2000);
        _view = _view with { Name = "customers", Title = "Customers" };

        var other = Open(50);
        Write(export, 100);
        Time.Advance(RefreshInterval);

        other.WaitForAssertion(
            () => Assert.Contains(ExportText.Progress(export), TextOf(other), StringComparison.Ordinal));
        Assert.Equal(Shown.Name, other.Find("article h2").TextContent);
        Assert.Equal("", other.ByRole("status").Text());
    }

    private OfferedExport Shown => Services.GetRequiredService<CircuitExports>().All[0];

    private string CsvExport(long? count) => ExportText.Offer(_view, _state, count, isIncomplete: false);

    private static IReadOnlyList<IElement> Choices(IRenderedComponent<ExportMenu> menu) =>
        menu.Find("[role=group]").AllByRole("link");

    private static IElement Choice(IRenderedComponent<ExportMenu> menu, string format = ExportRoutes.Csv) =>
        Choices(menu).Single(a => a.AccessibleName().StartsWith(ExportText.Format(format), StringComparison.Ordinal));

    private static void Write(Export export, int rows)
    {
        for (var i = 0; i < rows; i++)
            export.Wrote(0);
    }

    private static Guid IdOf(IRenderedComponent<ExportMenu> menu) =>
        Guid.Parse(QueryHelpers.ParseQuery(Choice(menu).GetAttribute("href")!.Split('?')[1])["id"].ToString());

    private static IElement Button(IRenderedComponent<ExportMenu> menu, string name) =>
        menu.Find("article")
            .AllByRole("button")
            .Single(b => b.AccessibleName().StartsWith(name, StringComparison.Ordinal));

    private IRenderedComponent<ExportMenu> Open(long? count) => Render<ExportMenu>(p => p
        .Add(m => m.Api, "AppB").Add(m => m.View, _view).Add(m => m.State, _state).Add(m => m.Count, count));

    private Export Running(Guid id) => Services.GetRequiredService<RunningExports>().Expect(Alice, id);

    // Starts the download the way the browser's request does.
    private Export Begin(IRenderedComponent<ExportMenu> menu, long? total)
    {
        var id = IdOf(menu);
        Choice(menu).Click();
        Assert.True(Services.GetRequiredService<RunningExports>().TryBegin(Alice, id, out var export, out _));
        export.Expect(total, PagedApi.Protocol.CountBound);
        return export;
    }
}
