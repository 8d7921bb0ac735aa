using Entra.Emulator.Tenant;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.OAuth;

public sealed class OnBehalfOfRefusalTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Two_resources_in_one_token_request_are_refused()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "alice");

        var answer = await emulator.Tokens.OnBehalfOfAsync(
            portal.AccessToken, ("scope", $"{TestTenant.AppBScope} {TestTenant.PortalScope}"));

        Assert.Equal(("invalid_request", 28000), (answer.Error, answer.ErrorCode));
    }

    [Fact]
    public async Task An_assertion_for_another_app_is_refused()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("alice", ("scope", $"openid {TestTenant.AppBScope}"));
        var portal = await emulator.Tokens.SignInAsync(browser, "alice");
        var appB = await emulator.Tokens.OnBehalfOfAsync(portal.AccessToken);

        var answer = await emulator.Tokens.OnBehalfOfAsync(appB.AccessToken);

        Assert.Equal(("invalid_grant", 500131), (answer.Error, answer.ErrorCode));
    }

    [Fact]
    public async Task An_id_token_is_no_assertion()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "alice");

        var answer = await emulator.Tokens.OnBehalfOfAsync(portal["id_token"]!);

        Assert.Equal(("invalid_grant", 50013), (answer.Error, answer.ErrorCode));
    }

    [Fact]
    public async Task An_apps_own_token_is_no_assertion()
    {
        var app = await emulator.Tokens.BackgroundAsync($"{TestTenant.Portal}/.default");

        var answer = await emulator.Tokens.OnBehalfOfAsync(app.AccessToken);

        Assert.Equal(("invalid_grant", 7000114), (answer.Error, answer.ErrorCode));
    }

    [Fact]
    public async Task A_changed_assertion_is_refused()
    {
        using var browser = emulator.NewBrowser();
        var parts = (await emulator.Tokens.SignInAsync(browser, "bob")).AccessToken.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1])
            .Replace("bob@", "carol@", StringComparison.Ordinal);
        parts[1] = Base64UrlEncoder.Encode(payload);

        var answer = await emulator.Tokens.OnBehalfOfAsync(string.Join('.', parts));

        Assert.Equal(("invalid_grant", 50013), (answer.Error, answer.ErrorCode));
    }

    [Fact]
    public async Task Another_tenants_assertion_is_refused()
    {
        using var data = new TemporaryFolder();
        await using var other = await EmulatorHost.StartAsync(data.Path);
        using var http = new HttpClient(other.CreateHandler());
        using var browser = new EmulatorBrowser(other);
        var foreign = await new TokenEndpoint(other, http).SignInAsync(browser, "alice");

        var answer = await emulator.Tokens.OnBehalfOfAsync(foreign.AccessToken);

        Assert.Equal(("invalid_grant", 50013), (answer.Error, answer.ErrorCode));
    }

    [Theory]
    [InlineData("no token at all")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJhdWQiOiIyMjIyMjIyMi0yMjIyLTQyMjItODIyMi0yMjIyMjIyMjIyMjIifQ.")]
    public async Task What_is_no_token_is_no_assertion(string assertion)
    {
        var answer = await emulator.Tokens.OnBehalfOfAsync(assertion);

        Assert.Equal(("invalid_grant", 50013), (answer.Error, answer.ErrorCode));
    }

    [Fact]
    public async Task An_expired_assertion_is_refused()
    {
        using var data = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await EmulatorHost.StartAsync(data.Path, time);
        using var http = new HttpClient(host.CreateHandler());
        using var browser = new EmulatorBrowser(host);
        var tokens = new TokenEndpoint(host, http);
        var portal = await tokens.SignInAsync(browser, "alice");

        time.Advance(TimeSpan.FromMinutes(91));
        var answer = await tokens.OnBehalfOfAsync(portal.AccessToken);

        Assert.Equal(("invalid_grant", 500133), (answer.Error, answer.ErrorCode));
    }

    [Fact]
    public async Task An_assertion_of_the_second_in_which_its_sign_in_was_revoked_is_refused()
    {
        using var data = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        await using var host = await EmulatorHost.StartAsync(data.Path, time);
        using var http = new HttpClient(host.CreateHandler());
        using var browser = new EmulatorBrowser(host);
        var tokens = new TokenEndpoint(host, http);
        var portal = await tokens.SignInAsync(browser, "alice");

        time.Advance(TimeSpan.FromMilliseconds(500));
        host.Service<Sessions>().Revoke(host.Service<TenantDirectory>().FindUserByName("alice")!);
        var answer = await tokens.OnBehalfOfAsync(portal.AccessToken, ("scope", TestTenant.PortalScope));

        Assert.Equal(("invalid_grant", 50173), (answer.Error, answer.ErrorCode));
    }

    [Theory]
    [InlineData("assertion", null, 900144)]
    [InlineData("requested_token_use", null, 900144)]
    [InlineData("requested_token_use", "something_else", 9002313)]
    public async Task A_parameter_that_does_not_fit_is_named(string name, string? value, int code)
    {
        var answer = await emulator.Tokens.OnBehalfOfAsync("x", (name, value));

        Assert.Equal(code, answer.ErrorCode);
    }
}
