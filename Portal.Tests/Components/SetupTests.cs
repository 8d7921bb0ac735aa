using Bunit;
using Portal.Components;
using Portal.Components.Layout;
using Portal.Contracts;
using SetupPage = Portal.Components.Pages.Setup;

namespace Portal.Tests.Components;

public sealed class SetupTests : ComponentTest
{
    private const string Address = "/api/setup?seen=http://localhost/&served=http://portal.internal/";

    private static readonly SetupFinding Passed = new(
        "authority", "Authority answers", SetupStates.Passed, "It answers in 12 ms.", [new("Status", "200 OK")], null, "docs/setup.md#authority", 12);

    private static readonly SetupFinding Failed = new(
        "credential", "Credential is accepted", SetupStates.Failed, "The client secret is wrong.", [new("Code", "AADSTS7000215")],
        new SetupMend("Copy the value.", "AzureAd:ClientCredentials", "https://entra.example/", "AADSTS7000215"), "docs/setup.md#credential", 30);

    private static readonly SetupFinding Dependent = new(
        "registration.token", "Tokens for /api", SetupStates.NotReached, "Not reached.", [], null, "docs/setup.md#registration", 0);

    public SetupTests() => User.SetRoles("Portal.Admin");

    [Fact]
    public void Findings_are_counted_and_the_failed_one_is_open_with_its_mend()
    {
        Api.Answers(Address, Report(Passed, Failed, Dependent));

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Equal("One thing is wrong", page.Find("#setup-headline").TextContent));
        Assert.Equal(["1 failed", "1 not reached", "1 passed"], page.FindAll(".setup-summary li").Select(li => li.TextContent.Trim()));
        Assert.Equal("credential", Assert.Single(page.FindAll("details.check[open]")).Id);
        Assert.Contains("Checked: 1 failed, 1 not reached, 1 passed.", TextOf(page));
        Assert.Equal("/setup#AADSTS7000215", LinkTo(page, "What AADSTS7000215 means"));
        Assert.Equal("/setup#authority", LinkTo(page, "Link to this check"));
    }

    [Fact]
    public void Report_to_copy_says_what_the_page_says()
    {
        Api.Answers(Address, Report(Passed, Failed with { Words = "Wrong.\n- Passed: forged" }));

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-copy^='# How the portal is set up']")));
        var text = page.Find("[data-copy^='# How']").GetAttribute("data-copy")!;
        Assert.Contains("- Failed: Credential is accepted (credential). Wrong. - Passed: forged\n", text, StringComparison.Ordinal);
        Assert.Contains("  - Code: AADSTS7000215\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Checking_again_asks_anew_and_keeps_what_was_there_until_then()
    {
        Api.Answers(Address, Report(Failed));
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Contains("One thing is wrong", TextOf(page)));

        var pending = Api.Holds(Address);
        Button(page, "Check again").Click();
        page.WaitForAssertion(() => Assert.Contains("Checking again…", TextOf(page)));
        Assert.Contains("One thing is wrong", TextOf(page));
        pending.Comes(Report(Passed));

        page.WaitForAssertion(() => Assert.Contains("Everything that could be checked is right", TextOf(page)));
        Assert.Empty(page.FindAll("details.check[open]"));
    }

    [Fact]
    public void Stop_ends_the_request_and_can_be_begun_again()
    {
        var pending = Api.Holds(Address);
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Contains("Checking the setup…", TextOf(page)));

        Button(page, "Stop").Click();

        page.WaitForAssertion(() => Assert.Contains("Nothing was changed", TextOf(page)));
        Assert.True(pending.WasCancelled);
        Api.Answers(Address, Report(Passed));
        Button(page, "Check").Click();
        page.WaitForAssertion(() => Assert.Contains("1 passed", TextOf(page)));
    }

    [Fact]
    public void Failure_of_the_request_is_said_and_can_be_tried_again()
    {
        Api.Refuses(Address, new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Contains("No backend", TextOf(page)));

        Api.Answers(Address, Report(Passed));
        Button(page, "Try again").Click();

        page.WaitForAssertion(() => Assert.Contains("1 passed", TextOf(page)));
    }

    [Fact]
    public void Anybody_else_reads_who_it_is_for_and_nothing_is_asked()
    {
        User.SetRoles();

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Contains("For administrators of the portal", TextOf(page)));
        Assert.Empty(Api.Requests);
        Assert.Contains("AADSTS65001", TextOf(page));
    }

    [Fact]
    public void Codes_can_be_searched()
    {
        Api.Answers(Address, Report(Passed));
        var page = RenderPage();

        page.Find("input[type=search]").Input("declined");

        page.WaitForAssertion(() => Assert.Equal(["AADSTS65004"], page.FindAll(".codes details").Select(d => d.Id)));
        Assert.Contains("1 code found", TextOf(page));
        page.Find("input[type=search]").Input("<script>");
        page.WaitForAssertion(() => Assert.Contains("No code fits", TextOf(page)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Navigation_leads_there_for_administrators_only(bool administrator)
    {
        User.SetRoles(administrator ? ["Portal.Admin"] : []);
        Api.Answers("/api/views", Samples.Catalog);
        Api.Answers("/api/access", RowSamples.Access());

        var panel = Render<NavigationPanel>();

        panel.WaitForAssertion(() => Assert.Equal("/tokens", LinkTo(panel, "Tokens")));
        Assert.Equal(administrator ? "/setup" : null, LinkTo(panel, "Setup"));
    }

    private static SetupReport Report(params SetupFinding[] findings) =>
        new([new SetupGroup("All", findings)], new ReportStamp("trace-1", DateTimeOffset.UnixEpoch, [new("Portal", "1.0")]), 12);

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<SetupPage> page, string text) =>
        page.FindAll("button").First(b => b.TextContent.Trim() == text);

    private IRenderedComponent<SetupPage> RenderPage() =>
        Render<SetupPage>(parameters => parameters.AddCascadingValue(Routes.ServedName, "http://portal.internal/"));
}
