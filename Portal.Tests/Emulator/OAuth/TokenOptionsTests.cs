using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Tests.Emulator.OAuth;

/// <summary>Token options of resource and client: version, optional claims, lifetime.</summary>
public sealed class TokenOptionsTests : EmulatorContext
{
    private const string LongLived = """{"access_token":{"xms_cc":{"values":["cp1"]}}}""";

    [Fact]
    public async Task V1_token_has_v1_claims()
    {
        using var browser = NewBrowser();
        var scope = $"openid api://appb/access_as_user";

        var tokens = await Tokens.RedeemAsync(
            browser, await browser.SignInAsync("alice", ("scope", scope)), ("scope", scope));

        var claims = tokens.Access;
        Assert.Equal("1.0", claims.GetProperty("ver").GetString());
        Assert.Equal("api://appb", claims.GetProperty("aud").GetString());
        Assert.Equal($"https://sts.windows.net/{TestTenant.Id}/", claims.GetProperty("iss").GetString());
        Assert.Equal(TestTenant.Portal, claims.GetProperty("appid").GetString());
        Assert.Equal("1", claims.GetProperty("appidacr").GetString());
        Assert.Equal("alice@contoso.example", claims.GetProperty("unique_name").GetString());
        Assert.False(claims.TryGetProperty("azp", out _));
        Assert.False(claims.TryGetProperty("preferred_username", out _));
        Assert.Equal("2.0", tokens.Id.GetProperty("ver").GetString());
    }

    [Fact]
    public async Task V1_token_is_a_valid_assertion()
    {
        using var browser = NewBrowser();
        var tokens = await Tokens.SignInAsync(
            browser, "alice", ("scope", $"{TestTenant.SignInScope} {TestTenant.AppBScope}"));

        var result = await Tokens.OnBehalfOfAsync(tokens.AccessToken);

        Assert.Equal("1.0", tokens.Access.GetProperty("ver").GetString());
        Assert.Equal(HttpStatusCode.OK, result.Status);
    }

    [Fact]
    public async Task Optional_claims_depend_on_the_resource()
    {
        using var browser = NewBrowser();
        var tokens = await Tokens.SignInAsync(
            browser, "alice", ("scope", $"{TestTenant.SignInScope} {TestTenant.AppBScope}"));

        var appB = (await Tokens.OnBehalfOfAsync(tokens.AccessToken)).Access;

        Assert.Equal("user", appB.GetProperty("idtyp").GetString());
        Assert.Equal("alice@contoso.example", appB.GetProperty("email").GetString());
        Assert.Equal("Alice", appB.GetProperty("given_name").GetString());
        Assert.Equal(0, appB.GetProperty("acct").GetInt32());
        Assert.True(appB.GetProperty("auth_time").GetInt64() > 0);
        Assert.NotEmpty(appB.GetProperty("login_hint").GetString()!);
        Assert.False(appB.TryGetProperty("family_name", out _));
        Assert.False(tokens.Access.TryGetProperty("email", out _));
    }

    [Fact]
    public async Task App_only_token_has_idtyp_if_the_resource_requests_it()
    {
        var appB = await Tokens.BackgroundAsync("api://appb/.default");
        var job = await Tokens.BackgroundAsync($"{TestTenant.CommandLine}/.default");

        Assert.Equal("app", appB.Access.GetProperty("idtyp").GetString());
        Assert.False(job.Access.TryGetProperty("idtyp", out _));
    }

    [Fact]
    public async Task Client_with_cp1_gets_long_lived_tokens()
    {
        using var browser = NewBrowser();
        var code = await browser.SignInAsync("alice");

        var tokens = await Tokens.RedeemAsync(browser, code, ("claims", LongLived));
        var app = await Tokens.BackgroundAsync("api://appb/.default", ("claims", LongLived));

        foreach (var claims in (JsonElement[])[tokens.Access, app.Access])
        {
            Assert.Equal(["cp1"], claims.GetProperty("xms_cc").EnumerateArray().Select(c => c.GetString()));
            Assert.InRange(
                claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64(), 20 * 3600, 28 * 3600);
        }
    }

    [Fact]
    public async Task Authentication_context_can_be_requested_at_the_token_endpoint()
    {
        using var browser = NewBrowser();
        var tokens = await Tokens.SignInAsync(
            browser, "alice", ("scope", $"{TestTenant.SignInScope} {TestTenant.AppBScope}"));

        var result = await Tokens.OnBehalfOfAsync(tokens.AccessToken, ("claims", TestTenant.StepUpClaims));

        Assert.Equal(("interaction_required", 50076), (result.Error, result.ErrorCode));
        Assert.Equal(TestTenant.StepUpClaims, result["claims"]);
    }

    [Fact]
    public async Task Email_scope_adds_the_email_claim()
    {
        using var browser = NewBrowser();

        var tokens = await Tokens.SignInAsync(browser, "alice", ("scope", $"email {TestTenant.SignInScope}"));

        Assert.Equal("alice@contoso.example", tokens.Id.GetProperty("email").GetString());
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("dave")]
    public async Task Changed_assignments_appear_in_the_next_token(string persona)
    {
        using var browser = NewBrowser();
        var tokens = await Tokens.SignInAsync(
            browser, persona, ("scope", $"{TestTenant.SignInScope} {TestTenant.AppBScope}"));
        var assignments = Host.Service<Entra.Emulator.Tenant.Assignments>();
        var appB = Host.Service<Entra.Emulator.Tenant.TenantDirectory>().FindApp(TestTenant.AppB)!.Principal!;

        var before = await Tokens.OnBehalfOfAsync(tokens.AccessToken);
        foreach (var assignment in assignments.On(appB).ToArray())
            assignments.Remove(assignment.Id);

        var after = await Tokens.OnBehalfOfAsync(tokens.AccessToken);

        Assert.Equal("Orders.Read", before.Access.GetProperty("roles")[0].GetString());
        Assert.False(after.Access.TryGetProperty("roles", out _));
    }

    protected override void ChangeTenant(JsonObject tenant)
    {
        tenant.App("AppB")["accessTokenVersion"] = 1;
        tenant.App("Portal")["accessTokenVersion"] = 1;
        tenant.App("AppB")["optionalClaims"] = JsonNode.Parse(
            """
            { "accessToken": [
                { "name": "idtyp", "additionalProperties": [ "include_user_token" ] },
                { "name": "auth_time" }, { "name": "email" }, { "name": "given_name" }, { "name": "acct" },
                { "name": "login_hint" }, { "name": "family_name" } ] }
            """);
    }
}
