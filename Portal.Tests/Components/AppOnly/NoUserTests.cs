using Bunit;
using Portal.Components.AppOnly;
using Portal.Components.Problems;
using Portal.Components.Shared;
using Portal.Contracts.AppOnly;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components.AppOnly;

public sealed class NoUserTests : ComponentTest
{
    private const string Orders = "/api/application/AppB/orders";

    private static readonly CallOutcome LetIn =
        new(View("application:AppB"), Inspections.Allowed, 200, 12, new RowCount(50, 10_001, TotalIsBound: true), "span-1");

    private static readonly CallOutcome Refused = new(
        View("AppB"), Inspections.RoleMissing, 403, 8, null, "span-2",
        new ApiProblem(ProblemCodes.RoleMissing, 403, "AppB refused the call", Api: "AppB"));

    public NoUserTests() => Api.Returns("/api/views", Samples.Catalog);

    [Fact]
    public void No_call_is_made_before_the_user_requests_it()
    {
        var page = Render<NoUserPage>();

        page.WaitForAssertion(
            () => Assert.Contains("Orders (AppB)", page.Find("select").TextContent, StringComparison.Ordinal));
        Assert.Contains("Not called yet", TextOf(page));
        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Fact]
    public void Both_outcomes_are_shown_and_announced()
    {
        Api.Returns(Orders, Both(Refused, LetIn));

        var page = Compare();

        page.WaitForAssertion(() => AssertBothSides(page));
        Assert.Equal("As you: refused. As the application: allowed.", page.Find("p[role=status]").TextContent);
        Assert.Contains("AppB refused the call", TextOf(page));
        Assert.Contains("more than 10\u202F000", TextOf(page));
        Assert.Contains("/trace?id=trace-7", page.Addresses());
    }

    [Fact]
    public void Fallback_warning_refers_to_the_actual_outcome()
    {
        Api.Returns(Orders, Both(Refused, LetIn));

        var page = Compare();

        page.WaitForAssertion(() => Assert.Contains("AppB has just refused you.", TextOf(page)));
        Assert.Contains("could not name you.", TextOf(page));
    }

    [Fact]
    public void Refused_application_is_explained()
    {
        Api.Returns(Orders, Both(LetIn, Refused));

        var page = Compare();

        page.WaitForAssertion(() => Assert.Contains("A fallback would not help here", TextOf(page)));
    }

    [Fact]
    public void Missing_token_shows_its_problem_and_the_fix()
    {
        var side = Refused with
        {
            Status = null,
            Token = View("AppB") with { Problem = Samples.ConsentRequired },
            Problem = Samples.ConsentRequired,
        };
        Api.Returns(Orders, Both(side, LetIn));

        var page = Compare();

        page.WaitForAssertion(() => Assert.Contains("Consent is missing", TextOf(page)));
        Assert.Contains("/" + SessionRoutes.Consent("AppB", "/"), page.Addresses());
    }

    [Fact]
    public void Button_is_disabled_while_loading()
    {
        var pending = Api.Delays(Orders);
        var page = Compare();
        page.WaitForAssertion(() => Assert.Equal("Calling twice…", page.Find("p[role=status]").TextContent));
        Assert.Equal("true", page.Find("button[type=submit]").GetAttribute("aria-disabled"));

        pending.Complete(Both(Refused, LetIn));

        page.WaitForAssertion(() => AssertBothSides(page));
    }

    [Fact]
    public void Failed_comparison_can_be_retried()
    {
        Api.Refuses(
            Orders, new ApiProblem(ProblemCodes.DownstreamUnavailable, 502, "AppB is not running", Api: "AppB"));

        var page = Compare();

        page.WaitForAssertion(() => Assert.Contains("AppB is not running", TextOf(page)));
        Assert.NotNull(page.ByRole("button", NextStep.TryAgainLabel));
    }

    [Fact]
    public void Unknown_view_in_the_address_is_reported()
    {
        Navigation.NavigateTo("/no-user?api=AppB&view=%3Cscript%3E");

        var page = Render<NoUserPage>();

        page.WaitForAssertion(() => Assert.Contains("AppB has no view <script>", TextOf(page)));
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public void Failed_catalog_request_is_shown()
    {
        Api.Refuses("/api/views", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "The portal does not respond"));

        var page = Render<NoUserPage>();

        page.WaitForAssertion(() => Assert.Contains("The portal does not respond", TextOf(page)));
    }

    [Fact]
    public void Assertion_attempt_shows_the_authority_error_code()
    {
        Api.Returns("/api/application/AppB/assertion", new AssertionTrialResult(
            "AppB", View("portal"), Refused: true, "AADSTS7000114", "invalid_grant", "There is no user.", "correlation-1", "trace-8"));
        var page = Render<NoUserPage>();
        page.WaitForAssertion(() => Assert.False(page.ByRole("button", AssertionTrialForm.SendLabel).HasAttribute("disabled")));

        page.ByRole("button", AssertionTrialForm.SendLabel).Click();

        page.WaitForAssertion(() => Assert.Contains(AssertionTrialForm.RefusedLabel, TextOf(page)));
        Assert.Contains("AADSTS7000114", TextOf(page));
        Assert.Contains("/trace?id=trace-8", page.Addresses());
    }

    private static CallerComparison Both(CallOutcome user, CallOutcome application) =>
        new("AppB", "orders", "Orders", "GET /orders", Published: true, user, application, "trace-7");

    private static TokenView View(string hop) => new(
        hop, $"{hop} token", "What it is for.", "appb", [], [], null, null, [new TokenClaim("azp", "portal", "The app that requested it.")]);

    private IRenderedComponent<NoUserPage> Compare()
    {
        var page = Render<NoUserPage>();
        page.WaitForAssertion(() => Assert.False(page.Find("button[type=submit]").HasAttribute("disabled")));
        page.Find("form").Submit();
        return page;
    }

    private static void AssertBothSides(IRenderedComponent<NoUserPage> page)
    {
        Assert.NotNull(page.ByRole("region", CallSide.UserTitle));
        Assert.NotNull(page.ByRole("region", CallSide.ApplicationTitle));
    }
}
