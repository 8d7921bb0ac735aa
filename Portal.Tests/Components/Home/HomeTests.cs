using AngleSharp.Dom;
using Bunit;
using Portal.Components.Home;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;

namespace Portal.Tests.Components.Home;

public sealed class HomeTests : ComponentTest
{
    private const string MissingChange = "The token lacks the role Orders.Write.";

    [Fact]
    public void Anonymous_visitor_can_sign_in_and_no_request_is_sent()
    {
        User.SetNotAuthorized();

        var home = Render<HomePage>();

        Assert.Contains("/" + SessionRoutes.SignIn("/"), home.Addresses());
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData(ApiAccessState.Granted, "Granted", "/data/AppB/orders")]
    [InlineData(ApiAccessState.RoleMissing, "Role missing", "/tokens#AppB")]
    [InlineData(ApiAccessState.ConsentMissing, "Consent missing", "/consent/AppB?returnUrl=%2F")]
    [InlineData(ApiAccessState.Unreachable, "Unreachable", "/tokens#AppB")]
    [InlineData(ApiAccessState.Refused, "Refused", "/tokens#AppB")]
    public void Last_hop_shows_its_state_and_links_to_its_page(string state, string word, string address)
    {
        Api.Returns("/api/access/summary", Report(state));

        var home = Render<HomePage>();

        home.WaitForAssertion(() => Assert.Equal(address, LastHop(home).Address()));
        Assert.Contains(word, LastHop(home).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void View_not_allowed_shows_what_is_missing()
    {
        Api.Returns("/api/access/summary", Report(ApiAccessState.Granted));

        var home = Render<HomePage>();

        home.WaitForAssertion(() => Assert.Contains(RowSamples.MissingSales, TextOf(home)));
        Assert.Contains(ApiOffer.NotAllowedLabel, TextOf(home));
    }

    [Fact]
    public void Action_not_allowed_shows_what_is_missing()
    {
        Api.Returns("/api/access/summary", Report(ApiAccessState.Granted));

        var home = Render<HomePage>();

        home.WaitForAssertion(
            () => Assert.StartsWith("Orders: Change an order's status", Action(home), StringComparison.Ordinal));
        Assert.Contains(MissingChange, Action(home), StringComparison.Ordinal);
        Assert.EndsWith(ApiOffer.NotAllowedLabel, Action(home), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_again_reloads_the_access_report()
    {
        Api.Returns("/api/access/summary", Report(ApiAccessState.RoleMissing));
        var home = Render<HomePage>();
        home.WaitForAssertion(
            () => Assert.Contains(
                ApiStates.Label(ApiAccessState.RoleMissing), LastHop(home).Text(), StringComparison.Ordinal));

        Api.Returns("/api/access/summary", Report(ApiAccessState.Granted));
        home.ByRole("button", SignedInHome.CheckAgainLabel).Click();

        home.WaitForAssertion(
            () => Assert.Contains(
                ApiStates.Label(ApiAccessState.Granted), LastHop(home).Text(), StringComparison.Ordinal));
    }

    [Fact]
    public void Unavailable_backend_shows_its_problem_next_to_the_chain()
    {
        Api.Refuses("/api/access/summary", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));

        var home = Render<HomePage>();

        home.WaitForAssertion(() => Assert.Contains("No backend", TextOf(home)));
        Assert.Contains("Failed", home.Find("figure").TextContent);
    }

    private static IElement LastHop(IRenderedComponent<HomePage> home) => home.FindAll("figure a")[^1];

    /// <summary>The text of the list item that follows the orders view.</summary>
    private static string Action(IRenderedComponent<HomePage> home) => home
        .FindAll("section li").SkipWhile(li => li.QuerySelector("a[href='data/AppB/orders']") is null).ElementAt(1)
            .Text();

    private static AccessReport Report(string state) => Inspections.Report(Inspections.AppB(
        [
            Inspections.Operation("orders", "Orders"),
            Inspections.Operation("orders.change", "Orders: Change an order's status", MissingChange),
            Inspections.Operation("sales", "Sales", RowSamples.MissingSales),
        ],
        state));
}
