using Bunit;
using Portal.Components.Rows;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class RowConflictTests : RowChangeTest
{
    [Fact]
    public void Both_versions_stand_side_by_side_and_what_differs_is_marked()
    {
        var row = Collide(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");

        Assert.Equal(["Status changed New Paid", "Next statuses changed Paid Cancelled Shipped Cancelled"], Compared(row));
        Assert.Contains("You want to set Status to Cancelled", TextOf(row));
        Assert.Contains("Nothing of yours was saved.", TextOf(row));
    }

    [Fact]
    public void What_is_the_same_is_shown_on_demand()
    {
        var row = Collide(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");
        Assert.DoesNotContain("ORD-7", row.Find("section table").TextContent);

        Button(row, "Show the 5 values that are the same").Click();

        Assert.Contains("ORD-7", row.Find("section table").TextContent);
    }

    [Fact]
    public void Keeping_theirs_shows_it_and_sends_nothing()
    {
        var row = Collide(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");

        Button(row, Conflict.KeepLabel).Click();

        AssertSaved(row, ChangePanel.Kept);
        Assert.Single(Api.Changes);
        Assert.Equal(1, Changes);
        OpenForm(row);
        Assert.Contains("Now Paid.", TextOf(row));
    }

    [Fact]
    public void Setting_mine_on_theirs_names_their_version()
    {
        var row = Collide(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");
        Api.AnswersRow(RowSamples.Patch, RowSamples.Order("Cancelled", []), "\"3\"");

        Button(row, Conflict.SetLabel).Click();

        AssertSaved(row);
        Assert.Equal(["\"1\"", "\"2\""], Api.Changes.Select(c => c.IfMatch));
        Assert.Equal(["""{"status":"Cancelled"}""", """{"status":"Cancelled"}"""], Api.Changes.Select(c => c.Body));
    }

    [Fact]
    public void What_their_version_no_longer_allows_cannot_be_set_and_says_why()
    {
        var row = Collide(RowSamples.Order("Cancelled", []), wanted: "Paid");

        Assert.Contains("Status can no longer become Paid.", TextOf(row));
        var mine = Button(row, Conflict.SetLabel);
        Assert.Equal("true", mine.GetAttribute("aria-disabled"));
        mine.Click();
        Assert.Single(Api.Changes);
    }

    [Fact]
    public void What_they_have_set_already_need_not_be_set_again()
    {
        var row = Collide(RowSamples.Order("Paid", ["Shipped"]), wanted: "Paid");

        Assert.Contains("Status is Paid already: there is nothing left to set.", TextOf(row));
    }

    [Fact]
    public void Yet_another_change_in_between_is_compared_anew()
    {
        var row = Collide(RowSamples.Order("Paid", ["Shipped", "Cancelled"]), wanted: "Cancelled");
        Api.AnswersRow(RowSamples.Address, RowSamples.Order("Shipped", ["Cancelled"]), "\"3\"");

        Button(row, Conflict.SetLabel).Click();

        row.WaitForAssertion(() => Assert.Equal("Status Paid Shipped".Split(' '), row.FindAll("section tbody tr").First().Children.Select(c => c.QuerySelector("bdi")!.Text())));
    }

    [Fact]
    public void A_version_that_differs_in_nothing_described_says_so()
    {
        var row = Collide(RowSamples.Order(), wanted: "Paid");

        Assert.Contains("Its version is another, but no value that the contract describes differs.", TextOf(row));
    }

    [Fact]
    public void When_the_other_version_cannot_be_had_the_form_stays()
    {
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, Stale);
        Api.Refuses(RowSamples.Address, new ApiProblem(ProblemCodes.DownstreamUnavailable, 502, "AppB is away", Api: "AppB"));
        OpenForm(row);
        Choose(row, "Paid");

        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains("AppB is away", TextOf(row)));
        Assert.True(row.Find("input[value=Paid]").HasAttribute("checked"));
    }

    private IRenderedComponent<RowDetail> Collide(object theirs, string wanted)
    {
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, Stale);
        Api.AnswersRow(RowSamples.Address, theirs, "\"2\"");
        OpenForm(row);
        Choose(row, wanted);
        row.Find("form").Submit();
        row.WaitForAssertion(() => Assert.NotNull(Button(row, Conflict.KeepLabel)));
        return row;
    }

    private static IEnumerable<string> Compared(IRenderedComponent<RowDetail> row) => row.FindAll("section tbody tr").Select(r => r.Text());
}
