using System.Net;
using Entra.Emulator.Pages;

namespace Portal.Tests.Emulator.Authorize;

public sealed class AuthorizeErrorTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Theory]
    [InlineData("http://localhost:7100/signin-oidc/extra")]
    [InlineData("http://localhost:7100/x/../signin-oidc")]
    [InlineData("http://localhost:7100/%2e/signin-oidc")]
    [InlineData("http://localhost:7100/./signin-oidc")]
    [InlineData("http://localhost:7100//signin-oidc")]
    [InlineData("http://localhost:7100/signin-oidc/")]
    [InlineData("http://localhost:7100/Signin-oidc")]
    [InlineData("http://LOCALHOST:7100/signin-oidc")]
    [InlineData("HTTP://localhost:7100/signin-oidc")]
    [InlineData("http://localhost:7100/signin-oidc#fragment")]
    [InlineData("http://localhost:7100/signin-oidc#")]
    [InlineData("http://localhost:7100/signin-oidc?next=x")]
    [InlineData("http://localhost.:7100/signin-oidc")]
    [InlineData("http://127.0.0.1:7100/signin-oidc")]
    [InlineData("http://[::1]:7100/signin-oidc")]
    [InlineData("http://user@localhost:7100/signin-oidc")]
    [InlineData("http://localhost:7100@evil.example/signin-oidc")]
    [InlineData("http://localhost.evil.example:7100/signin-oidc")]
    [InlineData("http://localhost:99999/signin-oidc")]
    [InlineData("http://localhost:/signin-oidc")]
    [InlineData("http://localhost:+80/signin-oidc")]
    [InlineData("http://localhost: 80/signin-oidc")]
    [InlineData("http://localhost:7100\\signin-oidc")]
    [InlineData(" http://localhost:7100/signin-oidc")]
    [InlineData("//localhost:7100/signin-oidc")]
    [InlineData("/signin-oidc")]
    [InlineData("javascript:alert(1)//localhost:1/signin-oidc")]
    [InlineData("https://evil.example/signin-oidc")]
    [InlineData("https://evil.example/?://localhost:1/signin-oidc")]
    public async Task SGN_12_Similar_redirect_uri_shows_an_error_page(string redirectUri)
    {
        using var browser = emulator.NewBrowser();

        var page = await browser.AuthorizeAsync(("redirect_uri", redirectUri), ("response_mode", "query"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(page.Location);
        Assert.Empty(page.Document.QuerySelectorAll("form"));
        Assert.Contains("AADSTS50011", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost/signin-oidc")]
    [InlineData("http://localhost:1/signin-oidc")]
    [InlineData("https://localhost:65535/signin-oidc")]
    public async Task Localhost_redirect_uri_accepts_any_port(string redirectUri)
    {
        using var browser = emulator.NewBrowser();

        var result = await browser.SignInAsync("alice", ("redirect_uri", redirectUri));

        Assert.Equal(redirectUri, result.ClientResponseTarget);
    }

    [Theory]
    [InlineData("client_id", "99999999-9999-4999-8999-999999999999", "AADSTS700016")]
    [InlineData("client_id", null, "AADSTS900144")]
    [InlineData("redirect_uri", null, "AADSTS900144")]
    [InlineData("code_challenge", null, "AADSTS900144")]
    [InlineData("code_challenge_method", "plain", "AADSTS9002313")]
    [InlineData("code_challenge_method", null, "AADSTS900144")]
    [InlineData("response_type", "token", "AADSTS9002313")]
    [InlineData("response_type", "code id_token", "AADSTS9002313")]
    public async Task SGN_10_SGN_11_Unverified_request_shows_an_error_page(string name, string? value, string code)
    {
        using var browser = emulator.NewBrowser();

        var page = await browser.AuthorizeAsync((name, value));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(page.Location);
        Assert.Equal(PageHeadings.Error, page.Heading);
        Assert.Contains(code, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scope", "openid api://nobody/read", "invalid_resource", "AADSTS500011")]
    [InlineData("scope", "openid api://appb/nothing", "invalid_client", "AADSTS650053")]
    [InlineData("scope", "openid api://appb/.default api://appb/access_as_user", "invalid_scope", "AADSTS70011")]
    [InlineData("claims", "{not json", "invalid_request", "AADSTS9002313")]
    [InlineData("claims", "[[[[[[[[[[[[[]]]]]]]]]]]]]", "invalid_request", "AADSTS9002313")]
    public async Task Other_errors_are_returned_to_the_client(string name, string value, string error, string code)
    {
        using var browser = emulator.NewBrowser();

        var result = await browser.AuthorizeAsync((name, value));

        Assert.Equal(error, result.ClientResponse["error"]);
        Assert.StartsWith(code, result.ClientResponse["error_description"], StringComparison.Ordinal);
        Assert.Equal("the-state", result.ClientResponse["state"]);
    }

    [Theory]
    [InlineData("""{"access_token":{"acrs":{"essential":true,"value":"c99"}}}""")]
    [InlineData("""{"access_token":{"xms_cc":{"values":["cp1"]}}}""")]
    [InlineData("""{"id_token":null,"access_token":{"acrs":7}}""")]
    public async Task EMU_13_Unknown_claims_are_ignored(string claims)
    {
        using var browser = emulator.NewBrowser();

        var result = await browser.SignInAsync("alice", ("claims", claims));

        Assert.NotEmpty(result.ClientResponse["code"]);
    }

    [Fact]
    public async Task EMU_13_Oversized_claims_parameter_is_refused()
    {
        using var browser = emulator.NewBrowser();
        var claims = $"{{\"access_token\":{{\"x\":\"{new string('x', 5000)}\"}}}}";

        var result = await browser.AuthorizeAsync(("claims", claims));

        Assert.Equal("invalid_request", result.ClientResponse["error"]);
    }
}
