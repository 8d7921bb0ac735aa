using AccessContract.Checks;
using Bunit;
using Portal.Components.Demo;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Demo;

/// <summary>The forms of the emulator drawer: errors appear at their field and keep the input.</summary>
public sealed class DemoFormTests : ComponentTest
{
    private static readonly FaultCode Consent = new(65001, "Consent", "Consent was not granted");
    private static readonly FaultCode Policy = new(53003, "Accounts and policies", "A policy blocks access");

    private static readonly DemoState State = new(
        0, [], [], [FaultEndpointNames.Authorize, FaultEndpointNames.Token, FaultEndpointNames.Graph], [Consent, Policy], []);

    [Fact]
    public void Invalid_numbers_are_reported_at_their_fields_and_input_is_kept()
    {
        var form = Render<FaultForm>(p => p.Add(f => f.State, State));
        Field(form, FaultForm.DurationLabel).Change(FaultDraft.Several);
        Field(form, FaultForm.TimesLabel).Change("many");
        Field(form, FaultForm.DelayLabel).Change("30001");

        form.Find("form").Submit();

        Assert.Equal("Enter a whole number.", ErrorAt(form, FaultForm.TimesLabel));
        Assert.Equal("Between 0 and 30000 ms.", ErrorAt(form, FaultForm.DelayLabel));
        Assert.Equal("many", Field(form, FaultForm.TimesLabel).GetAttribute("value"));
        Assert.Equal("true", Field(form, FaultForm.TimesLabel).GetAttribute("aria-invalid"));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public void Backend_refusal_is_shown_at_its_field()
    {
        Api.Refuses("/api/demo/faults", new ApiProblem(
            ProblemCodes.RequestInvalid, 400, "Invalid request", "Too many.", Field: "times"));
        var form = Render<FaultForm>(p => p.Add(f => f.State, State));
        Field(form, FaultForm.DurationLabel).Change(FaultDraft.Several);
        Field(form, FaultForm.TimesLabel).Change("7");

        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.Equal("Too many.", ErrorAt(form, FaultForm.TimesLabel)));
        Assert.Equal("7", Field(form, FaultForm.TimesLabel).GetAttribute("value"));
        Assert.Empty(form.AllByRole("heading"));
    }

