using AccessContract.Checks;
using Bunit;
using Portal.Components.Access;
using Portal.Components.Tokens;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components.Access;

public sealed class AccessTests : ComponentTest
{
    [Fact]
    public void Each_operation_shows_its_verdict_and_the_first_refused_one_is_open()
    {
        Return(Inspections.AppB(Inspections.Allowed, Inspections.RoleMissing, Inspections.ScopeMissing));

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Equal(
            [
                "View 0 GET /view0 Allowed",
                "View 1 GET /view1 Refused at: app role",
                "View 2 GET /view2 Refused at: scope",
            ],
            page.FindAll("details[id^=AppB-] > summary").Select(s => s.Text())));
        Assert.Equal("AppB-view1", Assert.Single(page.FindAll("details[id^=AppB-][open]")).Id);
    }

    [Fact]
    public void Missing_token_shows_its_reason_and_the_requirements()
    {
        var verdict = new Verdict(VerdictState.NoToken, "There is no token yet.", [Inspections.Audience]);
        Return(Inspections.AppB(verdict) with
        {
            Problem = Samples.ConsentRequired,
            Consent = Inspections.Consent(ConsentStatus.NotGranted),
        });

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Single(page.Addresses(), "/" + SessionRoutes.Consent("AppB", "/")));
        Assert.Contains(VerdictText.Word(verdict), TextOf(page));
        Assert.Contains(ConsentLine.Label(ConsentStatus.NotGranted), TextOf(page));
    }

    [Theory]
    [InlineData(ConsentStatus.NotGranted, true)]
    [InlineData(ConsentStatus.NeedsAdministrator, true)]
    [InlineData(ConsentStatus.Granted, false)]
    [InlineData(ConsentStatus.Unknown, false)]
    public void Administrator_link_is_offered_only_when_consent_is_missing(string status, bool offered)
    {
        Return(Inspections.AppB(Inspections.Allowed) with { Consent = Inspections.Consent(status) });

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Contains(ConsentLine.Label(status), TextOf(page)));
        Assert.Equal(offered ? 1 : 0, page.Copies().Count(c => c == "http://localhost/consent/AppB/administrator"));
    }

    [Fact]
    public void Api_without_published_checks_is_marked()
    {
        Return(Inspections.AppB(Inspections.Allowed) with { Published = false });

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Contains("does not publish what it checks", TextOf(page)));
    }

    [Fact]
    public void Failed_request_can_be_retried()
    {
        Api.Refuses("/api/access", new ApiProblem(ProblemCodes.AuthorityUnavailable, 503, "No authority"));
        var page = Render<AccessPage>();
        page.WaitForAssertion(() => Assert.Contains("No authority", TextOf(page)));

        Return(Inspections.AppB(Inspections.Allowed));
        TryAgain(page);

        page.WaitForAssertion(() => Assert.Contains("Orders API", TextOf(page)));
    }

    [Fact]
    public void Missing_api_configuration_is_shown()
    {
        Return();

        var page = Render<AccessPage>();

        page.WaitForAssertion(() => Assert.Contains("No API is configured", TextOf(page)));
    }

    private void Return(params ApiAccess[] apis) =>
        Api.Returns("/api/access", Inspections.Tokens([], apis));
}
