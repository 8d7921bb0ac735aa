using System.Net;

namespace Portal.Tests.Emulator;

public sealed class RefreshTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task A_refresh_token_brings_new_tokens_and_stays_valid()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "alice");

        var first = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!);
        var second = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.NotEqual(tokens["refresh_token"], first["refresh_token"]);
        Assert.Equal(TestTenant.PortalScope, first["scope"]);
        Assert.False(first.Id.TryGetProperty("nonce", out _));
        Assert.Equal(
            tokens.Access.GetProperty("sid").GetString(), first.Access.GetProperty("sid").GetString());
    }

    [Fact]
    public async Task It_serves_another_resource_once_that_is_consented_to()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "dave");

        var before = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!, ("scope", TestTenant.AppBScope));
        await browser.SignInAsync("dave", ("scope", $"openid {TestTenant.AppBScope}"));
        var after = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!, ("scope", TestTenant.AppBScope));

        Assert.Equal(("invalid_grant", 65001, "consent_required"), (before.Error, before.ErrorCode, before["suberror"]));
        Assert.Equal(TestTenant.AppB, after.Access.GetProperty("aud").GetString());
    }

    [Fact]
    public async Task A_policy_is_told_as_basic_action()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "frank");

        var answer = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!, ("scope", TestTenant.AppBScope));

        Assert.Equal(("invalid_grant", 50076, "basic_action"), (answer.Error, answer.ErrorCode, answer["suberror"]));
    }

    [Fact]
    public async Task An_access_token_is_no_refresh_token()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "alice");

        var answer = await emulator.Tokens.RefreshAsync(tokens.AccessToken);

        Assert.Equal("invalid_grant", answer.Error);
    }
}
