using Bunit;
using Portal.Components.Rows;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Rows;

/// <summary>A change whose save redirects the user to the sign-in service.</summary>
public sealed class InterruptedChangeTests : RowChangeTest
{
    private static readonly ApiProblem StepUp = new(
        ProblemCodes.InteractionRequired, 403, "Confirm who you are", Api: "AppB", Claims: "{}");

    [Theory]
    [InlineData(ProblemCodes.InteractionRequired)]
    [InlineData(ProblemCodes.ConsentRequired)]
    [InlineData(ProblemCodes.SignInRequired)]
    public void Interrupted_change_is_restored_but_not_saved(string code)
    {
        Interrupt(StepUp with { Code = code });

        var row = Open(RowSamples.Order());

        row.WaitForAssertion(() => Assert.Contains(ChangePanel.NotSavedYet, TextOf(row)));
        Assert.True(row.Find("input[value=Cancelled]").HasAttribute("checked"));
        Assert.Single(Api.Changes);
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order("Cancelled", []), "\"2\"");
        row.Find("form").Submit();
        AssertSaved(row);
    }

    [Fact]
    public void Restored_change_keeps_its_original_version()
    {
        Interrupt(StepUp);
        Api.ReturnsRow(RowSamples.Address, RowSamples.Order("Paid", ["Shipped"]), "\"9\"");
        var row = OpenStubbed();
        row.WaitForAssertion(() => Assert.Contains(ChangePanel.NotSavedYet, TextOf(row)));

        Api.Refuses(RowSamples.Patch, Stale);
        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains(Conflict.Heading, TextOf(row)));
        Assert.Equal(["\"1\"", "\"1\""], Api.Changes.Select(c => c.IfMatch));
    }

    [Fact]
    public void Interrupted_change_is_restored_once_and_only_for_its_user()
    {
        Interrupt(StepUp);
        User.SetAuthorized("Carol").SetClaims(new System.Security.Claims.Claim("oid", "carol"));

        Assert.DoesNotContain(ChangePanel.NotSavedYet, TextOf(Open(RowSamples.Order())));

        User.SetAuthorized("Alice").SetClaims(new System.Security.Claims.Claim("oid", "alice"));
        var first = OpenStubbed();
        first.WaitForAssertion(() => Assert.Contains(ChangePanel.NotSavedYet, TextOf(first)));
        Assert.DoesNotContain(ChangePanel.NotSavedYet, TextOf(Open(RowSamples.Order())));
    }

    [Fact]
    public void Cancelled_change_is_not_restored()
    {
        var row = Interrupt(StepUp);

        Button(row, ChangeForm.CancelLabel).Click();

        Assert.DoesNotContain(ChangePanel.NotSavedYet, TextOf(Open(RowSamples.Order())));
    }

    [Fact]
    public void BLZ_10_a_change_that_the_end_of_the_session_interrupts_is_restored()
    {
        var row = Open(RowSamples.Order());
        OpenForm(row);
        Choose(row, "Cancelled");

        User.SetNotAuthorized();

        User.SetAuthorized("Alice").SetClaims(new System.Security.Claims.Claim("oid", "alice"));
        var restored = Open(RowSamples.Order());
        restored.WaitForAssertion(() => Assert.Contains(ChangePanel.NotSavedYet, TextOf(restored)));
        Assert.True(restored.Find("input[value=Cancelled]").HasAttribute("checked"));
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
