using Bunit;
using Portal.Components.Rows;
using Portal.Components.Shared;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class RowChangeTests : RowChangeTest
{
    [Fact]
    public void The_form_offers_what_the_row_lists_and_tells_the_value_that_it_has()
    {
        var row = Open(RowSamples.Order());

        OpenForm(row);

        Assert.Equal(["Paid", "Cancelled"], row.FindAll("input[type=radio]").Select(r => r.GetAttribute("value")));
        Assert.Equal("Status", row.Find("legend").TextContent);
        Assert.Contains("Now New. The new status.", TextOf(row));
    }

    [Fact]
    public void A_change_is_sent_with_the_version_that_was_seen_and_the_row_comes_anew()
    {
        var row = Open(RowSamples.Order());
        Api.AnswersRow(RowSamples.Patch, RowSamples.Order("Paid", ["Shipped"]), "\"2\"");
        OpenForm(row);

        Choose(row, "Paid");
        row.Find("form").Submit();

        AssertSaved(row, "Status is Paid now.");
        Assert.Equal("Paid", Sent().GetProperty("status").GetString());
        Assert.Equal("\"1\"", Assert.Single(Api.Changes).IfMatch);
        Assert.Equal(1, Changes);
        Assert.Empty(row.FindAll("form"));
        OpenForm(row);
        Assert.Equal(["Shipped"], row.FindAll("input[type=radio]").Select(r => r.GetAttribute("value")));
    }

    [Fact]
    public void The_next_change_names_the_version_that_the_last_one_made()
    {
        var row = Open(RowSamples.Order());
        Api.AnswersRow(RowSamples.Patch, RowSamples.Order("Paid", ["Shipped"]), "\"2\"");
        OpenForm(row);
        Choose(row, "Paid");
        row.Find("form").Submit();
        AssertSaved(row);

        OpenForm(row);
        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Equal(["\"1\"", "\"2\""], Api.Changes.Select(c => c.IfMatch)));
    }

    [Fact]
    public void Two_submits_are_one_request()
    {
        var row = Open(RowSamples.Order());
        var slow = Api.Holds(RowSamples.Patch);
        OpenForm(row);
        Choose(row, "Paid");

        row.Find("form").Submit();
        row.Find("form").Submit();
        Assert.Contains("Saving…", TextOf(row));
        slow.Comes(RowSamples.Order("Paid", []));

        AssertSaved(row);
        Assert.Single(Api.Changes);
    }

    [Fact]
    public void Saving_without_a_choice_asks_for_one_and_sends_nothing()
    {
        var row = Open(RowSamples.Order());
        OpenForm(row);

        row.Find("form").Submit();

        Assert.Contains("Choose one.", TextOf(row));
        Assert.Empty(Api.Changes);
    }

    [Fact]
    public void What_was_entered_survives_a_save_that_fails()
    {
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, new ApiProblem(ProblemCodes.DownstreamUnavailable, 502, "AppB is away", Api: "AppB"));
        OpenForm(row);
        Choose(row, "Cancelled");

        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains("AppB is away", TextOf(row)));
        Assert.True(row.Find("input[value=Cancelled]").HasAttribute("checked"));
        Assert.Equal(0, Changes);
    }

    [Fact]
    public void A_change_that_the_api_refuses_says_why_and_the_form_stays()
    {
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, new ApiProblem(
            ProblemCodes.ChangeRefused, 409, "AppB does not take this change", "ORD-7 is New and cannot become Shipped.", Api: "AppB"));
        OpenForm(row);
        Choose(row, "Paid");

        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains("ORD-7 is New and cannot become Shipped.", TextOf(row)));
        Assert.Contains("Nothing was saved.", TextOf(row));
        Assert.NotNull(row.Find("form"));
    }

    [Fact]
    public void Cancelling_leaves_the_row_as_it_is()
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
    public void A_row_that_can_take_no_other_value_says_so()
    {
        var row = Open(RowSamples.Order("Delivered", []));

        Assert.Equal("true", Offer(row).GetAttribute("aria-disabled"));
        Assert.Contains("There is nothing to change now: Status is Delivered and can become nothing else.", TextOf(row));
        Offer(row).Click();
        Assert.Empty(row.FindAll("form"));
    }

    [Fact]
    public void Without_the_role_the_change_stays_in_its_place_with_the_reason_and_the_request_to_send()
    {
        Api.Answers("/api/access", RowSamples.Access("Needs role Orders.Write on AppB; you have Orders.Read."));

        var row = Open(RowSamples.Order());

        row.WaitForAssertion(() => Assert.Equal("true", Offer(row).GetAttribute("aria-disabled")));
        var reason = Offer(row).Description();
        Assert.Equal("Needs role Orders.Write on AppB; you have Orders.Read.", reason);
        Assert.Equal(
            "Please assign the app role Orders.Write on AppB to alice@contoso.example. It is needed for: Change an order's status.",
            row.ByRole("button", RoleRequest.CopyLabel).GetAttribute("data-copy"));
        Offer(row).Click();
        Assert.Empty(row.FindAll("form"));
    }

    [Fact]
    public void Checking_access_again_opens_the_change_once_the_role_is_there()
    {
        Api.Answers("/api/access", RowSamples.Access("Needs role Orders.Write on AppB; you have Orders.Read."));
        var row = Open(RowSamples.Order());
        row.WaitForAssertion(() => Assert.NotNull(Button(row, ChangeOffer.CheckAgainLabel)));

        Api.Answers("/api/access", RowSamples.Access());
        Button(row, ChangeOffer.CheckAgainLabel).Click();

        row.WaitForAssertion(() => Assert.False(Offer(row).HasAttribute("aria-disabled")));
    }

    [Fact]
    public void Where_access_is_not_known_the_change_is_offered_and_the_api_answers()
    {
        Api.Refuses("/api/access", new ApiProblem(ProblemCodes.PortalUnavailable, 503, "No backend"));
        var row = Open(RowSamples.Order());
        Api.Refuses(RowSamples.Patch, Samples.RoleMissing);
        OpenForm(row);
        Choose(row, "Paid");

        row.Find("form").Submit();

        row.WaitForAssertion(() => Assert.Contains(AccessComparison.DemandTitle("AppB"), TextOf(row)));
        Assert.NotNull(row.Find("form"));
    }
}
