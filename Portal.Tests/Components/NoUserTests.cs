using Bunit;
using Portal.Components.Callers;
using Portal.Components.Pages;
using Portal.Components.Shared;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class NoUserTests : ComponentTest
{
    private const string Orders = "/api/application/AppB/orders";

    private static readonly CallOutcome LetIn =
        new(View("application:AppB"), Inspections.Opens, 200, 12, new RowTally(50, 10_001, TotalIsBound: true), "span-1");

    private static readonly CallOutcome Refused = new(
        View("AppB"), Inspections.RoleMissing, 403, 8, null, "span-2", new ApiProblem(ProblemCodes.RoleMissing, 403, "AppB refused the call", Api: "AppB"));

    public NoUserTests() => Api.Answers("/api/views", Samples.Catalog);

    [Fact]
    public void Nothing_is_asked_before_somebody_asks()
    {
        var page = Render<NoUser>();

        page.WaitForAssertion(() => Assert.Contains("Orders (AppB)", page.Find("select").TextContent, StringComparison.Ordinal));
        Assert.Contains("Nothing asked yet", TextOf(page));
        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Fact]
    public void Both_outcomes_stand_side_by_side_and_are_announced()
    {
        Api.Answers(Orders, Both(Refused, LetIn));

        var page = Ask();

        page.WaitForAssertion(() => AssertBothSides(page));
        Assert.Equal("As you: refused. As the application: let in.", page.Find("p[role=status]").TextContent);
        Assert.Contains("AppB refused the call", TextOf(page));
        Assert.Contains("more than 10\u202F000", TextOf(page));
        Assert.Contains("/trace?id=trace-7", page.Addresses());
    }

    [Fact]
    public void What_a_fall_back_would_have_shown_is_said_of_this_very_answer()
    {
        Api.Answers(Orders, Both(Refused, LetIn));

        var page = Ask();

        page.WaitForAssertion(() => Assert.Contains("AppB has just refused you.", TextOf(page)));
        Assert.Contains("Your name would stand nowhere.", TextOf(page));
    }

    [Fact]
    public void Application_that_is_refused_is_no_way_out_either()
    {
        Api.Answers(Orders, Both(LetIn, Refused));

        var page = Ask();

        page.WaitForAssertion(() => Assert.Contains("Here it could not even help", TextOf(page)));
    }

    [Fact]
    public void Side_without_a_token_says_why_and_offers_what_can_be_done()
    {
        var side = Refused with { Status = null, Token = View("AppB") with { Problem = Samples.ConsentRequired }, Problem = Samples.ConsentRequired };
        Api.Answers(Orders, Both(side, LetIn));

        var page = Ask();

        page.WaitForAssertion(() => Assert.Contains("Consent is missing", TextOf(page)));
        Assert.Contains(SessionRoutes.Consent("AppB", "/"), page.Addresses());
    }

    [Fact]
    public void Loading_is_said_and_the_button_waits()
    {
        var pending = Api.Holds(Orders);
        var page = Ask();
        page.WaitForAssertion(() => Assert.Equal("Asking twice…", page.Find("p[role=status]").TextContent));
        Assert.Equal("true", page.Find("button[type=submit]").GetAttribute("aria-disabled"));

        pending.Comes(Both(Refused, LetIn));

        page.WaitForAssertion(() => AssertBothSides(page));
    }

    [Fact]
    public void Failure_of_the_comparison_itself_can_be_tried_again()
    {
        Api.Refuses(Orders, new ApiProblem(ProblemCodes.DownstreamUnavailable, 502, "AppB is not running", Api: "AppB"));

        var page = Ask();

        page.WaitForAssertion(() => Assert.Contains("AppB is not running", TextOf(page)));
        Assert.NotNull(page.ByRole("button", NextStep.TryAgainLabel));
    }

    [Fact]
    public void Address_that_names_no_view_is_said_in_words()
    {
        Navigation.NavigateTo("/no-user?api=AppB&view=%3Cscript%3E");

        var page = Render<NoUser>();

        page.WaitForAssertion(() => Assert.Contains("The portal knows no <script> of AppB", TextOf(page)));
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public void Catalogue_that_cannot_be_had_is_the_pages_problem()
    {
        Api.Refuses("/api/views", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "The portal does not answer"));

        var page = Render<NoUser>();

        page.WaitForAssertion(() => Assert.Contains("The portal does not answer", TextOf(page)));
    }

    [Fact]
    public void Authority_is_asked_live_and_its_own_code_is_shown()
    {
        Api.Answers("/api/application/AppB/assertion", new AssertionAnswer(
            "AppB", View("portal"), Refused: true, "AADSTS7000114", "invalid_grant", "There is nobody.", "correlation-1", "trace-8"));
        var page = Render<NoUser>();
        page.WaitForAssertion(() => Assert.False(page.ByRole("button", AskAssertion.AskLabel).HasAttribute("disabled")));

        page.ByRole("button", AskAssertion.AskLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("The authority refused", TextOf(page)));
        Assert.Contains("AADSTS7000114", TextOf(page));
        Assert.Contains("/trace?id=trace-8", page.Addresses());
    }

    private static CallComparison Both(CallOutcome user, CallOutcome application) =>
        new("AppB", "orders", "Orders", "GET /orders", Published: true, user, application, "trace-7");

    private static TokenView View(string hop) => new(
        hop, $"{hop} token", "What it is for.", "appb", [], [], null, null, [new TokenClaim("azp", "portal", "Who asked for it.")]);

    private IRenderedComponent<NoUser> Ask()
    {
        var page = Render<NoUser>();
        page.WaitForAssertion(() => Assert.False(page.Find("button[type=submit]").HasAttribute("disabled")));
        page.Find("form").Submit();
        return page;
    }

    private static void AssertBothSides(IRenderedComponent<NoUser> page)
    {
        Assert.NotNull(page.ByRole("region", CallSide.UserTitle));
        Assert.NotNull(page.ByRole("region", CallSide.ApplicationTitle));
    }
}
