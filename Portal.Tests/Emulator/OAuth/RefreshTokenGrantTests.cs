using System.Net;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.Tenant;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.OAuth;

public sealed class RefreshTokenGrantTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Refresh_token_returns_new_tokens()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "alice");

        var first = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!);
        var second = await emulator.Tokens.RefreshAsync(first["refresh_token"]!);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.NotEqual(tokens["refresh_token"], first["refresh_token"]);
        Assert.Equal(TestTenant.PortalScope, first["scope"]);
        Assert.False(first.Id.TryGetProperty("nonce", out _));
        Assert.Equal(
            tokens.Access.GetProperty("sid").GetString(), first.Access.GetProperty("sid").GetString());
    }

    [Fact]
    public async Task EMU_10_Reused_refresh_token_revokes_its_family()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "alice");
        var first = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!);

        var again = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!);
        var successor = await emulator.Tokens.RefreshAsync(first["refresh_token"]!);
        var elsewhere = await emulator.Tokens.RefreshAsync(
            (await emulator.Tokens.SignInAsync(browser, "alice"))["refresh_token"]!);

        Assert.Equal(("invalid_grant", 50173), (again.Error, again.ErrorCode));
        Assert.Equal(("invalid_grant", 50173), (successor.Error, successor.ErrorCode));
        Assert.Equal(HttpStatusCode.OK, elsewhere.Status);
    }

    [Fact]
    public void Concurrent_use_is_not_reuse()
    {
        using var data = new TemporaryFolder();
        using var database = new TenantDatabase(new StateFiles(data.Path));
        var families = new RefreshTokenFamilies(database, TimeProvider.System);

        var uses = (families.TryRedeem("t", "f"), families.TryRedeem("t", "f"));
        families.ResponseSent("t");
        var meanwhile = families.TryRedeem("t", "f");
        families.ResponseSent("t");
        families.ResponseSent("t");
        var later = families.TryRedeem("t", "f");

        Assert.Equal(((true, true), true, false), (uses, meanwhile, later));
        Assert.True(families.IsRevoked("f"));
    }

    [Fact]
    public async Task Refresh_token_works_for_another_resource_after_consent()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "dave");

        var before = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!, ("scope", TestTenant.AppBScope));
        await browser.SignInAsync("dave", ("scope", $"openid {TestTenant.AppBScope}"));
        var after = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!, ("scope", TestTenant.AppBScope));

        Assert.Equal(
            ("invalid_grant", 65001, "consent_required"), (before.Error, before.ErrorCode, before["suberror"]));
        Assert.Equal(TestTenant.AppB, after.Access.GetProperty("aud").GetString());
    }

    [Fact]
    public async Task Policy_returns_suberror_basic_action()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "frank");

        var result = await emulator.Tokens.RefreshAsync(tokens["refresh_token"]!, ("scope", TestTenant.AppBScope));

        Assert.Equal(("invalid_grant", 50076, "basic_action"), (result.Error, result.ErrorCode, result["suberror"]));
    }

    [Fact]
    public async Task Access_token_is_refused_as_refresh_token()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "alice");

        var result = await emulator.Tokens.RefreshAsync(tokens.AccessToken);

        Assert.Equal("invalid_grant", result.Error);
    }
}
