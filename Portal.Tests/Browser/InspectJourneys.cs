using Microsoft.Playwright;
using Portal.Tests.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Each persona's story, told by the pages alone; any two tokens compared; a pasted one decoded.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class InspectJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Operations => Page.Locator("details.operation > summary");

    private ILocator FailedCheck => Page.Locator("details.operation[open] details.check--failed");

    private ILocator Field => Page.GetByLabel("A token to decode");

    [Theory]
    [InlineData("bob", "It carries no roles, and needs Orders.Read.")]
    [InlineData("erin", "a role given to a group counts for its direct members, not for those of a group inside it")]
    [InlineData("grace", "It carries no roles, and needs Orders.Read.")]
    public async Task Who_lacks_the_role_is_told_where_the_token_stops_and_who_can_mend_it(string user, string words)
    {
        await SignInWithConsentAsync(user);

        await OpenAsync("/access");

        await Assertions.Expect(FailedCheck).ToContainTextAsync(words);
        await Assertions.Expect(FailedCheck).ToContainTextAsync("An administrator can fix it");
        await Assertions.Expect(Operations.Filter(new() { HasText = "Stops at: app role" })).ToHaveCountAsync(6);
    }

    [Fact]
    public async Task Grace_is_told_that_her_groups_do_not_fit()
    {
        await SignInWithConsentAsync("grace");

        await OpenAsync("/access");

        await Assertions.Expect(Page.GetByText("Too many groups to list", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Dave_reads_through_his_group_and_writes_nothing()
    {
        // His own product: in the shared one another journey is about his first consent.
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("dave");

        await OpenAsync("/access");

        await Assertions.Expect(Operations.Filter(new() { HasText = "GET /orders" }).First).ToContainTextAsync("Opens");
        await Assertions.Expect(Operations.Filter(new() { HasText = "PATCH" })).ToContainTextAsync("Stops at: app role");
        await Assertions.Expect(FailedCheck).ToContainTextAsync("It lacks the role Orders.Write.");
    }

    [Fact]
    public async Task Carol_opens_everything()
    {
        await SignInWithConsentAsync("carol");

        await OpenAsync("/access");

        await Assertions.Expect(Operations.Filter(new() { HasText = "Opens" })).ToHaveCountAsync(6);
    }

    [Fact]
    public async Task Frank_is_sent_to_confirm_that_it_is_him_and_comes_back()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("frank", "/access");
        await Assertions.Expect(Operations.Filter(new() { HasText = "No token" })).ToHaveCountAsync(6);

        await Page.GetByRole(AriaRole.Link, new() { Name = "Continue at the authority" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Accept.ClickAsync();

        await Assertions.Expect(Operations.Filter(new() { HasText = "GET /orders" }).First).ToContainTextAsync("Opens");
        Assert.EndsWith("/access", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_is_told_scope_by_scope_before_and_after()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("alice", "/access");
        await Assertions.Expect(Page.GetByText("Consent not granted")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Copy the administrator’s link" })).ToBeVisibleAsync();

        await GrantButton.ClickAsync();
        await Accept.ClickAsync();

        await Assertions.Expect(Page.GetByText("Consent granted")).ToBeVisibleAsync();
        await Assertions.Expect(Operations.Filter(new() { HasText = "Opens" })).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task A_refused_view_explains_itself_with_the_same_checks()
    {
        await SignInWithConsentAsync("bob");

        await OpenAsync("/data/appb/orders");

        var problem = Page.Locator("section.problem");
        await Assertions.Expect(problem.Locator("details.check--passed")).ToHaveCountAsync(9);
        await Assertions.Expect(problem.Locator("details.check--failed")).ToContainTextAsync("App role");
    }

    [Fact]
    public async Task Two_tokens_side_by_side_show_what_on_behalf_of_is_for()
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync("/tokens?left=portal&right=AppB");

        var audience = RowOf("aud");
        await Assertions.Expect(audience).ToContainTextAsync("This is what on-behalf-of is for");
        await Page.GetByLabel("Left").SelectOptionAsync("id_token");
        await Assertions.Expect(RowOf("nonce")).ToContainTextAsync("Only left");
        Assert.Contains("left=id_token", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_token_is_decoded_judged_and_leaves_the_field()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();
        var token = Tokens.Version1.Written();

        await DecodeAsync($"\"Bearer {token}\"");

        await Assertions.Expect(Page.GetByText("This is a v1 token").First).ToBeVisibleAsync();
        await Assertions.Expect(Operations.Filter(new() { HasText = "Stops at: version" })).ToHaveCountAsync(6);
        await Assertions.Expect(Field).ToHaveValueAsync("");
        var content = await Page.ContentAsync();
        Assert.All(token.Split('.'), part => Assert.DoesNotContain(part, content, StringComparison.Ordinal));
        Assert.All(Fixture.PortalLog.Lines, line => Assert.DoesNotContain(token.Split('.')[1], line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_is_pasted_gets_words_and_the_page_stays_alive()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();
        (string Text, string Words)[] odd =
        [
            // No two in a row have the same words: the ones before would be taken for those to come.
            ("", "nothing to decode"),
            (new string('a', 21 * 1024), "20 KB"),
            ("nonsense", "no dots"),
            (new string('a', 200_000), "20 KB"),
            ("a.b", "two parts"),
            (string.Concat(Enumerable.Repeat("😀", 20_000)), "20 KB"),
            ("a.b.c.d.e", "encrypted"),
            ("<img src=x onerror=alert(1)>.<b>.c", "not base64url"),
        ];
        foreach (var (text, words) in odd)
        {
            await DecodeAsync(text);
            await Assertions.Expect(Page.Locator(".paste section.problem")).ToContainTextAsync(words);
        }

        await DecodeAsync(Tokens.User.With("fill", new string('f', 13_000)).Written());

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Pasted token" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Every_state_is_clean()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInWithConsentAsync("bob");
        await OpenAsync("/access");
        await Assertions.Expect(FailedCheck).ToBeVisibleAsync();
        await Page.GetByText("Read it first").ClickAsync();
        await Page.ExpectCleanAsync("access");
        await OpenAsync("/tokens?left=id_token&right=AppB");
        await Assertions.Expect(Page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("compare");
        await OpenPasteAsync();
        await Page.ExpectCleanAsync("paste");
        await DecodeAsync("a.b");
        await Assertions.Expect(Page.Locator("section.problem")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("cannot be decoded");
        await DecodeAsync(Tokens.Graph.WithHeader("alg", "none").With("exp", 1).Written());
        await Assertions.Expect(FailedCheck).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("decoded");
    }

    private ILocator RowOf(string claim) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.Locator($"[data-copy='{claim}']") });

    private async Task OpenPasteAsync()
    {
        await OpenAsync("/tokens?show=paste");

        // The circuit has started when it has loaded the tokens.
        await Assertions.Expect(Page.GetByText("Your tokens are loaded.")).ToBeAttachedAsync();
    }

    private async Task DecodeAsync(string text)
    {
        await Field.FillAsync(text);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Decode" }).ClickAsync();
    }
}
