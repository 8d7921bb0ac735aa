using System.Net;
using Entra.Emulator.Pages;

namespace Portal.Tests.Emulator.OAuth;

public sealed class OnBehalfOfGrantTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private const string AppBConsent = $"openid {TestTenant.AppBScope}";

    [Fact]
    public async Task EMU_12_Exchange_is_refused_without_consent_and_succeeds_with_it()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "bob");

        var before = await emulator.Tokens.OnBehalfOfAsync(portal.AccessToken);
        await browser.SignInAsync("bob", ("scope", AppBConsent));
        var after = await emulator.Tokens.OnBehalfOfAsync(portal.AccessToken);

        Assert.Equal(
            ("invalid_grant", 65001, "consent_required"), (before.Error, before.ErrorCode, before["suberror"]));
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.Equal(TestTenant.AppB, after.Access.GetProperty("aud").GetString());
        Assert.Equal(TestTenant.Portal, after.Access.GetProperty("azp").GetString());
        Assert.Equal("access_as_user", after.Access.GetProperty("scp").GetString());
        Assert.Equal(TestTenant.AppBScope, after["scope"]);
        Assert.Null(after["refresh_token"]);
    }

    [Fact]
    public async Task Default_scope_returns_all_granted_scopes()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "carol");
        await browser.SignInAsync("carol", ("scope", AppBConsent));

        var result = await emulator.Tokens.OnBehalfOfAsync(
            portal.AccessToken, ("scope", "api://appb/.default offline_access"));

        Assert.Equal("access_as_user", result.Access.GetProperty("scp").GetString());
        Assert.Equal("api://appb/access_as_user api://appb/.default", result["scope"]);
        Assert.NotNull(result["refresh_token"]);
    }

    [Fact]
    public async Task Consent_can_be_given_in_advance_for_a_second_resource()
    {
        using var browser = emulator.NewBrowser();
        var both = $"{TestTenant.SignInScope} {TestTenant.AppBScope}";
        var portal = await emulator.Tokens.RedeemAsync(browser, await browser.SignInAsync("dave", ("scope", both)));

        var result = await emulator.Tokens.OnBehalfOfAsync(portal.AccessToken);

        Assert.Equal(TestTenant.Portal, portal.Access.GetProperty("aud").GetString());
        Assert.Equal(HttpStatusCode.OK, result.Status);
    }

    [Fact]
    public async Task Policy_requires_a_second_factor_and_the_claims_request_it()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "frank");

        var refused = await emulator.Tokens.OnBehalfOfAsync(portal.AccessToken);
        var stepUp = await browser.AuthorizeAsync(("claims", refused["claims"]));
        var code = await browser.PressAsync(stepUp, "Approve");
        var confirmed = await emulator.Tokens.RedeemAsync(browser, code);
        await browser.SignInAsync("frank", ("scope", AppBConsent));
        var result = await emulator.Tokens.OnBehalfOfAsync(confirmed.AccessToken);

        Assert.Equal(("interaction_required", 50076), (refused.Error, refused.ErrorCode));
        Assert.Equal(TestTenant.StepUpClaims, refused["claims"]);
        Assert.Equal(PageHeadings.Confirmation, stepUp.Heading);
        Assert.Equal("c1", confirmed.Access.GetProperty("acrs")[0].GetString());
        Assert.Equal("c1", result.Access.GetProperty("acrs")[0].GetString());
        Assert.Equal("mfa", result.Access.GetProperty("amr")[1].GetString());
    }

    [Fact]
    public async Task Cancelling_the_second_factor_returns_an_error_to_the_client()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("frank");
        var stepUp = await browser.AuthorizeAsync(("claims", TestTenant.StepUpClaims));

        var result = await browser.PressAsync(stepUp, "Cancel");

        Assert.Equal("access_denied", result.ClientResponse["error"]);
        Assert.StartsWith("AADSTS500121", result.ClientResponse["error_description"], StringComparison.Ordinal);
    }
}
