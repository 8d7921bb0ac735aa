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

/// <summary>Access of each demo user, check by check; two tokens compared.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class InspectJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const string Role = "role";

    // The operations of AppB.
    private const int Operations = 8;

    private ChecksPart Checks => new(Page);

    private ILocator TextProblem => Page.Locator($"[role=status] [data-problem='{ProblemCodes.RequestInvalid}']");

    private ILocator Field => Page.GetByLabel(PasteBox.FieldLabel);

    [Theory]
    [InlineData("bob")]
    [InlineData("erin", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("grace")]
    public async Task OBO_24_Missing_role_is_shown_as_the_failed_check_with_who_can_fix_it(string user)
    {
        await SignInWithConsentAsync(user);

        await OpenAsync("/access");

        await Assertions.Expect(Checks.FailedCheck).ToHaveAttributeAsync("data-check", Role);
        await Assertions.Expect(Checks.FailedCheck).ToContainTextAsync("Orders.Read");
        await Assertions.Expect(Page.Locator($"[data-who='{VerdictText.NameOf(FixOwner.Administrator)}']").First)
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
    public async Task OBO_24_Consent_is_shown_before_and_after_it_is_given()
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
        await Assertions.Expect(Checks.Operations(VerdictText.NameOf(VerdictState.Allowed))).ToHaveCountAsync(6);
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
    public async Task Address_of_a_claim_opens_the_claims_of_its_token()
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync("/tokens#AppB.roles");

        await Assertions.Expect(Page.Locator($"[id='{TokenUrl.ClaimId("AppB", "roles")}']")).ToBeInViewportAsync();
        await Page.ExpectCleanAsync("tokens, claims");
        await Page.Locator($"[id='{TokenUrl.ClaimsId(TokenHops.Portal)}'] > summary").ClickAsync();
        await Assertions.Expect(Page.Locator($"[id='{TokenUrl.ClaimsId("AppB")}'][open]")).ToHaveCountAsync(0);
    }

    [Fact(Explicit = true)]
    [Trait("Run", "Long")]
    public async Task Every_state_is_accessible()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("bob");
        await OpenAsync("/access");
        await Assertions.Expect(Checks.FailedCheck).ToBeVisibleAsync();
        await Page.GetByText(CopyRequest.ReadLabel).First.ClickAsync();
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
