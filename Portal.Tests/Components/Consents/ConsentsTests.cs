using AngleSharp.Dom;
using Bunit;
using Portal.Components.Changes;
using Portal.Components.Consents;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Consents;

public sealed class ConsentsTests : ComponentTest
{
    private const string Address = "/api/admin/consents";
    private const string Preview = $"{Address}/preview";
    private const string Changes = $"{Address}/changes";

    private static readonly ConsentParty Portal = new("22222222-0000-4000-8000-000000000001", "Portal", "client-1");
    private static readonly ConsentParty AppB = new("33333333-0000-4000-8000-000000000001", "AppB", "client-2");
    private static readonly ConsentParty Alice = new(
        "a0000000-0000-4000-8000-000000000001", "Alice", "alice@contoso.example");
    private static readonly ConsentScope Read = new("read", "Read it", "What there is.", false);
    private static readonly ConsentScope Write = new("write", null, null, true);
    private static readonly ConsentEntry OfAlice = new(ConsentKinds.User, Portal, AppB, Alice, [Read, Write]);
    private static readonly ConsentChange Revoke = new(Portal.Id, AppB.Id, Alice.Id, [], ["read", "write"]);

    public ConsentsTests()
    {
        User.SetRoles("Portal.Admin");
        Api.Returns(Address, List(OfAlice));
    }

    [Fact]
    public void Consent_shows_client_api_and_user()
    {
        var page = Render<ConsentsPage>();

        page.WaitForAssertion(() => Assert.Contains("Portal may call AppB Alice alice@contoso.example", TextOf(page)));
        Assert.Contains("1 consent shown.", TextOf(page));
        Assert.Contains("Only an administrator can consent to it.", TextOf(page));
    }

    [Fact]
    public void Scopes_of_the_sign_in_and_the_portals_own_consents_are_folded()
    {
        var graph = new ConsentParty("44444444-0000-4000-8000-000000000001", "Graph", "client-3");
        ConsentScope openid = new("openid", null, null, false), users = new("User.Read", null, null, false);
        Api.Returns(Address, List(
            new(ConsentKinds.Everyone, Portal, Portal, null, [Read]),
            new(ConsentKinds.User, Portal, graph, Alice, [openid]),
            new(ConsentKinds.Everyone, Portal, graph, null, [openid, users])));
        var page = Render<ConsentsPage>();
        page.WaitForAssertion(() => Assert.Equal([users.Value], Scopes()));

        Button(page, $"{ConsentsPage.ShowAllLabel} (2 hidden)").Click();

        Assert.Equal([Read.Value, openid.Value, openid.Value, users.Value], Scopes());
        Assert.Contains("3 consents shown.", TextOf(page));

        IEnumerable<string> Scopes() => page.FindAll("tr[data-kind] li .chip").Select(chip => chip.Text());
    }

    [Fact]
    public void Revoke_opens_a_preview_with_its_own_address()
    {
        Api.Returns(Preview, Previewed(ChangeStates.Ready, "Portal can no longer use read."));
        var page = Render<ConsentsPage>();

        Button(page, RevokeAlice).Click();

        page.WaitForAssertion(() => Assert.Contains("Portal can no longer use read.", TextOf(page)));
        Assert.Contains("change=", Navigation.Uri, StringComparison.Ordinal);
        Assert.DoesNotContain(Changes, Api.Requests);
    }

