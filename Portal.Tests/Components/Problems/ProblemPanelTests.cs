using AccessContract;
using AccessContract.Checks;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Access;
using Portal.Components.Problems;
using Portal.Components.Shared;
using Portal.Contracts.Diagnostics;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;

namespace Portal.Tests.Components.Problems;

public sealed class ProblemPanelTests : ComponentTest
{
    [Fact]
    public void Missing_role_shows_requirement_token_and_request_text()
    {
        var panel = Show(Samples.RoleMissing);

        var text = TextOf(panel);
        Assert.Contains(AccessComparison.RequirementTitle("AppB"), text);
        Assert.Contains(ChipList.NoRoles, text);
        Assert.Contains("The check that failed: the app role", text);
        var request = Request(panel);
        Assert.Equal(
            "Please assign the app role Orders.Read on AppB to alice@contoso.example. "
            + "The portal was refused with role_missing, trace trace-1.\nObject ID of the user: alice",
            request);
    }

    [Fact]
    public void Application_role_is_not_requested_for_a_user()
    {
        var panel = Show(Samples.RoleMissing);

        Assert.DoesNotContain("Orders.Read.All", Request(panel));
    }

    [Fact]
    public void Administrator_consent_has_a_link_to_send_and_a_link_to_grant()
    {
        var panel = Show(Samples.AdministratorConsentRequired);

        Assert.Contains("An administrator of your tenant can consent for everyone", TextOf(panel));
        Assert.Contains("http://localhost/consent/AppB/administrator", panel.Copies());
        Assert.Contains("/" + SessionRoutes.Consent("AppB", "/"), panel.Addresses());
    }

    [Fact]
    public void Consent_link_returns_here_without_the_old_outcome()
    {
        Navigation.NavigateTo("/data/AppB/orders?sort=total&consent=declined");

        var panel = Show(Samples.ConsentRequired);

        Assert.Contains("/" + SessionRoutes.Consent("AppB", "/data/AppB/orders?sort=total"), panel.Addresses());
        Assert.Contains("AADSTS65001", TextOf(panel));
    }

    [Fact]
    public void FLT_09_try_again_becomes_available_after_the_wait_that_the_problem_names()
    {
        var panel = Render<ProblemPanel>(p => p
            .Add(c => c.Problem, Throttled(seconds: 3))
            .Add(c => c.OnRetry, () => { }));
        Assert.True(Button().HasAttribute("disabled"));
        Assert.Contains("3 s", Button().TextContent, StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromSeconds(2));
        panel.WaitForAssertion(() => Assert.Contains("1 s", Button().TextContent, StringComparison.Ordinal));
        Time.Advance(TimeSpan.FromSeconds(1));

        panel.WaitForAssertion(() => Assert.False(Button().HasAttribute("disabled")));
        Assert.Equal(NextStep.TryAgainLabel, Button().TextContent.Trim());

        AngleSharp.Dom.IElement Button() =>
            panel.FindAll("button").Single(b => b.TextContent.Contains(NextStep.TryAgainLabel, StringComparison.Ordinal));
    }

    private static ApiProblem Throttled(int seconds) =>
        new(ProblemCodes.DownstreamThrottled, 503, "Too many requests", Api: "AppB", RetryAfterSeconds: seconds);

    [Fact]
    public void FLT_09_long_wait_does_not_lock_try_again()
    {
        var panel = Render<ProblemPanel>(p => p
            .Add(c => c.Problem, Throttled(seconds: 3600))
            .Add(c => c.OnRetry, () => { }));

        Assert.DoesNotContain(panel.FindAll("button"), b => b.HasAttribute("disabled"));
    }

    [Fact]
    public void Missing_portal_scope_leads_to_sign_in()
    {
        var panel = Show(new ApiProblem(ProblemCodes.ScopeMissing, 403, "Scope missing"));

        Assert.Equal(["/" + SessionRoutes.SignIn("/"), "/" + DiagnosticsAddresses.OfCode(ProblemCodes.ScopeMissing)], panel.Addresses());
    }

    [Fact]
    public void Blocked_access_offers_no_sign_in()
    {
        var panel =
            Show(
                new ApiProblem(
                    ProblemCodes.AccessBlocked, 403, "A policy blocks it", Api: "AppB", ErrorCode: "AADSTS53003"));

        Assert.DoesNotContain(panel.FindAll("a"), a => a.GetAttribute("target") == "_top");
        Assert.Contains("An administrator can fix it", TextOf(panel));
        Assert.Contains(AadstsCodes.Find("AADSTS53003")!.Fix, TextOf(panel));
    }

