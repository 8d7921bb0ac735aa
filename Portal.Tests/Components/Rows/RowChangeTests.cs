using Bunit;
using Portal.Components.Access;
using Portal.Components.Rows;
using Portal.Components.Shared;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Rows;

public sealed class RowChangeTests : RowChangeTest
{
    [Fact]
    public void Form_offers_the_next_values_and_shows_the_current_one()
    {
        var row = Open(RowSamples.Order());

        OpenForm(row);

        Assert.Equal(["Paid", "Cancelled"], row.FindAll("input[type=radio]").Select(r => r.GetAttribute("value")));
        Assert.Equal("Status", row.Find("legend").TextContent);
        Assert.Contains("Currently New. The new status.", TextOf(row));
    }

    [Fact]
    public void Change_sends_the_seen_version_and_updates_the_row()
    {
        var row = Open(RowSamples.Order());
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order("Paid", ["Shipped"]), "\"2\"");
        OpenForm(row);

        Choose(row, "Paid");
        row.Find("form").Submit();

        AssertSaved(row, "Status is now Paid.");
        Assert.Equal("Paid", Sent().GetProperty("status").GetString());
        Assert.Equal("\"1\"", Assert.Single(Api.Changes).IfMatch);
        Assert.Equal(1, Changes);
        Assert.Empty(row.FindAll("form"));
        OpenForm(row);
        Assert.Equal(["Shipped"], row.FindAll("input[type=radio]").Select(r => r.GetAttribute("value")));
    }

    [Fact]
    public void Next_change_sends_the_new_version()
    {
        var row = Open(RowSamples.Order());
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order("Paid", ["Shipped"]), "\"2\"");
        OpenForm(row);
        Choose(row, "Paid");
        row.Find("form").Submit();
        AssertSaved(row);

        OpenForm(row);
        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Equal(["\"1\"", "\"2\""], Api.Changes.Select(c => c.IfMatch)));
    }

    [Fact]
    public void BLZ_12_Double_submit_sends_one_request()
    {
        var row = Open(RowSamples.Order());
        var slow = Api.Delays(RowSamples.Patch);
        OpenForm(row);
        Choose(row, "Paid");

        row.Find("form").Submit();
        row.Find("form").Submit();
        Assert.Contains("Saving…", TextOf(row));
        slow.Complete(RowSamples.Order("Paid", []));

        AssertSaved(row);
        Assert.Single(Api.Changes);
    }

    [Fact]
    public void Saving_without_a_choice_sends_nothing()
    {
        var row = Open(RowSamples.Order());
        OpenForm(row);

        row.Find("form").Submit();

        Assert.Contains("Choose one.", TextOf(row));
        Assert.Empty(Api.Changes);
    }

    [Fact]
    public void Input_is_kept_when_saving_fails()
    {
        var row = Open(RowSamples.Order());
        Api.Refuses(
            RowSamples.Patch, new ApiProblem(ProblemCodes.DownstreamUnavailable, 502, "AppB is away", Api: "AppB"));
        OpenForm(row);
        Choose(row, "Cancelled");

        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains("AppB is away", TextOf(row)));
        Assert.True(row.Find("input[value=Cancelled]").HasAttribute("checked"));
        Assert.Equal(0, Changes);
    }

    [Fact]
    public void Refused_change_shows_the_reason_and_keeps_the_form()
    {
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, new ApiProblem(
            ProblemCodes.ChangeRefused,
            409,
            "AppB does not take this change",
            "ORD-7 is New and cannot become Shipped.",
            Api: "AppB"));
        OpenForm(row);
        Choose(row, "Paid");

        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains("ORD-7 is New and cannot become Shipped.", TextOf(row)));
        Assert.Contains("Nothing was saved.", TextOf(row));
        Assert.NotNull(row.Find("form"));
    }

    [Fact]
    public void Cancel_discards_the_change()
    {
        var row = Open(RowSamples.Order());
        OpenForm(row);
        Choose(row, "Paid");

        Button(row, ChangeForm.CancelLabel).Click();

        Assert.Empty(row.FindAll("form"));
        Assert.Empty(Api.Changes);
        OpenForm(row);
        Assert.False(row.Find("input[value=Paid]").HasAttribute("checked"));
    }

    [Fact]
    public void Row_without_next_values_cannot_be_changed()
    {
        var row = Open(RowSamples.Order("Delivered", []));

        Assert.Equal("true", Offer(row).GetAttribute("aria-disabled"));
        Assert.Contains("Status is Delivered and cannot be changed now.", TextOf(row));
        Offer(row).Click();
        Assert.Empty(row.FindAll("form"));
    }

    [Fact]
    public void Missing_role_disables_the_change_with_reason_and_request_text()
    {
        Api.Returns("/api/access/summary", RowSamples.Access("Needs role Orders.Write on AppB; you have Orders.Read."));

        var row = Open(RowSamples.Order());

        row.WaitForAssertion(() => Assert.Equal("true", Offer(row).GetAttribute("aria-disabled")));
        var reason = Offer(row).Description();
        Assert.Equal("Needs role Orders.Write on AppB; you have Orders.Read.", reason);
        Assert.Equal(
            "Please assign the app role Orders.Write on AppB to alice@contoso.example. It is needed for: Change "
            + "an order's status.\nObject ID of the user: alice",
            row.ByRole("button", CopyRequest.CopyLabel).GetAttribute("data-copy"));
        Offer(row).Click();
        Assert.Empty(row.FindAll("form"));
    }

    [Fact]
    public void Refreshed_access_enables_the_change()
    {
        Api.Returns("/api/access/summary", RowSamples.Access("Needs role Orders.Write on AppB; you have Orders.Read."));
        var row = Open(RowSamples.Order());
        row.WaitForAssertion(() => Assert.NotNull(Button(row, ChangeOffer.CheckAgainLabel)));

        Api.Returns("/api/access/summary", RowSamples.Access());
        Button(row, ChangeOffer.CheckAgainLabel).Click();

        row.WaitForAssertion(() => Assert.False(Offer(row).HasAttribute("aria-disabled")));
    }

    [Fact]
    public void Change_is_offered_while_access_is_unknown()
    {
        Api.Refuses("/api/access/summary", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, Samples.RoleMissing);
        OpenForm(row);
        Choose(row, "Paid");

        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains(AccessComparison.RequirementTitle("AppB"), TextOf(row)));
        Assert.NotNull(row.Find("form"));
    }

    [Fact]
    public void Change_that_cannot_be_undone_asks_first()
    {
        var row = Open(RowSamples.Order(), RowSamples.ChangeStatus with { Irreversible = true });
        Api.ReturnsRow(RowSamples.Patch, RowSamples.Order("Paid", ["Shipped"]), "\"2\"");
        OpenForm(row);
        Choose(row, "Paid");

        row.Find("form").Submit();
        Assert.Contains("Status becomes Paid.", row.ByRole("group", "This cannot be undone.").Text(), StringComparison.Ordinal);
        Assert.Empty(Api.Changes);
        Choose(row, "Cancelled");
        Assert.Empty(row.AllByRole("group", "This cannot be undone."));
        row.Find("form").Submit();
        Button(row, ChangeForm.ConfirmLabel);
        row.Find("form").Submit();

        AssertSaved(row);
        Assert.Equal("Cancelled", Sent().GetProperty("status").GetString());
    }

    [Fact]
    public void Invalid_change_is_reported_before_the_question()
    {
        var row = Open(RowSamples.Order(), RowSamples.ChangeStatus with { Irreversible = true });
        OpenForm(row);

        row.Find("form").Submit();

        Assert.Empty(row.AllByRole("group", "This cannot be undone."));
        Assert.Contains(row.AllByRole("alert"), a => a.Text().Length > 0);
    }
}
