using System.Net;
using Entra.Emulator.Tenant;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Authorize;

/// <summary>Who is asked for what, and for whom the answer counts.</summary>
public sealed class ConsentTests : IAsyncLifetime
{
    private const string AppBScope = $"openid {TestTenant.AppBScope}";
    private const string Closed = "66666666-0000-4000-8000-000000000003";

    private readonly TemporaryFolder _data = new();
    private EmulatorHost _host = null!;
    private HttpClient _http = null!;

    private TokenEndpoint Tokens => new(_host, _http);

    public async ValueTask InitializeAsync()
    {
        _host = await EmulatorHost.StartAsync(_data.Path, arguments: TenantFile.Write(_data.Path, tenant =>
        {
            tenant.App("AppB")["preAuthorized"] = System.Text.Json.Nodes.JsonNode.Parse(
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
        }));
        _http = new HttpClient(_host.CreateHandler());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Each_request_asks_only_for_what_is_new()
    {
        using var browser = new EmulatorBrowser(_host);
        await browser.SignInAsync("alice");

        var page = await browser.AuthorizeAsync(("scope", $"{TestTenant.SignInScope} {TestTenant.AppBScope}"));

        Assert.Contains("access_as_user", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("user_impersonation", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_can_consent_for_everyone_and_then_nobody_is_asked()
    {
        using var carol = new EmulatorBrowser(_host);
        using var alice = new EmulatorBrowser(_host);
        var page = await carol.PressAsync(await carol.AuthorizeAsync(), "carol@contoso.example");

        var answer = await carol.PressAsync(page, "Accept", fields => fields["emulator_everyone"] = "yes");
        var other = await alice.PressAsync(await alice.AuthorizeAsync(), "alice@contoso.example");

        Assert.Contains("Consent on behalf of your organisation", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Answer["code"]);
        Assert.NotEmpty(other.Answer["code"]);
        Assert.All(_host.Service<Consents>().All(), grant => Assert.Null(grant.Key.User));
    }

    [Fact]
    public async Task Nobody_else_is_offered_that_or_gets_it_by_asking()
    {
        using var alice = new EmulatorBrowser(_host);
        using var bob = new EmulatorBrowser(_host);
        var page = await alice.PressAsync(await alice.AuthorizeAsync(), "alice@contoso.example");

        await alice.PressAsync(page, "Accept", fields => fields["emulator_everyone"] = "yes");
        var other = await bob.PressAsync(await bob.AuthorizeAsync(), "bob@contoso.example");

        Assert.DoesNotContain("on behalf of your organisation", page.Text, StringComparison.Ordinal);
        Assert.Equal("Let Portal do this?", other.Heading);
    }

    [Fact]
    public async Task What_needs_an_administrator_leads_to_a_page_that_says_who()
    {
        using var browser = new EmulatorBrowser(_host);
        var page = await browser.PressAsync(
            await browser.AuthorizeAsync(("scope", "openid Directory.Read.All")), "alice@contoso.example");

        var forced = await browser.PressAsync(page, "Back to Portal", fields => fields["emulator_consent"] = "accept");
        var picker = await browser.PressAsync(page, "Use another account");
        var carols = await browser.PressAsync(picker, "carol@contoso.example");
        var back = await browser.PressAsync(page, "Back to Portal");

        Assert.Equal("An administrator must decide", page.Heading);
        Assert.Contains("AADSTS90094", page.Text, StringComparison.Ordinal);
        Assert.Contains("carol@contoso.example", page.Text, StringComparison.Ordinal);
        Assert.Equal("An administrator must decide", forced.Heading);
        Assert.Equal("Let Portal do this?", carols.Heading);
        Assert.Equal("access_denied", back.Answer["error"]);
    }

    [Fact]
    public async Task An_assignment_that_is_required_keeps_others_out_and_consent_with_the_administrator()
    {
        using var browser = new EmulatorBrowser(_host);
        (string, string?)[] request = [("client_id", Closed), ("scope", "openid"), ("response_mode", "query")];

        var alice = await browser.PressAsync(await browser.AuthorizeAsync(request), "alice@contoso.example");
        var dave = await browser.PressAsync(await browser.PressAsync(alice, "Use another account"), "dave@contoso.example");
        var silent = await browser.AuthorizeAsync([.. request, ("prompt", "none")]);

        Assert.Equal((HttpStatusCode.Forbidden, "You cannot go on here"), (alice.Status, alice.Heading));
        Assert.Contains("AADSTS50105", alice.Text, StringComparison.Ordinal);
        Assert.Equal("An administrator must decide", dave.Heading);
        Assert.Equal("interaction_required", silent.Answer["error"]);
    }

    [Fact]
    public async Task A_pre_authorized_client_needs_no_consent()
    {
        using var browser = new EmulatorBrowser(_host);

        var answer = await browser.PressAsync(
            await browser.AuthorizeAsync(("client_id", Closed), ("scope", TestTenant.AppBScope)), "dave@contoso.example");
        var tokens = await Tokens.RedeemAsync(
            browser, answer, ("client_id", Closed), ("client_secret", null), ("scope", TestTenant.AppBScope));

        Assert.Equal("access_as_user", tokens.Access.GetProperty("scp").GetString());
        Assert.Empty(_host.Service<Consents>().All());
    }

    [Fact]
    public async Task The_default_scope_asks_once_for_all_that_is_registered_and_for_the_next_api_down_the_chain()
    {
        using var browser = new EmulatorBrowser(_host);
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

        Assert.Equal("Let Command line do this?", page.Heading);
        Assert.Contains("In AppB, through Portal", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(again.Answer["code"]);
        Assert.Equal("user_impersonation", tokens.Access.GetProperty("scp").GetString());
        Assert.Equal("0", tokens.Access.GetProperty("azpacr").GetString());
        Assert.Equal(TestTenant.AppB, appB.Access.GetProperty("aud").GetString());
    }

    [Fact]
    public async Task Declining_what_was_granted_before_is_declining_all_the_same()
    {
        using var browser = new EmulatorBrowser(_host);
        await browser.SignInAsync("bob");

        var answer = await browser.PressAsync(await browser.AuthorizeAsync(("prompt", "consent")), "Cancel");

        Assert.Equal("access_denied", answer.Answer["error"]);
        Assert.Equal("cancel", answer.Answer["error_subcode"]);
    }

    [Fact]
    public async Task Scopes_are_spelt_as_one_likes()
    {
        using var browser = new EmulatorBrowser(_host);
        var scope = $"OpenID {TestTenant.AppB}/Access_As_User user.read";

        var code = await browser.SignInAsync("alice", ("scope", scope));
        var tokens = await Tokens.RedeemAsync(browser, code, ("scope", "user.read"));

        Assert.Equal("openid User.Read", tokens.Access.GetProperty("scp").GetString());
    }
}