    [Fact]
    public void Applied_change_can_be_undone()
    {
        Api.Returns(Preview, Previewed(ChangeStates.Ready));
        Api.Returns(Changes, new ConsentOutcomes([new ConsentOutcome(Revoke, ChangeStates.Done, [])]));
        var page = Render<ConsentsPage>();
        Button(page, RevokeAlice).Click();

        Button(page, ChangeText.ApplyLabel(1)).Click();

        page.WaitForAssertion(() => Assert.NotNull(page.ByRole("button", ChangeText.UndoLabel(1))));
        Assert.Single(page.FindAll($"li[data-state='{ChangeStates.Done}']"));
        Api.Returns(Preview, Previewed(ChangeStates.Ready, "Portal can use read."));
        Button(page, ChangeText.UndoLabel(1)).Click();
        page.WaitForAssertion(() => Assert.Contains("Portal can use read.", TextOf(page)));
        Assert.Contains("read%20write", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_the_page_cancels_the_changes_that_are_being_applied()
    {
        Api.Returns(Preview, Previewed(ChangeStates.Ready));
        var applying = Api.Delays(Changes);
        var page = Render<ConsentsPage>();
        Button(page, RevokeAlice).Click();
        Button(page, ChangeText.ApplyLabel(1)).Click();
        page.WaitForAssertion(() => Assert.Contains(Changes, Api.Requests));

        await DisposeComponentsAsync();

        Assert.True(applying.WasCancelled);
    }

    [Fact]
    public void Same_change_to_a_consent_changed_by_someone_else_is_previewed_again()
    {
        Api.Returns(Preview, new ConsentPreview([Planned(ChangeStates.ChangedByOthers) with { Current = ["read"] }]));
        var page = Render<ConsentsPage>();
        Button(page, RevokeAlice).Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("dl dd").Count));
        Api.Returns(Preview, Previewed(ChangeStates.Ready, "Portal can no longer use read."));

        Button(page, ConsentChangeRow.SameChangeLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("Portal can no longer use read.", TextOf(page)));
    }

    [Fact]
    public void Missing_write_consent_returns_to_the_change()
    {
        Api.Returns(Preview, Previewed(ChangeStates.Ready));
        Api.Refuses(Changes, new ApiProblem(
            ProblemCodes.ConsentRequired,
            403,
            "Consent is missing",
            Api: "Microsoft Graph (change consents)",
            Scopes: ["DelegatedPermissionGrant.ReadWrite.All"]));
        var page = Render<ConsentsPage>();
        Button(page, RevokeAlice).Click();

        Button(page, ChangeText.ApplyLabel(1)).Click();

        page.WaitForAssertion(() => Assert.Contains(
            page.Addresses(),
            a => a.StartsWith("/consent/", StringComparison.Ordinal) && a.Contains(
                "change%3D", StringComparison.Ordinal)));
    }

