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

        var result = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.NotEmpty(result.ClientResponse["code"]);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    public async Task Prompt_shows_the_account_picker_despite_a_session(string prompt)
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("prompt", prompt));
        var result = await browser.PressAsync(page, "alice@contoso.example");

        Assert.Equal(PageHeadings.Accounts, page.Heading);
        Assert.NotEmpty(result.ClientResponse["code"]);
    }

    [Fact]
    public async Task Prompt_login_starts_a_new_session_and_select_account_keeps_it()
    {
        using var browser = emulator.NewBrowser();
        var first = (await browser.SignInAsync("bob")).ClientResponse["session_state"];

        var selected = await browser.PressAsync(
            await browser.AuthorizeAsync(("prompt", "select_account")), "bob@contoso.example");
        var again = await browser.PressAsync(
            await browser.AuthorizeAsync(("prompt", "login"), ("claims", TestTenant.StepUpClaims)),
            "bob@contoso.example");
        var confirmed = await browser.PressAsync(again, "Approve");
        var kept = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.Equal(first, selected.ClientResponse["session_state"]);
        Assert.NotEqual(first, confirmed.ClientResponse["session_state"]);
        Assert.Equal(confirmed.ClientResponse["session_state"], kept.ClientResponse["session_state"]);
    }

    [Fact]
    public async Task Domain_hint_is_ignored()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var result = await browser.AuthorizeAsync(
            ("domain_hint", "contoso.example"), ("login_hint", "alice@contoso.example"));

        Assert.NotEmpty(result.ClientResponse["code"]);
    }

    [Fact]
    public async Task Prompt_consent_requests_granted_permissions_again()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("prompt", "consent"));
        var result = await browser.PressAsync(page, "Accept");

        Assert.Equal(PageHeadings.Consent("Portal"), page.Heading);
        Assert.NotEmpty(result.ClientResponse["code"]);
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
    public async Task Login_hint_with_the_domain_signs_in_without_the_account_picker()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("login_hint", "erin@contoso.example"), ("domain_hint", "contoso.example"));

        Assert.Equal(PageHeadings.Consent("Portal"), page.Heading);
        Assert.Contains("erin@", page.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("erin@contoso.example", "contoso.example", "select_account")]
    [InlineData("erin@contoso.example", "other.example", null)]
    [InlineData("nobody@contoso.example", "contoso.example", null)]
    public async Task Hints_that_name_no_account_or_a_prompt_lead_to_the_account_picker(string login, string domain, string? prompt)
    {
        using var browser = emulator.NewBrowser();

        var page = await browser.AuthorizeAsync(("login_hint", login), ("domain_hint", domain), ("prompt", prompt));

        Assert.Equal(PageHeadings.Accounts, page.Heading);
    }

    [Fact]
    public async Task Prompt_none_without_a_session_returns_login_required()
    {
        using var browser = emulator.NewBrowser();

        var result = await browser.AuthorizeAsync(("prompt", "none"), ("response_mode", "query"));

        Assert.Equal(HttpStatusCode.Redirect, result.Status);
        Assert.Equal("login_required", result.ClientResponse["error"]);
        Assert.Contains("AADSTS50058", result.ClientResponse["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_none_without_consent_returns_interaction_required()
    {
        using var browser = emulator.NewBrowser();
        await browser.PressAsync(await browser.AuthorizeAsync(), "grace@contoso.example");

        var result = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.Equal("interaction_required", result.ClientResponse["error"]);
        Assert.Contains("AADSTS65001", result.ClientResponse["error_description"], StringComparison.Ordinal);
    }
}
