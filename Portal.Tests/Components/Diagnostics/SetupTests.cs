using Bunit;
using Portal.Components;
using Portal.Components.Diagnostics;
using Portal.Components.Layout;
using Portal.Components.Problems;
using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Diagnostics;

public sealed class SetupTests : ComponentTest
{
    private const string Address = "/api/setup?seen=http://localhost/&served=http://portal.internal/";

    private static readonly DiagnosticFinding Passed = new(
        "authority", "Sign-in service is reachable", DiagnosticStates.Passed, "It responded in 12 ms.",
        [new("Status", "200 OK")], null, "docs/setup.md#authority", 12);

    private static readonly DiagnosticFinding Failed = new(
        "credential",
        "Credential is accepted",
        DiagnosticStates.Failed,
        "The client secret is wrong.",
        [new("Code", "AADSTS7000215")],
        new DiagnosticFix("Copy the value.", "AzureAd:ClientCredentials", "https://entra.example/", "AADSTS7000215"),
        "docs/setup.md#credential",
        30);

    private static readonly DiagnosticFinding Dependent = new(
        "registration.token", "Tokens for /api", DiagnosticStates.NotReached, "Not reached.", [], null,
        "docs/setup.md#registration", 0);

    public SetupTests() => User.SetRoles("Portal.Admin");

    [Fact]
    public void Findings_are_counted_and_the_failed_one_is_open_with_its_fix()
    {
        Api.Returns(Address, Report(Passed, Failed, Dependent));

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Equal("1 problem found", page.Find("#setup-headline").TextContent));
        Assert.Equal(3, page.ByRole("region", "1 problem found").AllByRole("listitem").Count);
        Assert.Equal("credential", Assert.Single(page.FindAll("details[open]")).Id);
        Assert.Contains("Checked: 1 failed, 1 not reached, 1 passed.", TextOf(page));
        Assert.Contains("/codes#AADSTS7000215", page.Addresses());
        Assert.Contains("/setup#authority", page.Addresses());
    }

    [Fact]
    public void Copied_report_contains_the_findings()
    {
        Api.Returns(Address, Report(Passed, Failed with { Text = "Wrong.\n- Passed: injected" }));

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Single(page.AllByRole("button", DiagnosticsReportCopy.CopyLabel)));
        var text = page.ByRole("button", DiagnosticsReportCopy.CopyLabel).GetAttribute("data-copy")!;
        Assert.Contains(
            "- Failed: Credential is accepted (credential). Wrong. - Passed: injected\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains("  - Code: AADSTS7000215\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_again_keeps_the_old_findings_until_the_new_ones_arrive()
    {
        Api.Returns(Address, Report(Failed));
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Contains(DiagnosticsText.Headline(Report(Failed)), TextOf(page)));

        var pending = Api.Delays(Address);
        Button(page, DiagnosticsPage.CheckAgainLabel).Click();
        page.WaitForAssertion(() => Assert.Contains("Checking again…", TextOf(page)));
        Assert.Contains(DiagnosticsText.Headline(Report(Failed)), TextOf(page));
        pending.Complete(Report(Passed));

        page.WaitForAssertion(() => Assert.Contains(DiagnosticsText.Headline(Report(Passed)), TextOf(page)));
        Assert.Empty(page.FindAll("details[open]"));
    }

    [Fact]
    public void Stopped_check_can_be_restarted()
    {
        var pending = Api.Delays(Address);
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Contains("Checking the setup…", TextOf(page)));

        Button(page, DiagnosticsPage.StopLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("Nothing was changed", TextOf(page)));
        Assert.True(pending.WasCancelled);
        Api.Returns(Address, Report(Passed));
        Button(page, DiagnosticsPage.CheckLabel).Click();
        page.WaitForAssertion(() => Assert.Contains(DiagnosticsText.Summary(Report(Passed)), TextOf(page)));
    }

    [Fact]
    public void Failed_request_can_be_retried()
    {
        Api.Refuses(Address, new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Contains("No backend", TextOf(page)));

        Api.Returns(Address, Report(Passed));
        TryAgain(page);

        page.WaitForAssertion(() => Assert.Contains(DiagnosticsText.Summary(Report(Passed)), TextOf(page)));
    }

    [Fact]
    public void Other_users_see_the_required_role_and_no_request_is_sent()
    {
        User.SetRoles();

        var page = RenderPage();

        AssertAdministratorsOnly(page);
        Assert.Empty(Api.Requests);
        Assert.Contains("/codes", page.Addresses());
    }

    [Fact]
    public void What_failed_is_on_top_then_warnings_and_the_rest_by_group()
    {
        var warning = Passed with { Id = "clock", State = DiagnosticStates.Warning };
        var machine = Passed with { Id = "machine" };
        Api.Returns(Address, Report(Passed, warning, Failed) with
        {
            Groups = [new("First", [Passed, warning, Failed]), new("Second", [machine])],
        });

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Equal(
            ["credential", "clock", "authority", "machine"], page.FindAll("details[data-state]").Select(d => d.Id)));
        Assert.Equal(["1 problem found", "To fix", "First", "Second", "Report"], page.FindAll("h2").Select(h => h.TextContent));
    }

    [Fact]
    public void Old_link_to_a_code_leads_to_the_page_of_codes()
    {
        Navigation.NavigateTo("setup#AADSTS65001");

        RenderPage();

        Assert.EndsWith("/codes#AADSTS65001", Navigation.Uri, StringComparison.Ordinal);
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Navigation_shows_setup_to_administrators_only(bool administrator)
    {
        User.SetRoles(administrator ? ["Portal.Admin"] : []);
        Api.Returns("/api/views", Samples.Catalog);
        Api.Returns("/api/access/summary", RowSamples.Access());

        var panel = Render<NavigationPanel>();

        panel.WaitForAssertion(() => Assert.Contains("/tokens", panel.Addresses()));
        Assert.Equal(administrator, panel.Addresses().Contains("/setup"));
    }

    private static DiagnosticsReport Report(params DiagnosticFinding[] findings) =>
        new(
            [new DiagnosticsGroup("All", findings)],
            new ReportStamp("trace-1", DateTimeOffset.UnixEpoch, [new("Portal", "1.0")]),
            12);

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DiagnosticsPage> page, string name) =>
        page.ByRole("button", name);

    private IRenderedComponent<DiagnosticsPage> RenderPage() =>
        Render<DiagnosticsPage>(
            parameters => parameters.AddCascadingValue(Routes.ServedName, "http://portal.internal/"));
}
