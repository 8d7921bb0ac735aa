using AngleSharp.Dom;
using Bunit;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Components.Home;
using Portal.Components.Problems;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.Demo;
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
        Assert.DoesNotContain(home.Addresses(), a => a.Contains("loginHint", StringComparison.Ordinal));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public void Accounts_of_the_emulator_are_those_of_its_tenant_and_one_click_signs_in()
    {
        User.SetNotAuthorized();
        Services.GetRequiredService<IOptions<DemoDrawerOptions>>().Value.Offered = true;

        var home = Render<HomePage>();

        var accounts = home.ByRole("region", "Seven people, seven stories").AllByRole("link")
            .Where(a => a.Address()?.Contains("loginHint", StringComparison.Ordinal) is true).ToList();
        Assert.Equal(
            TenantSeed.Load().Users.Select(u => $"{u.Name} {u.Story}"), accounts.Select(a => a.QuerySelector("span:not([aria-hidden])")!.Text()));
        Assert.Equal("/" + SessionRoutes.SignInAs("alice@contoso.example", "/"), accounts[0].Address());
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
    public void Reason_is_shown_once_with_the_views_and_actions_that_it_concerns()
    {
        Api.Returns("/api/access/summary", Report(ApiAccessState.Granted));

        var home = Render<HomePage>();

        home.WaitForAssertion(() => Assert.Equal(
            [(MissingChange, "Orders: Change an order's status"), (RowSamples.MissingSales, "Sales, Returns")],
            home.FindAll("[data-allowed=false]").Select(g => (g.QuerySelector("p")!.Text(), ItemsOf(g)))));
        Assert.Equal("Orders", ItemsOf(home.Find("[data-allowed=true]")));
    }

    [Fact]
    public void Problem_that_a_button_fixes_is_one_sentence_with_the_button()
    {
        var report = Report(ApiAccessState.ConsentMissing);
        Api.Returns("/api/access/summary", report with { Apis = [report.Apis[0] with { Problem = Samples.ConsentRequired }] });

        var home = Render<HomePage>();

        home.WaitForAssertion(() => Assert.Single(home.FindAll("section [role=alert]")));
        Assert.Equal("/" + SessionRoutes.Consent("AppB", "/"), home.ByRole("link", NextStep.GrantAccess("AppB")).Address());
        Assert.Contains(NextStep.GrantAccess("AppB"), LastHop(home).Text(), StringComparison.Ordinal);
        Assert.Empty(home.FindAll("[data-allowed]"));
        Assert.Contains(Samples.ConsentRequired.ErrorCode!, home.Copies());
    }

    [Theory]
    [InlineData(ProblemCodes.InteractionRequired, StatusKind.Missing, "Sign-in needed")]
    [InlineData(ProblemCodes.AccessBlocked, StatusKind.Refused, "Refused")]
    public void Refusal_is_red_only_if_no_button_fixes_it(string code, StatusKind kind, string label)
    {
        var api = Inspections.AppB([], ApiAccessState.Refused, new ApiProblem(code, 403, "Refused", Api: "AppB"));

        Assert.Equal((kind, label), (ApiStates.KindOf(api), ApiStates.Label(api)));
    }

    [Fact]
    public void Check_again_reloads_the_access_report()
    {
        Api.Returns("/api/access/summary", Report(ApiAccessState.RoleMissing));
        var home = Render<HomePage>();
        home.WaitForAssertion(
            () => Assert.Contains(
                "Role missing", LastHop(home).Text(), StringComparison.Ordinal));

        Api.Returns("/api/access/summary", Report(ApiAccessState.Granted));
        home.ByRole("button", SignedInHome.CheckAgainLabel).Click();

        home.WaitForAssertion(
            () => Assert.Contains(
                "Granted", LastHop(home).Text(), StringComparison.Ordinal));
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

    private static string ItemsOf(IElement group) => string.Join(", ", group.QuerySelectorAll("li").Select(l => l.Text()));

    private static AccessReport Report(string state) => Inspections.Report(Inspections.AppB(
        [
            Inspections.Operation("orders", "Orders"),
            Inspections.Operation("orders.change", "Orders: Change an order's status", MissingChange),
            Inspections.Operation("sales", "Sales", RowSamples.MissingSales),
            Inspections.Operation("returns", "Returns", RowSamples.MissingSales),
        ],
        state));
}
