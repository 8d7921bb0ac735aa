using System.Net;
using Microsoft.Extensions.Time.Testing;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.OAuth;

public sealed class AuthorizationCodeGrantTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task SGN_04_EMU_10_Reused_code_is_refused_and_revokes_its_refresh_tokens()
    {
        using var browser = emulator.NewBrowser();
        var code = await browser.SignInAsync("alice");
        var first = await emulator.Tokens.RedeemAsync(browser, code);

        var second = await emulator.Tokens.RedeemAsync(browser, code);
        var refreshed = await emulator.Tokens.RefreshAsync(first["refresh_token"]!);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(("invalid_grant", 54005), (second.Error, second.ErrorCode));
        Assert.Equal(("invalid_grant", 50173), (refreshed.Error, refreshed.ErrorCode));
    }

    [Fact]
    public async Task Concurrent_redemptions_succeed_once()
    {
        using var browser = emulator.NewBrowser();
        var code = await browser.SignInAsync("alice");

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => emulator.Tokens.RedeemAsync(browser, code)));

        Assert.Single(responses, r => r.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task SGN_06_Wrong_verifier_is_refused_and_does_not_consume_the_code()
    {
        using var browser = emulator.NewBrowser();
        var code = await browser.SignInAsync("alice");

        var wrong = await emulator.Tokens.RedeemAsync(browser, code, ("code_verifier", Pkce.New().Verifier));
        var right = await emulator.Tokens.RedeemAsync(browser, code);

        Assert.Equal(("invalid_grant", 501481), (wrong.Error, wrong.ErrorCode));
        Assert.Equal(HttpStatusCode.OK, right.Status);
    }

    [Fact]
    public async Task SGN_10_Missing_verifier_is_refused()
    {
        using var browser = emulator.NewBrowser();
        var code = await browser.SignInAsync("alice");

        var result = await emulator.Tokens.RedeemAsync(browser, code, ("code_verifier", null));

        Assert.Equal(("invalid_request", 900144), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task EMU_10_Different_redirect_uri_is_refused()
    {
        using var browser = emulator.NewBrowser();
        var code = await browser.SignInAsync("alice");

        var result = await emulator.Tokens.RedeemAsync(
            browser, code, ("redirect_uri", "http://localhost:7199/signin-oidc"));

        Assert.Equal(("invalid_grant", 500112), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task EMU_10_Code_of_another_app_is_refused()
    {
        using var browser = emulator.NewBrowser();
        var code = await browser.SignInAsync("alice");

        var result = await emulator.Tokens.RedeemAsync(
            browser, code, ("client_id", TestTenant.Background), ("client_secret", TestTenant.BackgroundSecret));

        Assert.Equal(("invalid_grant", 70000), (result.Error, result.ErrorCode));
    }

    [Theory]
    [InlineData("not-a-code")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task Malformed_code_is_refused(string code)
    {
        using var browser = emulator.NewBrowser();
        var result = await browser.SignInAsync("alice");

        var refused = await emulator.Tokens.RedeemAsync(browser, result, ("code", code));

        Assert.Equal(("invalid_grant", 9002313), (refused.Error, refused.ErrorCode));
    }

    [Fact]
    public async Task EMU_10_Expired_code_is_refused()
    {
        using var data = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await EmulatorHost.StartAsync(data.Path, time);
        using var browser = host.NewBrowser();
        var code = await browser.SignInAsync("alice");

        time.Advance(TimeSpan.FromMinutes(11));
        var result = await host.Tokens.RedeemAsync(browser, code);

        Assert.Equal(("invalid_grant", 70008), (result.Error, result.ErrorCode));
    }
}
