using Bunit;
using Portal.Components.Rows;
using Portal.Contracts;

namespace Portal.Tests.Components;

/// <summary>A change whose saving sends its user to the authority.</summary>
public sealed class InterruptedChangeTests : RowChangeTest
{
    private static readonly ApiProblem StepUp = new(
        ProblemCodes.InteractionRequired, 403, "Confirm who you are", Api: "AppB", Claims: "{}");

    [Theory]
    [InlineData(ProblemCodes.InteractionRequired)]
    [InlineData(ProblemCodes.ConsentRequired)]
    [InlineData(ProblemCodes.SignInRequired)]
    public void Whoever_comes_back_finds_what_was_entered_and_saves_it_himself(string code)
    {
        Interrupt(StepUp with { Code = code });

        var row = Open(RowSamples.Order());

        row.WaitForAssertion(() => Assert.Contains(ChangePanel.StillHere, TextOf(row)));
        Assert.True(row.Find("input[value=Cancelled]").HasAttribute("checked"));
        Assert.Single(Api.Changes);
        Api.AnswersRow(RowSamples.Patch, RowSamples.Order("Cancelled", []), "\"2\"");
        row.Find("form").Submit();
        AssertSaved(row);
    }

    [Fact]
    public void It_is_saved_on_the_version_that_was_decided_on_whatever_the_row_is_now()
    {
        Interrupt(StepUp);
        Api.AnswersRow(RowSamples.Address, RowSamples.Order("Paid", ["Shipped"]), "\"9\"");
        var row = OpenAsItIs();
        row.WaitForAssertion(() => Assert.Contains(ChangePanel.StillHere, TextOf(row)));

        Api.Refuses(RowSamples.Patch, Stale);
        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains("Someone else changed it first", TextOf(row)));
        Assert.Equal(["\"1\"", "\"1\""], Api.Changes.Select(c => c.IfMatch));
    }

    [Fact]
    public void It_waits_once_and_for_nobody_else()
    {
        Interrupt(StepUp);
        User.SetAuthorized("Carol").SetClaims(new System.Security.Claims.Claim("oid", "carol"));

        Assert.DoesNotContain(ChangePanel.StillHere, TextOf(Open(RowSamples.Order())));

        User.SetAuthorized("Alice").SetClaims(new System.Security.Claims.Claim("oid", "alice"));
        var first = OpenAsItIs();
        first.WaitForAssertion(() => Assert.Contains(ChangePanel.StillHere, TextOf(first)));
        Assert.DoesNotContain(ChangePanel.StillHere, TextOf(Open(RowSamples.Order())));
    }

    [Fact]
    public void What_was_given_up_does_not_wait()
    {
        var row = Interrupt(StepUp);

        Button(row, ChangeForm.CancelLabel).Click();

        Assert.DoesNotContain(ChangePanel.StillHere, TextOf(Open(RowSamples.Order())));
    }

    private IRenderedComponent<RowDetail> Interrupt(ApiProblem problem)
    {
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, problem);
        OpenForm(row);
        Choose(row, "Cancelled");
        row.Find("form").Submit();
        row.WaitForAssertion(() => Assert.Contains(problem.Title, TextOf(row)));
        return row;
    }
}
