using Bunit;
using Portal.Components.Shared;
using Portal.Components.Tokens;
using Portal.Contracts;
using AccessPage = Portal.Components.Pages.Access;

namespace Portal.Tests.Components;

public sealed class AccessTests : ComponentTest
{
    [Fact]
    public void Each_operation_says_how_far_the_token_gets_and_the_first_that_stops_is_open()
    {
        Answer(Inspections.AppB(Inspections.Opens, Inspections.RoleMissing, Inspections.ScopeMissing));

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Equal(
            ["View 0 GET /view0 Opens", "View 1 GET /view1 Stops at: app role", "View 2 GET /view2 Stops at: scope"],
            page.FindAll("details[id^=AppB-] > summary").Select(s => s.Text())));
        Assert.Equal("AppB-view1", Assert.Single(page.FindAll("details[id^=AppB-][open]")).Id);
    }

    [Fact]
    public void Without_a_token_the_reason_and_the_demands_are_both_there()
    {
        var verdict = new TokenVerdict(VerdictStates.NoToken, "There is no token yet.", null, [Inspections.Audience]);
        Answer(Inspections.AppB(verdict) with
        {
            Problem = Samples.ConsentRequired,
            Consent = Inspections.Consent(ConsentStatus.NotGranted),
        });

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Single(page.Addresses(), SessionRoutes.Consent("AppB", "/")));
        Assert.Contains(VerdictWords.Word(verdict), TextOf(page));
        Assert.Contains(ConsentLine.Word(ConsentStatus.NotGranted), TextOf(page));
    }

    [Theory]
    [InlineData(ConsentStatus.NotGranted, true)]
    [InlineData(ConsentStatus.NeedsAdministrator, true)]
    [InlineData(ConsentStatus.Granted, false)]
    [InlineData(ConsentStatus.Unknown, false)]
    public void The_administrators_link_is_ready_to_copy_where_it_helps(string status, bool offered)
    {
        Answer(Inspections.AppB(Inspections.Opens) with { Consent = Inspections.Consent(status) });

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Contains(ConsentLine.Word(status), TextOf(page)));
        Assert.Equal(offered ? 1 : 0, page.Copies().Count(c => c == "http://localhost/consent/AppB/administrator"));
    }

    [Fact]
    public void An_API_that_publishes_no_list_is_said_to_be_judged_by_the_usual_one()
    {
        Answer(Inspections.AppB(Inspections.Opens) with { Published = false });

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Contains("does not publish what it checks", TextOf(page)));
    }

    [Fact]
    public void A_failure_is_said_and_can_be_tried_again()
    {
        Api.Refuses("/api/tokens", new ApiProblem(ProblemCodes.AuthorityUnavailable, 503, "No authority"));
        var page = Render<AccessPage>();
        page.WaitForAssertion(() => Assert.Contains("No authority", TextOf(page)));

        Answer(Inspections.AppB(Inspections.Opens));
        TryAgain(page);

        page.WaitForAssertion(() => Assert.Contains("Orders API", TextOf(page)));
    }

    [Fact]
    public void No_API_at_all_is_said()
    {
        Answer();

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Contains("No API is configured", TextOf(page)));
    }

    private void Answer(params ApiInspection[] apis) =>
        Api.Answers("/api/tokens", new TokenReport([], [], apis, Inspections.Stamp));
}
