using System.Text.Json;

namespace Portal.Tests.Emulator.OAuth;

public sealed class TokenClaimsTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private const string Alice = "a0000000-0000-4000-8000-000000000001";

    [Fact]
    public async Task EMU_15_User_access_token_has_v2_claims()
    {
        using var browser = emulator.NewBrowser();

        var result = await emulator.Tokens.SignInAsync(browser, "alice");

        var claims = result.Access;
        Assert.Equal(
            ["aio", "aud", "azp", "azpacr", "exp", "iat", "iss", "name", "nbf", "oid", "preferred_username",
                "rh", "scp", "sid", "sub", "tid", "uti", "ver"],
            Names(claims).Order());
        Assert.Equal(TestTenant.Portal, claims.GetProperty("aud").GetString());
        Assert.Equal($"{emulator.Host.Authority}v2.0", claims.GetProperty("iss").GetString());
        Assert.Equal(TestTenant.Portal, claims.GetProperty("azp").GetString());
        Assert.Equal("1", claims.GetProperty("azpacr").GetString());
        Assert.Equal("user_impersonation", claims.GetProperty("scp").GetString());
        Assert.Equal(Alice, claims.GetProperty("oid").GetString());
        Assert.Equal(TestTenant.Id, claims.GetProperty("tid").GetString());
        Assert.Equal("alice@contoso.example", claims.GetProperty("preferred_username").GetString());
        Assert.Equal("2.0", claims.GetProperty("ver").GetString());
        Assert.InRange(Lifetime(claims), TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(90));
    }

    [Fact]
    public async Task Token_header_has_only_type_algorithm_and_key()
    {
        using var browser = emulator.NewBrowser();

        var result = await emulator.Tokens.SignInAsync(browser, "alice");

        var header = TokenResponse.Header(result.AccessToken);
        Assert.Equal(["alg", "kid", "typ"], Names(header).Order());
        Assert.Equal("JWT", header.GetProperty("typ").GetString());
        Assert.Equal("RS256", header.GetProperty("alg").GetString());
    }

    [Fact]
    public async Task Id_token_has_client_audience_and_nonce()
    {
        using var browser = emulator.NewBrowser();

        var result = await emulator.Tokens.SignInAsync(browser, "carol");

        var claims = result.Id;
        Assert.Equal(TestTenant.Portal, claims.GetProperty("aud").GetString());
        Assert.Equal("the-nonce", claims.GetProperty("nonce").GetString());
        Assert.Equal(["Portal.Admin"], Strings(claims, "roles"));
        Assert.NotEmpty(claims.GetProperty("sid").GetString()!);
        Assert.False(claims.TryGetProperty("scp", out _));
        Assert.False(claims.TryGetProperty("azp", out _));
    }

    [Fact]
    public async Task Token_response_has_client_info_and_resource_scopes()
    {
        using var browser = emulator.NewBrowser();

        var result = await emulator.Tokens.SignInAsync(browser, "alice");

        Assert.Equal("Bearer", result["token_type"]);
        Assert.Equal(TestTenant.PortalScope, result["scope"]);
        Assert.Equal(result["expires_in"], result["ext_expires_in"]);
        Assert.NotNull(result["refresh_token"]);
        Assert.Contains(Alice, DecodeBase64Url(result["client_info"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subject_differs_between_apps()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "alice");
        await browser.SignInAsync("alice", ("scope", $"openid {TestTenant.AppBScope}"));

        var appB = await emulator.Tokens.OnBehalfOfAsync(portal.AccessToken);

        Assert.Equal(portal.Access.GetProperty("oid").GetString(), appB.Access.GetProperty("oid").GetString());
        Assert.NotEqual(portal.Access.GetProperty("sub").GetString(), appB.Access.GetProperty("sub").GetString());
    }

    [Theory]
    [InlineData("alice", "Orders.Read")]
    [InlineData("bob", "")]
    [InlineData("carol", "Orders.Read Orders.Write Reports.Read")]
    [InlineData("dave", "Orders.Read")]
    [InlineData("erin", "")]
    [InlineData("frank", "Orders.Read")]
    [InlineData("grace", "")]
    public async Task Roles_come_from_direct_assignment_and_direct_membership(string persona, string roles)
    {
        using var browser = emulator.NewBrowser();
        var scope = $"openid offline_access {TestTenant.AppBScope}";

        var result = await emulator.Tokens.RedeemAsync(
            browser, await browser.SignInAsync(persona, ("scope", scope)), ("scope", scope));

        Assert.Equal(TestTenant.AppB, result.Access.GetProperty("aud").GetString());
        Assert.Equal(roles, string.Join(' ', Strings(result.Access, "roles")));
    }

    [Fact]
    public async Task Nested_group_is_in_groups_but_gives_no_role()
    {
        using var browser = emulator.NewBrowser();

        var result = await emulator.Tokens.SignInAsync(browser, "erin");

        Assert.Equal(2, Strings(result.Access, "groups").Length);
    }

    [Fact]
    public async Task Too_many_groups_become_a_claim_source()
    {
        using var browser = emulator.NewBrowser();

        var result = await emulator.Tokens.SignInAsync(browser, "grace");

        Assert.False(result.Access.TryGetProperty("groups", out _));
        Assert.Equal("src1", result.Access.GetProperty("_claim_names").GetProperty("groups").GetString());
        Assert.EndsWith(
            "/getMemberObjects",
            result.Access.GetProperty("_claim_sources").GetProperty("src1").GetProperty("endpoint").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_only_token_has_roles_and_no_scopes()
    {
        var result = await emulator.Tokens.BackgroundAsync("api://appb/.default");

        var claims = result.Access;
        Assert.Equal(TestTenant.AppB, claims.GetProperty("aud").GetString());
        Assert.Equal("app", claims.GetProperty("idtyp").GetString());
        Assert.Equal(["Orders.Read.All"], Strings(claims, "roles"));
        Assert.Equal(claims.GetProperty("oid").GetString(), claims.GetProperty("sub").GetString());
        Assert.False(claims.TryGetProperty("scp", out _));
        Assert.False(claims.TryGetProperty("name", out _));
        Assert.Null(result["refresh_token"]);
        Assert.Null(result["id_token"]);
    }

    private static IEnumerable<string> Names(JsonElement claims) => claims.EnumerateObject().Select(p => p.Name);

    private static string[] Strings(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(v => v.GetString()!)] : [];

    private static TimeSpan Lifetime(JsonElement claims) =>
        TimeSpan.FromSeconds(claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());

    private static string DecodeBase64Url(string value) =>
        Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(value);
}
