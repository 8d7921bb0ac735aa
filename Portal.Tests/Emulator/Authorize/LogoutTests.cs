using System.Net;
using Entra.Emulator.Pages;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Tests.Emulator.Authorize;

public sealed class LogoutTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Theory]
    [InlineData("http://localhost:7100/signout-callback-oidc")]
    [InlineData("http://localhost:7100/")]
    [InlineData("https://localhost:7443/signout-callback-oidc")]
    public async Task Logout_ends_the_session_and_redirects_to_a_registered_uri(string target)
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var result = await browser.OpenAsync(
            Url(("client_id", TestTenant.Portal), ("post_logout_redirect_uri", target), ("state", "s 1")));
        var after = await browser.AuthorizeAsync();

        Assert.Equal(HttpStatusCode.Redirect, result.Status);
        Assert.Equal($"{target}?state=s%201", result.Location!.OriginalString);
        Assert.Equal(PageHeadings.Accounts, after.Heading);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://localhost:7100/elsewhere")]
    [InlineData("http://localhost.evil.example:7100/")]
    [InlineData("//evil.example/")]
    public async Task SGN_30_Unregistered_logout_redirect_is_ignored(string target)
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.OpenAsync(Url(("post_logout_redirect_uri", target)));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(PageHeadings.SignedOut, page.Heading);
        Assert.Empty(page.Document.QuerySelectorAll("a"));
    }

    [Fact]
    public async Task Hint_for_another_account_keeps_the_session()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        await browser.OpenAsync(Url(("logout_hint", "bob@contoso.example")));
        var result = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.NotEmpty(result.ClientResponse["code"]);
    }

    [Fact]
    public async Task Id_token_hint_identifies_user_and_app()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "alice");
        using var other = emulator.NewBrowser();
        await other.SignInAsync("bob");

        var foreign = await other.OpenAsync(
            Url(("id_token_hint", tokens["id_token"]), ("post_logout_redirect_uri", "http://localhost:1/")));
        var stillThere = await other.AuthorizeAsync(("prompt", "none"));
        await browser.OpenAsync(Url(("id_token_hint", tokens["id_token"])));
        var gone = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.Equal(HttpStatusCode.Redirect, foreign.Status);
        Assert.NotEmpty(stillThere.ClientResponse["code"]);
        Assert.Equal("login_required", gone.ClientResponse["error"]);
    }

    [Theory]
    [InlineData("no token")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJvaWQiOiJhMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDIifQ.")]
    public async Task Invalid_id_token_hint_is_ignored(string hint)
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice");

        await browser.OpenAsync(Url(("id_token_hint", hint)));
        var after = await browser.AuthorizeAsync(("prompt", "none"));

        Assert.Equal("login_required", after.ClientResponse["error"]);
    }

    private string Url(params (string Name, string? Value)[] parameters) => QueryHelpers.AddQueryString(
        new Uri(emulator.Host.Addresses.Browser, $"{TestTenant.Id}/oauth2/v2.0/logout").AbsoluteUri,
        parameters.ToDictionary(p => p.Name, p => p.Value));
}