    [Fact]
    public void Scheduled_fault_is_described()
    {
        Api.Returns("/api/demo/faults", State with { PendingFaults = [new(1, new FaultRequest(FaultEndpointNames.Token, 53003))] });
        DemoDone? done = null;
        var form = Render<FaultForm>(p => p.Add(f => f.State, State).Add(f => f.OnDone, d => done = d));
        Field(form, FaultForm.DurationLabel).Change(FaultDraft.Several);
        Field(form, FaultForm.CodeLabel).Change("53003");
        Field(form, FaultForm.StatusLabel).Change("401");
        Field(form, FaultForm.DelayLabel).Change("1500");

        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.NotNull(done));
        Assert.Equal("The next 2 exchanges on behalf of users will fail with AADSTS53003 and status 401, 1\u202F500 ms late", done!.Text);
        Assert.Single(done.State.PendingFaults);
    }

    [Fact]
    public void Web_page_can_take_the_place_of_responses()
    {
        Api.Returns("/api/demo/faults", State);
        DemoDone? done = null;
        var form = Render<FaultForm>(p => p.Add(f => f.State, State).Add(f => f.OnDone, d => done = d));

        Field(form, FaultForm.ResponseLabel).Change(FaultDraft.WithWebPage);
        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.NotNull(done));
        Assert.Equal("Every exchange on behalf of a user will return a web page", done!.Text);
        Assert.False(done.ShowsOnLoad);
    }

    [Fact]
    public void Sign_in_page_takes_no_status_and_Graph_no_code()
    {
        var form = Render<FaultForm>(p => p.Add(f => f.State, State));

        Field(form, FaultForm.EndpointLabel).Change(FaultEndpointNames.Authorize);
        Assert.DoesNotContain(form.FindAll("label"), l => l.TextContent == FaultForm.StatusLabel);
        Field(form, FaultForm.EndpointLabel).Change(FaultEndpointNames.Graph);
        form.Find("form").Submit();

        Assert.Contains("Microsoft Graph does not return AADSTS codes", TextOf(form));
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData(1, true, "The next exchange on behalf of a user will fail with status 503")]
    [InlineData(3, true, "The next 3 exchanges on behalf of users will fail with status 503")]
    [InlineData(1, false, "The next response of token will fail with status 503")]
    public void Counted_fault_names_what_fails(int times, bool onlyOnBehalfOf, string expected) => Assert.Equal(
        expected,
        EmulatorControlText.Fault(
            new FaultRequest(FaultEndpointNames.Token, Status: 503, Times: times) { OnlyOnBehalfOf = onlyOnBehalfOf },
            VisitorNumbers.Neutral));

    [Fact]
    public void Sign_in_page_fails_once_unless_another_duration_is_chosen()
    {
        Api.Returns("/api/demo/faults", State);
        DemoDone? done = null;
        var form = Render<FaultForm>(p => p.Add(f => f.State, State).Add(f => f.OnDone, d => done = d));
        Field(form, FaultForm.EndpointLabel).Change(FaultEndpointNames.Authorize);
        form.Find("form").Submit();
        form.WaitForAssertion(() => Assert.Equal("The next response of authorize will fail with AADSTS65001", done?.Text));

        Field(form, FaultForm.DurationLabel).Change(FaultDraft.UntilPutBack);
        form.Find("form").Submit();
        form.WaitForAssertion(() => Assert.Equal("Every response of authorize will fail with AADSTS65001", done?.Text));
    }

    [Fact]
    public void Clock_can_be_set_behind_after_fixing_an_error()
    {
        Api.Returns("/api/demo/clock", State with { ClockOffsetSeconds = -5400 });
        DemoDone? done = null;
        var form = Render<ClockForm>(p => p.Add(f => f.OnDone, d => done = d));
        Field(form, ClockForm.HoursLabel).Change("1");
        Field(form, ClockForm.MinutesLabel).Change("61");
        form.Find("form").Submit();
        Assert.Equal("Between 0 and 59.", ErrorAt(form, ClockForm.MinutesLabel));

        Field(form, ClockForm.MinutesLabel).Change("30");
        Field(form, ClockForm.SideLabel).Change("behind");
        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.NotNull(done));
        Assert.Equal("The sign-in service’s clock was set 1 h 30 min behind", done!.Text);
        Assert.Equal("", ErrorAt(form, ClockForm.MinutesLabel));
    }

    [Theory]
    [InlineData("1.0", "Number. For text, enter \"1.0\" with quotes.")]
    [InlineData("\"1.0\"", "Text, without the quotes.")]
    [InlineData("Orders.Read", "Text.")]
    [InlineData("[\"a\", \"b\"]", "Array with 2 elements.")]
    [InlineData("[\"a\", ", "Text (not valid JSON).")]
    [InlineData("{\"a\":1,\"a\":2}", "Text (not valid JSON).")]
    [InlineData("true", "Boolean. For text, enter \"true\" with quotes.")]
    [InlineData("", "Empty text.")]
    public void Typed_value_shows_its_json_type(string typed, string expected)
    {
        var panel = RenderTokenForm();

        Field(panel, TamperedMemberRow.ValueLabel).Change(typed);

        Assert.Contains(expected, TextOf(panel));
    }

    [Fact]
    public void Unnamed_change_is_reported_and_other_changes_are_kept()
    {
        var panel = RenderTokenForm();
        Field(panel, TamperedMemberRow.NameLabel).Change("ver");
        Field(panel, TamperedMemberRow.ValueLabel).Change("\"1.0\"");
        panel.ByRole("button", TamperingForm.AddLabel).Click();

        panel.Find("form").Submit();

        Assert.Equal(["", "A name of 1 to 64 characters."], panel.FindAll("fieldset").Select(
            c => string.Concat(c.AllByRole("alert").Select(p => p.TextContent))));
        Assert.Equal("ver", Field(panel, TamperedMemberRow.NameLabel).GetAttribute("value"));
        Assert.DoesNotContain("/api/demo/forgeries", Api.Requests);
    }

    [Fact]
    public void Same_failed_check_is_confirmed()
    {
        var check = new CheckResult("audience", CheckState.Failed, "", [], [], "");
        Api.Returns("/api/demo/forgeries", new TamperedTokenResult(
            "AppB", 401, "audience_wrong", "Not for AppB.", "audience", new Verdict(VerdictState.Refused, "No.", [check]), []));
        var panel = RenderTokenForm();
        Field(panel, TamperedMemberRow.NameLabel).Change("aud");

        panel.Find("form").Submit();

        panel.WaitForAssertion(() => Assert.Contains("The portal’s own checks fail at the same check.", TextOf(panel)));
    }

    [Fact]
    public void Different_failed_check_is_pointed_out()
    {
        var check = new CheckResult("version", CheckState.Failed, "", [], [], "");
        Api.Returns("/api/demo/forgeries", new TamperedTokenResult(
            "AppB", 401, "audience_wrong", "Not for AppB.", "audience",
            new Verdict(VerdictState.Refused, "No.", [check, check with { Name = "audience", State = CheckState.NotReached }]),
            [new("aud", InHeader: false, "\"a\"", null)]));
        var panel = RenderTokenForm();
        Field(panel, TamperedMemberRow.NameLabel).Change("aud");

        panel.Find("form").Submit();

        panel.WaitForAssertion(
            () => Assert.Contains("The portal’s own checks fail at a different check: Version.", TextOf(panel)));
        Assert.Contains("aud \"a\" missing", TextOf(panel));
    }

    private IRenderedComponent<TamperedTokenPanel> RenderTokenForm()
    {
        Api.Returns("/api/views", Samples.Catalog);
        var panel = Render<TamperedTokenPanel>();
        panel.WaitForAssertion(() => Assert.False(panel.Find("button[type=submit]").HasAttribute("disabled")));
        Field(panel, TamperedTokenPanel.FaultLabel).Change(TamperingFaults.Chosen);
        return panel;
    }

    private static AngleSharp.Dom.IElement Field<T>(IRenderedComponent<T> form, string label)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        form.FindAll("input, select").First(f => f.AccessibleName() == label);

    private static string ErrorAt<T>(IRenderedComponent<T> form, string label)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        form.Find($"#{Field(form, label).GetAttribute("aria-describedby")} [role=alert]").TextContent;
}
