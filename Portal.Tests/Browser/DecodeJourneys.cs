using System.Buffers.Text;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccessContract;
using AccessContract.Checks;
using Microsoft.Playwright;
using Portal.Components.Access;
using Portal.Components.Tokens;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Tests.AccessContract;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Emulator;

namespace Portal.Tests.Browser;

/// <summary>A pasted or typed token is decoded, checked and compared, and no part of it is sent to the page.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class DecodeJourneys(DemoFixture fixture) : Journey(fixture)
{
    // The operations of AppB.
    private const int Operations = 8;

    private ChecksPart Checks => new(Page);

    private ILocator Decoded => Page.Locator($"#{TokenHops.Pasted}");

    private ILocator TextProblem => Page.Locator($"[role=status] [data-problem='{ProblemCodes.RequestInvalid}']");

    private ILocator Field => Page.GetByLabel(PasteBox.FieldLabel);

    [Fact]
    public async Task LEK_07_Pasted_token_is_decoded_and_checked_and_is_in_no_markup_or_log()
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
    public async Task One_of_several_tokens_is_chosen_and_compared_with_another()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();
        await Field.FillAsync($"{SampleToken.User.Written()}\n\n{SampleToken.Graph.Written()}");
        var choices = Page.GetByRole(AriaRole.List, new() { Name = "The tokens in the text" }).GetByRole(AriaRole.Listitem);
        await Assertions.Expect(choices).ToHaveCountAsync(2);
        await Assertions.Expect(Decoded).ToHaveCountAsync(0);

        await Page.GetByRole(AriaRole.Button, new() { Name = PastedTokens.ShowLabel }).Nth(1).ClickAsync();
        await Assertions.Expect(Page.Locator($"#{TokenHops.PastedAt(2)}")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Compare pasted token with pasted token 2" }).ClickAsync();

        await Assertions.Expect(Page.Locator("tr[data-claim='aud']")).ToHaveAttributeAsync("data-state", VerdictText.NameOf(DifferenceState.Differs));
    }

    [Fact]
    public async Task Access_token_of_a_token_response_is_decoded()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();

        await Field.FillAsync(JsonSerializer.Serialize(
            new { token_type = "Bearer", access_token = SampleToken.Graph.Written(), id_token = SampleToken.Id.Written() }));

        await Assertions.Expect(Decoded.Locator("[data-finding='graph_token']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signature_of_a_token_is_verified_and_that_of_a_changed_one_does_not_fit()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();
        var parts = (await TokenOfAliceAsync()).Split('.');

        await Field.FillAsync(string.Join('.', parts));
        await Assertions.Expect(Decoded.Locator("[data-signature]"))
            .ToHaveAttributeAsync("data-signature", VerdictText.NameOf(CheckState.Passed));
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        parts[1] = SampleToken.Part(claims.Replace("Orders.Read", "Orders.Write", StringComparison.Ordinal));
        await Field.FillAsync(string.Join('.', parts));

        await Assertions.Expect(Decoded.Locator("[data-signature]"))
            .ToHaveAttributeAsync("data-signature", VerdictText.NameOf(CheckState.Failed));
        await Assertions.Expect(Checks.RefusedAt("signature")).ToHaveCountAsync(Operations);
        var content = await Page.ContentAsync();
        Assert.All(
            parts, part => Assert.False(content.Contains(part, StringComparison.Ordinal), "A part of the token is in the markup."));
    }

    [Fact]
    public async Task Refresh_token_is_named_with_a_warning()
    {
        await SignInWithConsentAsync("alice");
        await OpenPasteAsync();

        await Field.FillAsync("0.AXAAbbbbbbbbbbbbbbbbbbbb.AgABAwEAAAAm");

        await Assertions.Expect(TextProblem).ToContainTextAsync("refresh token", new() { IgnoreCase = true });
    }

    private async Task OpenPasteAsync()
    {
        await OpenAsync("/tokens?show=paste");
        await CircuitRunsAsync();
    }

    private async Task<string> TokenOfAliceAsync()
    {
        using var emulator = new HttpClient { DefaultRequestHeaders = { { "X-Emulator-Lever", "test" } } };
        using var response = await emulator.PostAsJsonAsync(
            new Uri(Demo.Authority.Browser, "/levers/tokens"),
            new { client = TestTenant.Portal, resource = TestTenant.AppB, user = "alice" },
            TestContext.Current.CancellationToken);
        var issued = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return issued.GetProperty("token").GetString()!;
    }

    private async Task DecodeAsync(string text)
    {
        await Field.FillAsync(text);
        await Button(PasteBox.DecodeLabel).ClickAsync();
    }
}
