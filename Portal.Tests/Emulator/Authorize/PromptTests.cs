using System.Net;

namespace Portal.Tests.Emulator.Authorize;

public sealed class PromptTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task A_second_app_visit_needs_no_page()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var answer = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.NotEmpty(answer.Answer["code"]);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    public async Task These_prompts_show_the_accounts_although_someone_is_signed_in(string prompt)
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("prompt", prompt));
        var answer = await browser.PressAsync(page, "alice@contoso.example");

        Assert.Equal("Pick an account", page.Heading);
        Assert.NotEmpty(answer.Answer["code"]);
    }

    [Fact]
    public async Task Prompt_login_begins_a_new_session_and_select_account_keeps_it()
    {
        using var browser = emulator.NewBrowser();
        var first = (await browser.SignInAsync("bob")).Answer["session_state"];

        var selected = await browser.PressAsync(await browser.AuthorizeAsync(("prompt", "select_account")), "bob@contoso.example");
        var again = await browser.PressAsync(
            await browser.AuthorizeAsync(("prompt", "login"), ("claims", TestTenant.StepUpClaims)), "bob@contoso.example");
        var confirmed = await browser.PressAsync(again, "Approve");
        var kept = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.Equal(first, selected.Answer["session_state"]);
        Assert.NotEqual(first, confirmed.Answer["session_state"]);
        Assert.Equal(confirmed.Answer["session_state"], kept.Answer["session_state"]);
    }

    [Fact]
    public async Task A_domain_hint_changes_nothing_where_there_is_one_domain()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var answer = await browser.AuthorizeAsync(("domain_hint", "contoso.example"), ("login_hint", "alice@contoso.example"));

        Assert.NotEmpty(answer.Answer["code"]);
    }

    [Fact]
    public async Task Prompt_consent_asks_again_for_what_is_granted()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("prompt", "consent"));
        var answer = await browser.PressAsync(page, "Accept");

        Assert.Equal("Let Portal do this?", page.Heading);
        Assert.NotEmpty(answer.Answer["code"]);
    }

    [Fact]
    public async Task A_hint_at_someone_else_shows_that_account_first()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("login_hint", "erin@contoso.example"));

        Assert.Contains("erin@", page.Document.QuerySelector("button")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_none_without_a_session_answers_login_required()
    {
        using var browser = emulator.NewBrowser();

        var answer = await browser.AuthorizeAsync(("prompt", "none"), ("response_mode", "query"));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal("login_required", answer.Answer["error"]);
        Assert.Contains("AADSTS50058", answer.Answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_none_with_consent_missing_answers_interaction_required()
    {
        using var browser = emulator.NewBrowser();
        await browser.PressAsync(await browser.AuthorizeAsync(), "grace@contoso.example");

        var answer = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.Equal("interaction_required", answer.Answer["error"]);
        Assert.Contains("AADSTS65001", answer.Answer["error_description"], StringComparison.Ordinal);
    }
}
