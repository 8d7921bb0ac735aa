using System.Net;
using System.Text.Json.Nodes;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;

namespace Portal.Tests.Emulator.Authorize;

/// <summary>Which permissions are requested from whom, and whom the consent applies to.</summary>
public sealed class ConsentTests : EmulatorContext
{
    private const string AppBScope = $"openid {TestTenant.AppBScope}";
    private const string Closed = "66666666-0000-4000-8000-000000000003";

    [Fact]
    public async Task Only_new_permissions_are_requested()
    {
        using var browser = NewBrowser();
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("scope", $"{TestTenant.SignInScope} {TestTenant.AppBScope}"));

        Assert.Contains("access_as_user", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("user_impersonation", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_shows_all_permissions_of_one_request_and_one_answer_grants_them()
    {
        const string Scope = "openid https://graph.microsoft.com/Application.Read.All https://graph.microsoft.com/User.ReadBasic.All "
            + "https://graph.microsoft.com/Directory.Read.All";
        using var carol = NewBrowser();
        await carol.SignInAsync("carol");
        var page = await carol.AuthorizeAsync(("scope", Scope));

        await carol.PressAsync(page, "Accept");
        var again = await carol.AuthorizeAsync(("scope", Scope));

        Assert.All(
            ["Application.Read.All", "User.ReadBasic.All", "Directory.Read.All"],
            permission => Assert.Contains(permission, page.Text, StringComparison.Ordinal));
        Assert.NotEmpty(again.ClientResponse["code"]);
    }

    [Fact]
    public async Task Administrator_can_consent_for_everyone()
    {
        using var carol = NewBrowser();
        using var alice = NewBrowser();
        var page = await carol.PressAsync(await carol.AuthorizeAsync(), "carol@contoso.example");

        var result = await carol.PressAsync(page, "Accept", fields => fields["emulator_everyone"] = "yes");
        var other = await alice.PressAsync(await alice.AuthorizeAsync(), "alice@contoso.example");

        Assert.Contains(ConsentPage.EveryoneLabel, page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(result.ClientResponse["code"]);
        Assert.NotEmpty(other.ClientResponse["code"]);
        Assert.All(Host.Service<ConsentStore>().All(), grant => Assert.Null(grant.Key.User));
    }

    [Fact]
    public async Task Other_users_cannot_consent_for_everyone()
    {
        using var alice = NewBrowser();
        using var bob = NewBrowser();
        var page = await alice.PressAsync(await alice.AuthorizeAsync(), "alice@contoso.example");

        await alice.PressAsync(page, "Accept", fields => fields["emulator_everyone"] = "yes");
        var other = await bob.PressAsync(await bob.AuthorizeAsync(), "bob@contoso.example");

        Assert.DoesNotContain(ConsentPage.EveryoneLabel, page.Text, StringComparison.Ordinal);
        Assert.Equal(PageHeadings.Consent("Portal"), other.Heading);
    }

    [Fact]
    public async Task Admin_only_permission_shows_who_can_consent()
    {
        using var browser = NewBrowser();
        var page = await browser.PressAsync(
            await browser.AuthorizeAsync(("scope", "openid Directory.Read.All")), "alice@contoso.example");

        var forced = await browser.PressAsync(page, "Back to Portal", fields => fields["emulator_consent"] = "accept");
        var picker = await browser.PressAsync(page, "Use another account");
        var carols = await browser.PressAsync(picker, "carol@contoso.example");
        var back = await browser.PressAsync(page, "Back to Portal");

        Assert.Equal(PageHeadings.AdminApproval, page.Heading);
        Assert.Contains("AADSTS90094", page.Text, StringComparison.Ordinal);
        Assert.Contains("carol@contoso.example", page.Text, StringComparison.Ordinal);
        Assert.Equal(PageHeadings.AdminApproval, forced.Heading);
        Assert.Equal(PageHeadings.Consent("Portal"), carols.Heading);
        Assert.Equal("access_denied", back.ClientResponse["error"]);
    }

    [Fact]
    public async Task Required_assignment_blocks_other_users_and_user_consent()
    {
        using var browser = NewBrowser();
        (string, string?)[] request = [("client_id", Closed), ("scope", "openid"), ("response_mode", "query")];

        var alice = await browser.PressAsync(await browser.AuthorizeAsync(request), "alice@contoso.example");
        var dave = await browser.PressAsync(
            await browser.PressAsync(alice, "Use another account"), "dave@contoso.example");
        var silent = await browser.AuthorizeAsync([.. request, ("prompt", "none")]);

        Assert.Equal((HttpStatusCode.Forbidden, PageHeadings.AccessDenied), (alice.Status, alice.Heading));
        Assert.Contains("AADSTS50105", alice.Text, StringComparison.Ordinal);
        Assert.Equal(PageHeadings.AdminApproval, dave.Heading);
        Assert.Equal("interaction_required", silent.ClientResponse["error"]);
    }

    [Fact]
    public async Task Pre_authorized_client_needs_no_consent()
    {
        using var browser = NewBrowser();

        var result = await browser.PressAsync(
            await browser.AuthorizeAsync(("client_id", Closed), ("scope", TestTenant.AppBScope)), "dave@contoso.example");
        var tokens = await Tokens.RedeemAsync(
            browser, result, ("client_id", Closed), ("client_secret", null), ("scope", TestTenant.AppBScope));

        Assert.Equal("access_as_user", tokens.Access.GetProperty("scp").GetString());
        Assert.Empty(Host.Service<ConsentStore>().All());
    }

    [Fact]
    public async Task Default_scope_requests_registered_and_downstream_permissions()
    {
        using var browser = NewBrowser();
        (string, string?)[] request =
        [
            ("client_id", TestTenant.CommandLine),
            ("redirect_uri", "http://localhost:5000"),
            ("scope", $"openid offline_access {TestTenant.Portal}/.default"),
        ];

        var page = await browser.PressAsync(await browser.AuthorizeAsync(request), "dave@contoso.example");
        var code = await browser.PressAsync(page, "Accept");
        var again = await browser.AuthorizeAsync(request);
        var tokens = await Tokens.RedeemAsync(browser, code, [.. request, ("client_secret", null)]);
        var appB = await Tokens.OnBehalfOfAsync(tokens.AccessToken);

        Assert.Equal(PageHeadings.Consent("Command line"), page.Heading);
        Assert.Contains("In AppB, through Portal", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(again.ClientResponse["code"]);
        Assert.Equal("user_impersonation", tokens.Access.GetProperty("scp").GetString());
        Assert.Equal("0", tokens.Access.GetProperty("azpacr").GetString());
        Assert.Equal(TestTenant.AppB, appB.Access.GetProperty("aud").GetString());
    }

    [Fact]
    public async Task Declining_a_repeated_consent_prompt_returns_an_error()
    {
        using var browser = NewBrowser();
        await browser.SignInAsync("bob");

        var result = await browser.PressAsync(await browser.AuthorizeAsync(("prompt", "consent")), "Cancel");

        Assert.Equal("access_denied", result.ClientResponse["error"]);
        Assert.Equal("cancel", result.ClientResponse["error_subcode"]);
    }

    [Fact]
    public async Task Scopes_are_case_insensitive()
    {
        using var browser = NewBrowser();
        var scope = $"OpenID {TestTenant.AppB}/Access_As_User user.read";

        var code = await browser.SignInAsync("alice", ("scope", scope));
        var tokens = await Tokens.RedeemAsync(browser, code, ("scope", "user.read"));

        Assert.Equal("openid User.Read", tokens.Access.GetProperty("scp").GetString());
    }

    protected override void ChangeTenant(JsonObject tenant)
    {
        tenant.App("AppB")["preAuthorized"] = JsonNode.Parse(
            """[ { "client": "Closed", "scopes": [ "access_as_user" ] } ]""");
        tenant.Append("apps", $$"""
            {
              "id": "{{Closed}}", "objectId": "66666666-0000-4000-8000-000000000013", "name": "Closed",
              "publicClient": true, "redirectUris": [ "http://localhost/signin-oidc" ],
              "requests": { "AppB": [ "access_as_user" ] },
              "principal": {
                "id": "66666666-0000-4000-8000-000000000023", "assignmentRequired": true,
                "assignments": [ { "to": "Order readers" }, { "to": "carol" } ]
              }
            }
            """);
    }
}
