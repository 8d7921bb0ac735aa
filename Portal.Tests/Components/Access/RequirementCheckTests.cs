using AccessContract.Checks;
using Bunit;
using Portal.Components.Access;
using Portal.Components.Problems;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.SignIn;

namespace Portal.Tests.Components.Access;

public sealed class RequirementCheckTests : ComponentTest
{
    [Fact]
    public void Failed_check_is_open_with_requirement_and_token()
    {
        var shown = Show(Inspections.RoleMissing);

        var failed = Assert.Single(shown.FindAll("details[open]"));
        Assert.Contains("App role", failed.QuerySelector("summary")!.TextContent);
        Assert.Equal([AccessComparison.RequirementTitle("AppB"), "What your token has"], failed.QuerySelectorAll("h3").Select(h => h.TextContent));
        Assert.Contains(ChipList.NoRoles, failed.TextContent);
        Assert.NotNull(failed.QuerySelector("[data-copy='Orders.Read']"));
    }

    [Fact]
    public void Checks_are_listed_in_order_with_their_state()
    {
        var shown = Show(Inspections.ScopeMissing);

        Assert.Equal(
            ["Audience appb Passed", "Scope Failed", "App role Not reached"],
            shown.FindAll("summary").Select(s => s.Text()));
    }

    [Fact]
    public void Administrator_fix_has_a_request_text()
    {
        var shown = Show(Inspections.RoleMissing);

        Assert.Contains("An administrator can fix it", TextOf(shown));
        Assert.Contains(
            "the token of alice@contoso.example",
            shown.ByRole("button", FixAdvice.CopyLabel).GetAttribute("data-copy"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void User_fix_has_a_link_that_returns()
    {
        Navigation.NavigateTo("/access");

        var shown = Show(Inspections.ScopeMissing);

        Assert.Contains(SessionRoutes.Consent("AppB", "/access"), shown.Addresses());
    }

    [Fact]
    public void Developer_fix_names_the_setting()
    {
        var verdict = Inspections.Verdict(
            Inspections.Failed(
                "version",
                new Fix(FixOwner.ApiDeveloper, "Set it to 2.", "api.requestedAccessTokenVersion")));

        var shown = Show(verdict);

        Assert.Contains("The developer of the API can fix it", TextOf(shown));
        Assert.NotNull(shown.Find("[data-copy='api.requestedAccessTokenVersion']"));
    }

    [Fact]
    public void Token_of_another_user_offers_no_link_and_no_name()
    {
        var shown = Render<RequirementCheck>(
            p => p.Add(c => c.Verdict, Inspections.ScopeMissing).Add(c => c.Api, "AppB"));

        Assert.Empty(shown.FindAll("a"));
        Assert.Contains("What this token has", TextOf(shown));
        Assert.DoesNotContain("alice", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Unchecked_check_is_not_shown_as_passed()
    {
        var check = new CheckResult(
            "signature", CheckState.NotChecked, "A JWT.", ["RS256"], ["RS256"], "Not checked here.");

        var shown = Show(new Verdict(VerdictState.Unsure, "All that can be checked passes.", [check]));

        Assert.EndsWith(
            VerdictText.Word(VerdictText.NameOf(CheckState.NotChecked)), shown.Find("summary").Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(VerdictText.Word(VerdictText.NameOf(CheckState.Passed)), TextOf(shown));
        Assert.Contains("All that can be checked passes.", TextOf(shown));
    }

    [Fact]
    public void Markup_in_checks_is_encoded()
    {
        var check = new CheckResult(
            "<b>x", CheckState.Failed, "<script>", ["<i>"], ["\u202e<i>"], "<u>", new Fix(FixOwner.ClientDeveloper, "\" onclick="));

        var shown = Show(new Verdict(VerdictState.Refused, "<b>", [check]));

        Assert.Empty(shown.FindAll("b, i, u, script"));
        Assert.DoesNotContain("\u202e", TextOf(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_view_shows_the_checks_and_one_fix()
    {
        var refused = Samples.RoleMissing with
        {
            Access = Samples.RoleMissing.Access! with { Verdict = Inspections.RoleMissing },
        };

        var panel = Render<ProblemPanel>(p => p.Add(c => c.Problem, refused));

        Assert.Single(panel.FindAll("h3"), h => h.TextContent == AccessComparison.RequirementTitle("AppB"));
        Assert.Single(panel.FindAll("h3"), h => h.TextContent == "Who can fix it");
        Assert.Empty(panel.AllByRole("button", FixAdvice.CopyLabel));
    }

    [Fact]
    public void Administrator_consent_has_a_link_to_send_and_a_link_to_grant()
    {
        var panel = Render<ProblemPanel>(p => p.Add(c => c.Problem, Samples.AdministratorConsentRequired));

        Assert.Contains("An administrator of your tenant can consent for everyone", TextOf(panel));
        Assert.Contains("http://localhost/consent/AppB/administrator", panel.Copies());
        Assert.Contains(SessionRoutes.Consent("AppB", "/"), panel.Addresses());
    }

    private IRenderedComponent<RequirementCheck> Show(Verdict verdict) =>
        Render<RequirementCheck>(p => p.Add(c => c.Verdict, verdict).Add(c => c.Api, "AppB").Add(c => c.IsOwn, true));
}
