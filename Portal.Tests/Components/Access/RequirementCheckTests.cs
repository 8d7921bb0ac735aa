using AccessContract.Checks;
using Bunit;
using Portal.Components.Access;
using Portal.Components.Shared;
using Portal.Contracts.Access;

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
    public void Passed_and_not_reached_checks_are_folded_and_the_failed_one_is_not()
    {
        var shown = Show(Inspections.ScopeMissing);

        var folded = shown.FindAll("details.folded");
        Assert.Equal(
            [VerdictText.Folded(CheckState.Passed, 1), VerdictText.Folded(CheckState.NotReached, 1)],
            folded.Select(f => f.QuerySelector("summary")!.Text()));
        Assert.All(folded, f => Assert.False(f.HasAttribute("open")));
        Assert.Equal(
            ["audience passed", "scope failed", "role not_reached"],
            shown.FindAll("[data-check]").Select(c => $"{c.GetAttribute("data-check")} {c.GetAttribute("data-state")}"));
        Assert.Null(shown.Find("[data-check='scope']").Closest("details"));
    }

    [Fact]
    public void Token_of_another_user_is_called_this_token()
    {
        var shown = Render<RequirementCheck>(
            p => p.Add(c => c.Verdict, Inspections.ScopeMissing).Add(c => c.Api, "AppB"));

        Assert.Contains("What this token has", TextOf(shown));
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
    }

    [Fact]
    public void INJ_03_Markup_in_checks_is_encoded()
    {
        var check = new CheckResult(
            "<b>x", CheckState.Failed, "<script>", ["<i>"], ["\u202e<i>"], "<u>", new Fix(FixOwner.ClientDeveloper, "\" onclick="));

        var shown = Show(new Verdict(VerdictState.Refused, "<b>", [check]));

        Assert.Empty(shown.FindAll("b, i, u, script"));
        Assert.DoesNotContain("\u202e", TextOf(shown), StringComparison.Ordinal);
    }

    private IRenderedComponent<RequirementCheck> Show(Verdict verdict) =>
        Render<RequirementCheck>(p => p.Add(c => c.Verdict, verdict).Add(c => c.Api, "AppB").Add(c => c.IsOwn, true));
}
