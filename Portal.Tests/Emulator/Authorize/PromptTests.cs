using System.Net;
using Entra.Emulator.Pages;

namespace Portal.Tests.Emulator.Authorize;

public sealed class PromptTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Signed_in_user_sees_no_page()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var answer = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.NotEmpty(answer.Answer["code"]);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    public async Task Prompt_shows_the_account_picker_despite_a_session(string prompt)
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("prompt", prompt));
        var answer = await browser.PressAsync(page, "alice@contoso.example");

        Assert.Equal(PageHeadings.Accounts, page.Heading);
        Assert.NotEmpty(answer.Answer["code"]);
    }

    [Fact]
    public async Task Prompt_login_starts_a_new_session_and_select_account_keeps_it()
    {
        using var browser = emulator.NewBrowser();
        var first = (await browser.SignInAsync("bob")).Answer["session_state"];

        var selected = await browser.PressAsync(
            await browser.AuthorizeAsync(("prompt", "select_account")), "bob@contoso.example");
        var again = await browser.PressAsync(
            await browser.AuthorizeAsync(("prompt", "login"), ("claims", TestTenant.StepUpClaims)),
            "bob@contoso.example");
        var confirmed = await browser.PressAsync(again, "Approve");
        var kept = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.Equal(first, selected.Answer["session_state"]);
        Assert.NotEqual(first, confirmed.Answer["session_state"]);
        Assert.Equal(confirmed.Answer["session_state"], kept.Answer["session_state"]);
    }

    [Fact]
    public async Task Domain_hint_is_ignored()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var answer = await browser.AuthorizeAsync(
            ("domain_hint", "contoso.example"), ("login_hint", "alice@contoso.example"));

        Assert.NotEmpty(answer.Answer["code"]);
    }

    [Fact]
    public async Task Prompt_consent_requests_granted_permissions_again()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("prompt", "consent"));
        var answer = await browser.PressAsync(page, "Accept");

        Assert.Equal(PageHeadings.Consent("Portal"), page.Heading);
        Assert.NotEmpty(answer.Answer["code"]);
    }

    [Fact]
    public async Task Login_hint_for_another_account_shows_it_first()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("login_hint", "erin@contoso.example"));

        Assert.Contains("erin@", page.Document.QuerySelector("button")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_none_without_a_session_returns_login_required()
    {
        using var browser = emulator.NewBrowser();

        var answer = await browser.AuthorizeAsync(("prompt", "none"), ("response_mode", "query"));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal("login_required", answer.Answer["error"]);
        Assert.Contains("AADSTS50058", answer.Answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_none_without_consent_returns_interaction_required()
    {
        using var browser = emulator.NewBrowser();
        await browser.PressAsync(await browser.AuthorizeAsync(), "grace@contoso.example");

        var answer = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.Equal("interaction_required", answer.Answer["error"]);
        Assert.Contains("AADSTS65001", answer.Answer["error_description"], StringComparison.Ordinal);
    }
}
