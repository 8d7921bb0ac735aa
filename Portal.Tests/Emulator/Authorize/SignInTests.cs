using System.Net;
using Entra.Emulator.Pages;

namespace Portal.Tests.Emulator.Authorize;

public sealed class SignInTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Every_user_is_a_button_with_name_user_name_and_story()
    {
        using var browser = emulator.NewBrowser();

        var page = await browser.AuthorizeAsync();

        Assert.Equal(PageHeadings.Accounts, page.Heading);
        foreach (var name in (string[])["alice", "bob", "carol", "dave", "erin", "frank", "grace"])
        {
            var userName = $"{name}@contoso.example";
            Assert.Contains(userName, page.Button(userName).TextContent, StringComparison.Ordinal);
        }

    }

    [Fact]
    public async Task Picking_an_account_and_accepting_returns_a_code()
    {
        using var browser = emulator.NewBrowser();

        var picker = await browser.AuthorizeAsync();
        var consent = await browser.PressAsync(picker, "carol@contoso.example");
        var result = await browser.PressAsync(consent, "Accept");

        Assert.Equal(PageHeadings.Consent("Portal"), consent.Heading);
        Assert.Contains("user_impersonation", consent.Text, StringComparison.Ordinal);
        Assert.Equal(TestTenant.RedirectUri, result.ClientResponseTarget);
        Assert.Equal("the-state", result.ClientResponse["state"]);
        Assert.NotEmpty(result.ClientResponse["code"]);
        Assert.NotEmpty(result.ClientResponse["client_info"]);
    }

    [Fact]
    public async Task Cancelling_consent_returns_an_error_and_stores_nothing()
    {
        using var browser = emulator.NewBrowser();
        var consent = await browser.PressAsync(await browser.AuthorizeAsync(), "dave@contoso.example");

        var result = await browser.PressAsync(consent, "Cancel");
        var again = await browser.AuthorizeAsync();

        Assert.Equal("access_denied", result.ClientResponse["error"]);
        Assert.StartsWith("AADSTS65004", result.ClientResponse["error_description"], StringComparison.Ordinal);
        Assert.Equal(PageHeadings.Consent("Portal"), again.Heading);
    }

    [Fact]
    public async Task Fragment_response_is_in_the_fragment()
    {
        using var browser = emulator.NewBrowser();

        var result = await browser.SignInAsync("alice", ("response_mode", "fragment"));

        Assert.StartsWith(TestTenant.RedirectUri + "#", result.Location!.OriginalString, StringComparison.Ordinal);
        Assert.NotEmpty(result.ClientResponse["code"]);
    }

    [Fact]
    public async Task EMU_09_Form_without_antiforgery_token_is_ignored()
    {
        using var browser = emulator.NewBrowser();
        var picker = await browser.AuthorizeAsync();

        var page = await browser.PressAsync(
            picker, "alice@contoso.example", fields => fields.Remove("__RequestVerificationToken"));

        Assert.Equal(PageHeadings.Accounts, page.Heading);
    }

    [Fact]
    public async Task EMU_09_Responses_in_the_query_are_ignored()
    {
        using var browser = emulator.NewBrowser();

        var page = await browser.AuthorizeAsync(
            ("emulator_account", "a0000000-0000-4000-8000-000000000001"), ("emulator_consent", "accept"));

        Assert.Equal(PageHeadings.Accounts, page.Heading);
    }

    [Fact]
    public async Task EMU_09_Markup_in_parameters_is_encoded()
    {
        using var browser = emulator.NewBrowser();

        var page = await browser.AuthorizeAsync(("state", "\"><script>alert(1)</script>"));

        Assert.Empty(page.Document.QuerySelectorAll("script"));
        Assert.Equal("\"><script>alert(1)</script>", page.Fields["state"]);
    }

    [Fact]
    public async Task Back_channel_authorize_address_redirects_to_the_pages()
    {
        var url = new Uri(emulator.Host.Authority, "oauth2/v2.0/authorize?client_id=x").AbsoluteUri;

        using var response = await emulator.Http.GetAsync(url, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(emulator.Host.Addresses.Browser.Authority, response.Headers.Location!.Authority);
    }
}