    [Fact]
    public void Conflicting_change_shows_both_versions()
    {
        Api.Returns(Preview, new ConsentPreview([Planned(ChangeStates.ChangedByOthers) with { Current = ["read"] }]));
        var page = Render<ConsentsPage>();

        Button(page, RevokeAlice).Click();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("dl dd").Count));
        Assert.NotNull(page.ByRole("button", ConsentChangeRow.SameChangeLabel));
    }

    [Fact]
    public void Trim_keeps_the_selected_scopes()
    {
        Api.Returns(Preview, Previewed(ChangeStates.Ready));
        var page = Render<ConsentsPage>();
        Button(page, ConsentRow.NameOf(ConsentRow.TrimLabel, OfAlice)).Click();

        Scopes(page).AllByRole("checkbox")
            .Single(c => c.AccessibleName().StartsWith(Write.Value, StringComparison.Ordinal))
            .Change(false);
        Scopes(page).ByRole("button", ConsentForm.PreviewLabel).Click();

        page.WaitForAssertion(
            () => Assert.EndsWith("~read", Uri.UnescapeDataString(Navigation.Uri), StringComparison.Ordinal));
    }

    [Fact]
    public void Selected_consents_are_revoked_together()
    {
        var ofEveryone = new ConsentEntry(ConsentKinds.Everyone, Portal, AppB, null, [Read]);
        Api.Returns(Address, List(OfAlice, ofEveryone));
        Api.Returns(Preview, Previewed(ChangeStates.Ready));
        var page = Render<ConsentsPage>();
        page.WaitForAssertion(() => Select(page, OfAlice).Change(true));
        Select(page, ofEveryone).Change(true);

        Button(page, "Revoke 2 selected").Click();

        page.WaitForAssertion(() => Assert.Equal(3, Navigation.Uri.Split("change=").Length));
    }

    [Fact]
    public void Consent_that_is_folded_is_no_longer_selected()
    {
        var own = new ConsentEntry(ConsentKinds.Everyone, Portal, Portal, null, [Read]);
        Api.Returns(Address, List(OfAlice, own));
        var page = Render<ConsentsPage>();
        Button(page, $"{ConsentsPage.ShowAllLabel} (1 hidden)").Click();
        Select(page, OfAlice).Change(true);
        Select(page, own).Change(true);
        Assert.NotNull(page.ByRole("button", "Revoke 2 selected"));

        Button(page, ConsentsPage.ShowAllLabel).Click();

        Assert.NotNull(page.ByRole("button", "Revoke 1 selected"));
        Assert.Contains("1 consent shown.", TextOf(page));
    }

    [Fact]
    public void Preauthorized_consent_cannot_be_revoked()
    {
        Api.Returns(
            Address, List() with { PreAuthorized = [new(ConsentKinds.PreAuthorized, Portal, AppB, null, [Read])] });

        var page = Render<ConsentsPage>();

        page.WaitForAssertion(() => page.Find("tr[data-kind] .row-link").Click());
        Assert.Contains("cannot be revoked here", TextOf(page));
        Assert.DoesNotContain(
            page.AllByRole("button"),
            b => b.AccessibleName().StartsWith(ConsentRow.RevokeLabel, StringComparison.Ordinal));
    }

    [Fact]
    public void Other_users_see_the_required_role_and_no_request_is_sent()
    {
        User.SetRoles();

        var page = Render<ConsentsPage>();

        AssertAdministratorsOnly(page);
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public void Change_round_trips_through_the_address_and_invalid_steps_are_ignored()
    {
        var step = new ConsentChange(Portal.Id, AppB.Id, null, ["read", "write"], Adds: true);
        var address = ConsentsAddress.Of(new ConsentFilter(), [step]);
        var change = Uri.UnescapeDataString(address.Split("change=")[1]);

        var read = Assert.Single(ConsentsAddress.ReadChanges([change, "x~y", "a~b~c~d"]));

        Assert.Equal(
            (step.Client, step.Resource, step.Principal, step.Adds),
            (read.Client, read.Resource, read.Principal, read.Adds));
        Assert.Equal(step.After, read.After);
    }

    [Theory]
    [InlineData("a b", "a", "a b c", "a c")]
    [InlineData("a b", "", "a", "")]
    [InlineData("a", "a b", "", "b")]
    [InlineData("a b", "a", "a", "a")]
    public void Change_can_be_rebased_on_the_current_scopes(string before, string after, string current, string expected)
    {
        var step = new ConsentChange("c", "r", null, Split(after), Split(before));

        Assert.Equal(Split(expected), step.RebaseOnto(Split(current)).After);
    }

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ConsentList List(params ConsentEntry[] consents) =>
        new(Portal, [new ConsentApi(AppB, [Read, Write], "AppB")], consents, [], null, null);

    private static PlannedConsentChange Planned(string state, params string[] effects) =>
        new(Revoke, Portal, AppB, Alice, state, ["read", "write"], effects);

    private static ConsentPreview Previewed(string state, params string[] effects) => new([Planned(state, effects)]);

    private static string RevokeAlice => ConsentRow.NameOf(ConsentRow.RevokeLabel, OfAlice);

    private static IElement Scopes(IRenderedComponent<ConsentsPage> page) => page.ByRole("group", ConsentRow.TrimLegend);

    private static IElement Select(IRenderedComponent<ConsentsPage> page, ConsentEntry consent) =>
        page.ByRole("checkbox", ConsentRow.NameOf(ConsentRow.SelectLabel, consent));

    private static IElement Button(IRenderedComponent<ConsentsPage> page, string name)
    {
        page.WaitForAssertion(() => Assert.Single(page.AllByRole("button", name)));
        return page.ByRole("button", name);
    }
}
