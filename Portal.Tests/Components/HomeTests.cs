using Bunit;
using Portal.Components.Pages;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class HomeTests : ComponentTest
{
    public HomeTests() => Api.Answers("/api/views", RowSamples.Catalog);

    [Fact]
    public void A_visitor_is_told_what_this_is_and_nothing_is_fetched()
    {
        User.SetNotAuthorized();

        var home = Render<Home>();

        Assert.Equal(SessionRoutes.SignIn("/"), LinkTo(home, "Sign in"));
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData(ApiAccessState.Granted, "Granted", "/data/AppB/orders")]
    [InlineData(ApiAccessState.RoleMissing, "Role missing", "/tokens#AppB")]
    [InlineData(ApiAccessState.ConsentMissing, "Consent missing", "/consent/AppB?returnUrl=%2F")]
    [InlineData(ApiAccessState.Unreachable, "Unreachable", "/tokens#AppB")]
    [InlineData(ApiAccessState.Refused, "Refused", "/tokens#AppB")]
    public void The_last_hop_says_its_state_and_leads_to_what_it_is_about(string state, string word, string address)
    {
        Api.Answers("/api/access", Report(state));

        var home = Render<Home>();

        home.WaitForAssertion(() => Assert.Equal(address, LinkTo(home, "On-behalf-of token")));
        Assert.Contains(word, home.Find(".chain__branch").TextContent);
    }

    [Fact]
    public void A_view_that_does_not_open_says_what_is_missing()
    {
        Api.Answers("/api/access", Report(ApiAccessState.Granted));

        var home = Render<Home>();

        home.WaitForAssertion(() => Assert.Contains("needs role Reports.Read; you have Orders.Read", TextOf(home)));
        Assert.Contains("Does not open", TextOf(home));
    }

    [Fact]
    public void An_action_says_whether_it_is_possible_and_what_is_missing()
    {
        Api.Answers("/api/access", Report(ApiAccessState.Granted));

        var home = Render<Home>();

        home.WaitForAssertion(() => Assert.Equal("Change an order's status", home.Find(".action-row bdi").TextContent));
        Assert.Equal("Needs role Orders.Write on AppB; you have Orders.Read.", home.Find(".action-row p").TextContent);
        Assert.Contains("Not possible", home.Find(".action-row").TextContent);
    }

    [Fact]
    public void An_action_whose_name_is_not_known_is_still_told()
    {
        Api.Answers("/api/access", Report(ApiAccessState.Granted));
        Api.Refuses("/api/views", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));

        var home = Render<Home>();

        home.WaitForAssertion(() => Assert.Equal("Change a row of Orders", home.Find(".action-row bdi").TextContent));
    }

    [Fact]
    public void Checking_again_asks_anew()
    {
        Api.Answers("/api/access", Report(ApiAccessState.RoleMissing));
        var home = Render<Home>();
        home.WaitForAssertion(() => Assert.Contains("Role missing", home.Find(".chain__branch").TextContent));

        Api.Answers("/api/access", Report(ApiAccessState.Granted));
        home.FindAll("button").Single(b => b.TextContent.Contains("Check again")).Click();

        home.WaitForAssertion(() => Assert.Contains("Granted", home.Find(".chain__branch").TextContent));
    }

    [Fact]
    public void A_backend_that_is_away_shows_its_problem_and_the_chain_stays()
    {
        Api.Refuses("/api/access", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));

        var home = Render<Home>();

        home.WaitForAssertion(() => Assert.Contains("No backend", TextOf(home)));
        Assert.Contains("Not through", home.Find(".chain").TextContent);
    }

    private static AccessReport Report(string state) => new("alice", ["user_impersonation"],
    [
        new ApiAccess("AppB", "Orders API", state, ["access_as_user"], ["Orders.Read"],
        [
            new ViewAccess("orders", "Orders", Opens: true, null, Change: new ActionAccess(
                Opens: false, "Needs role Orders.Write on AppB; you have Orders.Read.")),
            new ViewAccess("sales", "Sales", Opens: false, "needs role Reports.Read; you have Orders.Read"),
        ]),
    ]);
}
