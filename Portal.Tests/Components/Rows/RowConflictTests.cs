using Bunit;
using Portal.Components.Rows;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Rows;

public sealed class RowConflictTests : RowChangeTest
{
    [Fact]
    public void Conflict_shows_the_differing_values_of_both_versions()
    {
        var row = OpenConflict(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");

        Assert.Equal(
            ["Status changed New Paid", "Next statuses changed Paid Cancelled Shipped Cancelled"], Compared(row));
        Assert.Contains("You want to change Status to Cancelled", TextOf(row));
        Assert.Contains("Your change was not saved.", TextOf(row));
    }

    [Fact]
    public void Equal_values_are_shown_on_request()
    {
        var row = OpenConflict(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");
        Assert.DoesNotContain("ORD-7", row.Find("section table").TextContent);

        Button(row, "Show 5 unchanged values").Click();

        Assert.Contains("ORD-7", row.Find("section table").TextContent);
    }

    [Fact]
    public void Keeping_the_other_version_sends_nothing()
    {
        var row = OpenConflict(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");

        Button(row, Conflict.KeepLabel).Click();

        AssertSaved(row, ChangePanel.OtherVersionKept);
        Assert.Single(Api.Changes);
        Assert.Equal(1, Changes);
        OpenForm(row);
        Assert.Contains("Paid", row.Find("form fieldset").Description(), StringComparison.Ordinal);
    }

    [Fact]
    public void Overwriting_sends_the_other_version()
    {
        var row = OpenConflict(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order("Cancelled", []), "\"3\"");

        Button(row, Conflict.SetLabel).Click();

        AssertSaved(row);
        Assert.Equal(["\"1\"", "\"2\""], Api.Changes.Select(c => c.IfMatch));
        Assert.Equal(["""{"status":"Cancelled"}""", """{"status":"Cancelled"}"""], Api.Changes.Select(c => c.Body));
    }

    [Fact]
    public void Value_no_longer_allowed_cannot_be_set()
    {
        var row = OpenConflict(RowSamples.Order("Cancelled", []), wanted: "Paid");

        Assert.Contains("Status can no longer be set to Paid.", TextOf(row));
        var apply = Button(row, Conflict.SetLabel);
        Assert.Equal("true", apply.GetAttribute("aria-disabled"));
        apply.Click();
        Assert.Single(Api.Changes);
    }

    [Fact]
    public void Value_already_set_cannot_be_set_again()
    {
        var row = OpenConflict(RowSamples.Order("Paid", ["Shipped"]), wanted: "Paid");

        Assert.Contains("Status is already Paid.", TextOf(row));
    }

    [Fact]
    public void Second_conflict_shows_the_newest_version()
    {
        var row = OpenConflict(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");
        Api.ReturnsRow(RowSamples.Address, RowSamples.Order("Shipped", ["Cancelled"]), "\"3\"");

        Button(row, Conflict.SetLabel).Click();

        row.WaitForAssertion(() => Assert.Equal(
            ["Status", "Paid", "Shipped"],
            row.Find("section tbody tr").Children.Select(c => c.QuerySelector("bdi")!.Text())));
    }

    [Fact]
    public void Version_without_visible_differences_is_explained()
    {
        var row = OpenConflict(RowSamples.Order(), wanted: "Paid");

        Assert.Contains("The version has changed, but all values described by the contract are the same.", TextOf(row));
    }

    [Fact]
    public void Failed_load_of_the_other_version_keeps_the_form()
    {
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, Stale);
        Api.Refuses(
            RowSamples.Address, new ApiProblem(ProblemCodes.DownstreamUnavailable, 502, "AppB is away", Api: "AppB"));
        OpenForm(row);
        Choose(row, "Paid");

        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains("AppB is away", TextOf(row)));
        Assert.True(row.Find("input[value=Paid]").HasAttribute("checked"));
    }

    private IRenderedComponent<RowDetail> OpenConflict(object otherVersion, string wanted)
    {
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, Stale);
        Api.ReturnsRow(RowSamples.Address, otherVersion, "\"2\"");
        OpenForm(row);
        Choose(row, wanted);
        row.Find("form").Submit();
        row.WaitForAssertion(() => Assert.NotNull(Button(row, Conflict.KeepLabel)));
        return row;
    }

    private static IEnumerable<string> Compared(IRenderedComponent<RowDetail> row) =>
        row.FindAll("section tbody tr").Select(r => r.Text());
}
