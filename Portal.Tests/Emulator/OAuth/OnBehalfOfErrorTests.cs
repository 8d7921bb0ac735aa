using Entra.Emulator.Tenant;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.OAuth;

public sealed class OnBehalfOfErrorTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Scopes_of_two_resources_are_refused()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "alice");

        var result = await emulator.Tokens.OnBehalfOfAsync(
            portal.AccessToken, ("scope", $"{TestTenant.AppBScope} {TestTenant.PortalScope}"));

        Assert.Equal(("invalid_request", 28000), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task EMU_11_Assertion_for_another_app_is_refused()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice", ("scope", $"openid {TestTenant.AppBScope}"));
        var portal = await emulator.Tokens.SignInAsync(browser, "alice");
        var appB = await emulator.Tokens.OnBehalfOfAsync(portal.AccessToken);

        var result = await emulator.Tokens.OnBehalfOfAsync(appB.AccessToken);

        Assert.Equal(("invalid_grant", 500131), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task EMU_11_Id_token_is_refused_as_assertion()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "alice");

        var result = await emulator.Tokens.OnBehalfOfAsync(portal["id_token"]!);

        Assert.Equal(("invalid_grant", 50013), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task App_only_token_is_refused_as_assertion()
    {
        var app = await emulator.Tokens.BackgroundAsync($"{TestTenant.Portal}/.default");

        var result = await emulator.Tokens.OnBehalfOfAsync(app.AccessToken);

        Assert.Equal(("invalid_grant", 7000114), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task EMU_11_Changed_assertion_is_refused()
    {
        using var browser = emulator.NewBrowser();
        var parts = (await emulator.Tokens.SignInAsync(browser, "bob")).AccessToken.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1])
            .Replace("bob@", "carol@", StringComparison.Ordinal);
        parts[1] = Base64UrlEncoder.Encode(payload);

        var result = await emulator.Tokens.OnBehalfOfAsync(string.Join('.', parts));

        Assert.Equal(("invalid_grant", 50013), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task EMU_11_Assertion_of_another_tenant_is_refused()
    {
        using var data = new TemporaryFolder();
        await using var other = await EmulatorHost.StartAsync(data.Path);
        using var browser = other.NewBrowser();
        var foreign = await other.Tokens.SignInAsync(browser, "alice");

        var result = await emulator.Tokens.OnBehalfOfAsync(foreign.AccessToken);

        Assert.Equal(("invalid_grant", 50013), (result.Error, result.ErrorCode));
    }

    [Theory]
    [InlineData("no token at all")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJhdWQiOiIyMjIyMjIyMi0yMjIyLTQyMjItODIyMi0yMjIyMjIyMjIyMjIifQ.")]
    public async Task Malformed_assertion_is_refused(string assertion)
    {
        var result = await emulator.Tokens.OnBehalfOfAsync(assertion);

        Assert.Equal(("invalid_grant", 50013), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task EMU_11_Expired_assertion_is_refused()
    {
        using var data = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await EmulatorHost.StartAsync(data.Path, time);
        using var browser = host.NewBrowser();
        var portal = await host.Tokens.SignInAsync(browser, "alice");

        time.Advance(TimeSpan.FromMinutes(91));
        var result = await host.Tokens.OnBehalfOfAsync(portal.AccessToken);

        Assert.Equal(("invalid_grant", 500133), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task Assertion_issued_in_the_second_of_a_revocation_is_refused()
    {
        using var data = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        await using var host = await EmulatorHost.StartAsync(data.Path, time);
        using var browser = host.NewBrowser();
        var portal = await host.Tokens.SignInAsync(browser, "alice");

        time.Advance(TimeSpan.FromMilliseconds(500));
        host.Service<Sessions>().Revoke(host.Service<TenantDirectory>().FindUserByName("alice")!);
        var result = await host.Tokens.OnBehalfOfAsync(portal.AccessToken, ("scope", TestTenant.PortalScope));

        Assert.Equal(("invalid_grant", 50173), (result.Error, result.ErrorCode));
    }

    [Theory]
    [InlineData("assertion", null, 900144)]
    [InlineData("requested_token_use", null, 900144)]
    [InlineData("requested_token_use", "something_else", 9002313)]
    public async Task Invalid_parameter_returns_its_code(string name, string? value, int code)
    {
        var result = await emulator.Tokens.OnBehalfOfAsync("x", (name, value));

        Assert.Equal(code, result.ErrorCode);
    }
}
