using AccessContract;
using AccessContract.Checks;
using Microsoft.Playwright;
using Portal.Components.Access;
using Portal.Components.Tokens;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;
using Portal.Contracts.Tokens;
using Portal.Tests.AccessContract;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Access of each demo user, check by check; two tokens compared; a pasted token decoded.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class InspectJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const string Role = "role";

    // The operations of AppB.
    private const int Operations = 6;

    private ChecksPart Checks => new(Page);

    private ILocator Decoded => Page.Locator($"#{TokenHops.Pasted}");

    private ILocator TextProblem => Page.Locator($"[role=status] [data-problem='{ProblemCodes.RequestInvalid}']");

    private ILocator Field => Page.GetByLabel(PasteBox.FieldLabel);

    [Theory]
    [InlineData("bob")]
    [InlineData("erin")]
    [InlineData("grace")]
    public async Task Missing_role_is_shown_as_the_failed_check_with_who_can_fix_it(string user)
    {
        await SignInWithConsentAsync(user);

        await OpenAsync("/access");

        await Assertions.Expect(Checks.FailedCheck).ToHaveAttributeAsync("data-check", Role);
        await Assertions.Expect(Checks.FailedCheck).ToContainTextAsync("Orders.Read");
        await Assertions.Expect(Checks.FailedCheck.Locator($"[data-who='{VerdictText.NameOf(FixOwner.Administrator)}']"))
            .ToBeVisibleAsync();
        await Assertions.Expect(Checks.RefusedAt(Role)).ToHaveCountAsync(Operations);
    }

    [Fact]
    public async Task Token_with_too_many_groups_shows_it()
    {
        await SignInWithConsentAsync("grace");

        await OpenAsync("/access");

        await Assertions.Expect(Page.Locator("[data-finding='group_overage']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Dave_has_the_role_through_his_group_and_can_only_read()
    {
        // A separate demo: another journey needs Dave without consent in the shared one.
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("dave");

        await OpenAsync("/access");

        await Assertions.Expect(Checks.Operation("GET /orders")).ToHaveAttributeAsync("data-verdict", VerdictText.NameOf(VerdictState.Allowed));
        await Assertions.Expect(Checks.RefusedAt(Role).Filter(new() { HasText = "PATCH" })).ToHaveCountAsync(1);
        await Assertions.Expect(Checks.FailedCheck).ToContainTextAsync("Orders.Write");
    }

    [Fact]
    public async Task Carol_is_allowed_everything()
    {
        await SignInWithConsentAsync("carol");

        await OpenAsync("/access");

        await Assertions.Expect(Checks.Operations(VerdictText.NameOf(VerdictState.Allowed))).ToHaveCountAsync(Operations);
    }

    [Fact]
    public async Task Frank_completes_the_second_factor_and_returns()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("frank", "/access");
        await Assertions.Expect(Checks.Operations(VerdictText.NameOf(VerdictState.NoToken))).ToHaveCountAsync(Operations);

        await Continue.ClickAsync();
        await Approve.ClickAsync();
        await Accept.ClickAsync();

        await Assertions.Expect(Checks.Operation("GET /orders")).ToHaveAttributeAsync("data-verdict", VerdictText.NameOf(VerdictState.Allowed));
        Assert.EndsWith("/access", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_is_shown_before_and_after_it_is_given()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("alice", "/access");
        await Assertions.Expect(Page.Locator($"[data-status='{ConsentStatus.NotGranted}']")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator($"[data-copy$='{SessionRoutes.AdministratorConsent("AppB")}']").First)
            .ToBeVisibleAsync();

        await GrantButton.ClickAsync();
        await Accept.ClickAsync();

        await Assertions.Expect(Page.Locator($"[data-status='{ConsentStatus.Granted}']")).ToBeVisibleAsync();
        await Assertions.Expect(Checks.Operations(VerdictText.NameOf(VerdictState.Allowed))).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Refused_view_shows_the_same_checks()
    {
        await SignInWithConsentAsync("bob");

        await OpenAsync("/data/appb/orders");

        await Assertions.Expect(Code(ProblemCodes.RoleMissing)).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator($"[data-check][data-state='{VerdictText.NameOf(CheckState.Passed)}']")).ToHaveCountAsync(9);
        await Assertions.Expect(Page.Locator($"[data-check][data-state='{VerdictText.NameOf(CheckState.Failed)}']"))
            .ToHaveAttributeAsync("data-check", Role);
    }

    [Fact]
    public async Task Two_tokens_are_compared_claim_by_claim()
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync("/tokens?left=portal&right=AppB");

        await Assertions.Expect(RowOf("aud")).ToHaveAttributeAsync("data-state", VerdictText.NameOf(DifferenceState.Differs));
        await Page.GetByLabel("Left").SelectOptionAsync("id_token");
        await Assertions.Expect(RowOf("nonce")).ToHaveAttributeAsync("data-state", VerdictText.NameOf(DifferenceState.OnlyLeft));
        Assert.Contains("left=id_token", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pasted_token_is_decoded_and_checked_and_is_in_no_markup_or_log()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();
        var token = SampleToken.Version1.Written();

        await DecodeAsync($"\"Bearer {token}\"");

        await Assertions.Expect(Page.Locator("[data-finding='version_1']").First).ToBeVisibleAsync();
        await Assertions.Expect(Checks.RefusedAt("issuer")).ToHaveCountAsync(Operations);
        await Assertions.Expect(Field).ToHaveValueAsync($"\"Bearer {token}\"");
        var content = await Page.ContentAsync();
        Assert.All(token.Split('.'), part => Assert.DoesNotContain(part, content, StringComparison.Ordinal));
        var payload = token.Split('.')[1];
        Assert.All(Fixture.PortalLog.Lines, line => Assert.DoesNotContain(payload, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_that_is_not_a_token_is_refused_and_the_page_stays_usable()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();
        string[] unreadable =
        [
            "",
            new string('a', 21 * 1024),
            "nonsense",
            new string('a', 200_000),
            "a.b",
            string.Concat(Enumerable.Repeat("😀", 20_000)),
            "a.b.c.d.e",
            "<img src=x onerror=alert(1)>.<b>.c",
        ];
        foreach (var text in unreadable)
        {
            await DecodeAsync(text);
            await Assertions.Expect(TextProblem).ToBeVisibleAsync();
            await Assertions.Expect(Decoded).ToHaveCountAsync(0);

            // A valid token in between clears the problem, so that the next text must cause its own.
            await DecodeAsync(SampleToken.User.With("fill", new string('f', 13_000)).Written());
            await Assertions.Expect(Decoded).ToBeVisibleAsync();
            await Assertions.Expect(TextProblem).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Text_is_decoded_after_a_pause_and_the_next_one_replaces_it()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();

        await Field.FillAsync("eyJ");
        await Assertions.Expect(TextProblem).ToBeVisibleAsync();
        await Field.FillAsync(SampleToken.Version1.Written());
        await Assertions.Expect(Decoded.Locator("[data-finding='version_1']").First).ToBeVisibleAsync();
        await Field.FillAsync(SampleToken.Graph.Written());
        await Assertions.Expect(Decoded.Locator("[data-finding='graph_token']").First).ToBeVisibleAsync();
        await Field.FillAsync("");

        await Assertions.Expect(Decoded).ToHaveCountAsync(0);
        await Assertions.Expect(TextProblem).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Keyboard_alone_decodes_and_clears_the_text()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();
        await Field.FocusAsync();
        await Page.Keyboard.InsertTextAsync(SampleToken.User.Written());

        await Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(Decoded).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Button(PasteBox.ClearLabel)).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(Decoded).ToHaveCountAsync(0);
        await Assertions.Expect(Field).ToHaveValueAsync("");
        await Assertions.Expect(Field).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Text_of_a_page_that_was_left_is_forgotten()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();
        await DecodeAsync(SampleToken.User.Written());
        await Assertions.Expect(Decoded).ToBeVisibleAsync();

        await OpenAsync("/health/live");
        await Page.GoBackAsync();

        await Assertions.Expect(Field).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Refresh_token_is_named_with_a_warning()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();

        await Field.FillAsync("0.AXAAbbbbbbbbbbbbbbbbbbbb.AgABAwEAAAAm");

        await Assertions.Expect(TextProblem).ToContainTextAsync("refresh token", new() { IgnoreCase = true });
    }

    [Fact]
    public async Task Every_state_is_accessible()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("bob");
        await OpenAsync("/access");
        await Assertions.Expect(Checks.FailedCheck).ToBeVisibleAsync();
        await Page.GetByText("Read it first").ClickAsync();
        await Page.ExpectCleanAsync("access");
        await OpenAsync("/tokens?left=id_token&right=AppB");
        await Assertions.Expect(Page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("compare");
        await OpenPasteAsync();
        await Page.ExpectCleanAsync("paste");
        await DecodeAsync("a.b");
        await Assertions.Expect(TextProblem).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("cannot be decoded");
        await DecodeAsync(SampleToken.Graph.WithHeader("alg", "none").With("exp", 1).Written());
        await Assertions.Expect(Checks.FailedCheck).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("decoded");
    }

    private ILocator RowOf(string claim) => Page.Locator($"tr[data-claim='{claim}']");

    private async Task OpenPasteAsync()
    {
        await OpenAsync("/tokens?show=paste");
        await CircuitRunsAsync();
    }

    private async Task DecodeAsync(string text)
    {
        await Field.FillAsync(text);
        await Button(PasteBox.DecodeLabel).ClickAsync();
    }
}