    [Fact]
    public void Refused_portal_names_who_can_fix_it()
    {
        var panel = Show(
            new ApiProblem(ProblemCodes.SettingsInvalid, 502, "Expired", Api: "AppB", ErrorCode: "AADSTS650057"));

        Assert.Contains($"The developer of the client can fix it. {AadstsCodes.Find("AADSTS650057")!.Fix}", TextOf(panel));
    }

    [Fact]
    public void Unknown_error_code_has_the_text_and_the_reference_of_the_sign_in_service()
    {
        var panel = Show(
            new ApiProblem(
                ProblemCodes.SettingsInvalid, 502, "?", Api: "AppB", ErrorCode: "AADSTS999999", ErrorText: "<i>Why</i>"));

        Assert.Contains("The sign-in service says: <i>Why</i>", TextOf(panel));
        Assert.Equal(
            "https://login.microsoftonline.com/error?code=999999",
            panel.ByRole("link", CodeLinks.ReferenceLabel).GetAttribute("href"));
    }

    [Theory]
    [InlineData(ProblemCodes.SignInRequired, null, "/MicrosoftIdentity/Account/SignIn?redirectUri=%2Ftokens")]
    [InlineData(ProblemCodes.InteractionRequired, "AppB", "/consent/AppB?returnUrl=%2Ftokens")]
    public void Sign_in_and_consent_links_return_here(string code, string? api, string address)
    {
        Navigation.NavigateTo("/tokens");

        var panel = Show(new ApiProblem(code, 401, "Something", Api: api));

        Assert.Equal("_top", panel.FindAll("a").Single(a => a.Address() == address).GetAttribute("target"));
    }

    [Theory]
    [InlineData(ProblemCodes.DownstreamUnavailable, "Only calls to AppB are affected")]
    [InlineData(ProblemCodes.DownstreamTimeout, "AppB is responding too slowly")]
    [InlineData(ProblemCodes.AuthorityUnavailable, "The sign-in service does not respond")]
    [InlineData(ProblemCodes.PortalUnavailable, "The portal's own backend does not respond")]
    public void Unavailable_service_is_named_and_can_be_retried(string code, string expected)
    {
        var tries = 0;
        var panel = Show(new ApiProblem(code, 503, "Down", Api: "AppB"), () => tries++);

        TryAgain(panel);

        Assert.Contains(expected, TextOf(panel));
        Assert.Equal(1, tries);
    }

    [Fact]
    public void Prerendered_html_contains_no_token_contents()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var panel = Show(Samples.RoleMissing);

        Assert.DoesNotContain(ChipList.NoRoles, TextOf(panel));
    }

    [Fact]
    public void Refused_view_begins_with_the_answer_and_has_one_fix()
    {
        var panel = Show(Refused(Inspections.RoleMissing), () => { });

        var answer = panel.Find("section").FirstElementChild!;
        Assert.Equal("administrator", answer.GetAttribute("data-who"));
        Assert.Equal(Inspections.RoleMissing.Headline, answer.QuerySelector("h2")!.Text());
        Assert.Single(panel.AllByRole("alert"));
        Assert.Single(panel.AllByRole("button", CopyRequest.CopyLabel));
        Assert.Single(panel.FindAll("h3"), h => h.TextContent == AccessComparison.RequirementTitle("AppB"));
        Assert.NotNull(panel.ByRole("button", NextStep.TryAgainLabel));
    }

    [Fact]
    public void Challenge_that_was_satisfied_before_is_not_offered_again()
    {
        var verdict = Inspections.Verdict(
            Inspections.Failed(CheckNames.AuthenticationContext, new Fix(FixOwner.You, "Verify.", Action: FixAction.StepUp)));

        var panel = Show(Refused(verdict) with { Code = ProblemCodes.ClaimsChallengeFailed });

        Assert.DoesNotContain(panel.Addresses(), a => a.StartsWith("/consent/", StringComparison.Ordinal));
        Assert.Empty(panel.FindAll("[data-answer]"));
    }

    private static ApiProblem Refused(Verdict verdict) => Samples.RoleMissing with
    {
        Access = Samples.RoleMissing.Access! with { Verdict = verdict },
    };

    private static string Request(IRenderedComponent<ProblemPanel> panel) =>
        panel.ByRole("button", CopyRequest.CopyLabel).GetAttribute("data-copy")!;

    private IRenderedComponent<ProblemPanel> Show(ApiProblem problem, Action? retry = null) =>
        Render<ProblemPanel>(parameters => parameters
            .Add(p => p.Problem, problem)
            .Add(p => p.OnRetry, retry is null ? default : EventCallback.Factory.Create(this, retry)));
}
