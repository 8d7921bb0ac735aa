using AngleSharp.Dom;
using Bunit;
using Portal.Components.Home;
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

        Assert.Contains(SessionRoutes.SignIn("/"), home.Addresses());
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

        home.WaitForAssertion(() => Assert.Equal(address, LastHop(home).GetAttribute("href")));
        Assert.Contains(word, LastHop(home).Text(), StringComparison.Ordinal);
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

        home.WaitForAssertion(() => Assert.StartsWith("Change an order's status", Action(home), StringComparison.Ordinal));
        Assert.Contains("Needs role Orders.Write on AppB; you have Orders.Read.", Action(home), StringComparison.Ordinal);
        Assert.EndsWith("Not possible", Action(home), StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_whose_name_is_not_known_is_still_told()
    {
        Api.Answers("/api/access", Report(ApiAccessState.Granted));
        Api.Refuses("/api/views", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));

        var home = Render<Home>();

        home.WaitForAssertion(() => Assert.StartsWith("Change a row of Orders", Action(home), StringComparison.Ordinal));
    }

    [Fact]
    public void Checking_again_asks_anew()
    {
        Api.Answers("/api/access", Report(ApiAccessState.RoleMissing));
        var home = Render<Home>();
        home.WaitForAssertion(() => Assert.Contains(ApiStates.Word(ApiAccessState.RoleMissing), LastHop(home).Text(), StringComparison.Ordinal));

        Api.Answers("/api/access", Report(ApiAccessState.Granted));
        home.ByRole("button", "Check again").Click();

        home.WaitForAssertion(() => Assert.Contains(ApiStates.Word(ApiAccessState.Granted), LastHop(home).Text(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_backend_that_is_away_shows_its_problem_and_the_chain_stays()
    {
        Api.Refuses("/api/access", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));

        var home = Render<Home>();

        home.WaitForAssertion(() => Assert.Contains("No backend", TextOf(home)));
        Assert.Contains("Not through", home.Find("figure").TextContent);
    }

    private static IElement LastHop(IRenderedComponent<Home> home) => home.FindAll("figure a")[^1];

    /// <summary>The row below the view that can be changed.</summary>
    private static string Action(IRenderedComponent<Home> home) => home
        .FindAll("section li").SkipWhile(li => li.QuerySelector("a[href='/data/AppB/orders']") is null).ElementAt(1).Text();

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
