using Bunit;
using Portal.Components.Shared;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class RequirementCheckTests : ComponentTest
{
    [Fact]
    public void The_failed_check_is_open_with_demand_and_token_side_by_side()
    {
        var shown = Show(Inspections.RoleMissing);

        var failed = Assert.Single(shown.FindAll("details[open]"));
        Assert.Contains("App role", failed.QuerySelector("summary")!.TextContent);
        Assert.Equal([AccessComparison.DemandTitle("AppB"), "What your token carries"], failed.QuerySelectorAll("h3").Select(h => h.TextContent));
        Assert.Contains(ChipList.NoRoles, failed.TextContent);
        Assert.NotNull(failed.QuerySelector("[data-copy='Orders.Read']"));
    }

    [Fact]
    public void Every_check_stands_in_its_order_with_its_state_in_words()
    {
        var shown = Show(Inspections.ScopeMissing);

        Assert.Equal(
            ["Audience appb Passed", "Scope Failed", "App role Not reached"],
            shown.FindAll("summary").Select(s => s.Text()));
    }

    [Fact]
    public void What_an_administrator_can_mend_comes_with_the_words_to_send()
    {
        var shown = Show(Inspections.RoleMissing);

        Assert.Contains("An administrator can fix it", TextOf(shown));
        Assert.Contains("the token of alice@contoso.example", shown.ByRole("button", MendAdvice.CopyLabel).GetAttribute("data-copy"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_user_can_mend_is_a_button_that_comes_back()
    {
        Navigation.NavigateTo("/access");

        var shown = Show(Inspections.ScopeMissing);

        Assert.Contains(SessionRoutes.Consent("AppB", "/access"), shown.Addresses());
    }

    [Fact]
    public void What_a_developer_can_mend_names_the_setting()
    {
        var verdict = Inspections.Verdict(Inspections.Failed("version", "Version", new CheckMend(MendedBy.Developer, "Set it to 2.", "api.requestedAccessTokenVersion")));

        var shown = Show(verdict);

        Assert.Contains("A developer can fix it", TextOf(shown));
        Assert.NotNull(shown.Find("[data-copy='api.requestedAccessTokenVersion']"));
    }

    [Fact]
    public void A_token_of_somebody_elses_offers_no_button_and_names_nobody()
    {
        var shown = Render<RequirementCheck>(p => p.Add(c => c.Verdict, Inspections.ScopeMissing).Add(c => c.Api, "AppB"));

        Assert.Empty(shown.FindAll("a"));
        Assert.Contains("What this token carries", TextOf(shown));
        Assert.DoesNotContain("alice", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_checked_is_not_said_to_have_passed()
    {
        var check = new CheckResult("signature", "Signature", CheckStates.NotChecked, "A JWT.", ["RS256"], ["RS256"], "Not checked here.");

        var shown = Show(new TokenVerdict(VerdictStates.Unsure, "All that can be checked passes.", null, [check]));

        Assert.EndsWith(VerdictWords.Word(CheckStates.NotChecked), shown.Find("summary").Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(VerdictWords.Word(CheckStates.Passed), TextOf(shown));
        Assert.Contains("All that can be checked passes.", TextOf(shown));
    }

    [Fact]
    public void Nasty_text_stays_text()
    {
        var check = new CheckResult("<b>x", "<b>x", "\" onclick=", "<script>", ["<i>"], ["\u202e<i>"], "<u>");

        var shown = Show(new TokenVerdict("odd", "<b>", "other", [check], "cause"));

        Assert.Empty(shown.FindAll("b, i, u, script"));
        Assert.DoesNotContain("\u202e", TextOf(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_view_shows_the_checks_in_place_and_one_next_step()
    {
        var refused = Samples.RoleMissing with { Access = Samples.RoleMissing.Access! with { Verdict = Inspections.RoleMissing } };

        var panel = Render<ProblemPanel>(p => p.Add(c => c.Problem, refused));

        Assert.Single(panel.FindAll("h3"), h => h.TextContent == AccessComparison.DemandTitle("AppB"));
        Assert.Single(panel.FindAll("h3"), h => h.TextContent == "Who can fix it");
        Assert.Empty(panel.AllByRole("button", MendAdvice.CopyLabel));
    }

    [Fact]
    public void Consent_that_only_an_administrator_can_give_has_the_link_to_send_and_is_open_to_whoever_is_one()
    {
        var panel = Render<ProblemPanel>(p => p.Add(c => c.Problem, Samples.AdministratorConsentRequired));

        Assert.Contains("An administrator of your tenant can give it", TextOf(panel));
        Assert.Contains("http://localhost/consent/AppB/administrator", panel.Copies());
        Assert.Contains(SessionRoutes.Consent("AppB", "/"), panel.Addresses());
    }

    private IRenderedComponent<RequirementCheck> Show(TokenVerdict verdict) =>
        Render<RequirementCheck>(p => p.Add(c => c.Verdict, verdict).Add(c => c.Api, "AppB").Add(c => c.Mine, true));
}
