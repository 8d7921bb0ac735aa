using Bunit;
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
            ["Opens", "Stops at: app role", "Stops at: scope"],
            page.FindAll(".operation > summary .status").Select(s => s.TextContent.Trim())));
        Assert.Equal("AppB-view1", Assert.Single(page.FindAll(".operation[open]")).Id);
    }

    [Fact]
    public void Without_a_token_the_reason_and_the_demands_are_both_there()
    {
        Answer(Inspections.AppB(new TokenVerdict(VerdictStates.NoToken, "There is no token yet.", null, [Inspections.Audience])) with
        {
            Problem = Samples.ConsentRequired,
            Consent = Inspections.Consent(ConsentStatus.NotGranted),
        });

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("a"), a => a.TextContent.Contains("Grant access to AppB")));
        Assert.Contains("No token", TextOf(page));
        Assert.Contains("not granted", TextOf(page));
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

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".consent-line")));
        var links = page.FindAll(".consent-line [data-copy='http://localhost/consent/AppB/administrator']");
        Assert.Equal(offered ? 1 : 0, links.Count);
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
        page.FindAll("button").First(b => b.TextContent.Contains("Try again")).Click();

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
