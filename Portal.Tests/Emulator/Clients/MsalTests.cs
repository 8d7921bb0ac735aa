using Microsoft.Identity.Client;

namespace Portal.Tests.Emulator.Clients;

/// <summary>MSAL.NET, unmodified, against the emulator.</summary>
public sealed class MsalTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Msal_signs_in_finds_the_account_and_calls_on_behalf_of()
    {
        using var browser = emulator.NewBrowser();
        var app = NewApp();
        var code = await browser.SignInAsync("alice", ("scope", $"{TestTenant.SignInScope} {TestTenant.AppBScope}"));

        var signedIn = await app.AcquireTokenByAuthorizationCode([TestTenant.PortalScope], code.ClientResponse["code"])
            .WithPkceCodeVerifier(browser.Pkce.Verifier)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        var silent = await app.AcquireTokenSilent([TestTenant.PortalScope], signedIn.Account)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        var refreshed = await app.AcquireTokenSilent([TestTenant.PortalScope], signedIn.Account)
            .WithForceRefresh(true)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        var other = await app.AcquireTokenSilent([TestTenant.AppBScope], signedIn.Account)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        var assertion = new UserAssertion(signedIn.AccessToken);
        var onBehalf = await app.AcquireTokenOnBehalfOf([TestTenant.AppBScope], assertion)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        var again = await app.AcquireTokenOnBehalfOf([TestTenant.AppBScope], assertion)
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal("alice@contoso.example", signedIn.Account.Username);
        Assert.Equal(TestTenant.Id, signedIn.TenantId);
        Assert.Equal(TokenSource.Cache, silent.AuthenticationResultMetadata.TokenSource);
        Assert.Equal(TokenSource.IdentityProvider, refreshed.AuthenticationResultMetadata.TokenSource);
        Assert.NotEqual(signedIn.AccessToken, other.AccessToken);
        Assert.Equal([TestTenant.AppBScope], onBehalf.Scopes);
        Assert.Equal(TokenSource.Cache, again.AuthenticationResultMetadata.TokenSource);
    }

    [Fact]
    public async Task Msal_reports_missing_consent()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "bob");

        var refusal = await Assert.ThrowsAnyAsync<MsalUiRequiredException>(() => NewApp()
            .AcquireTokenOnBehalfOf([TestTenant.AppBScope], new UserAssertion(portal.AccessToken))
            .ExecuteAsync(TestContext.Current.CancellationToken));

        Assert.Equal("invalid_grant", refusal.ErrorCode);
        Assert.Equal(UiRequiredExceptionClassification.ConsentRequired, refusal.Classification);
        Assert.Contains("AADSTS65001", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Msal_reports_a_missing_second_factor()
    {
        using var browser = emulator.NewBrowser();
        var portal = await emulator.Tokens.SignInAsync(browser, "frank");

        var refusal = await Assert.ThrowsAnyAsync<MsalUiRequiredException>(() => NewApp()
            .AcquireTokenOnBehalfOf([TestTenant.AppBScope], new UserAssertion(portal.AccessToken))
            .ExecuteAsync(TestContext.Current.CancellationToken));

        Assert.Equal(UiRequiredExceptionClassification.BasicAction, refusal.Classification);
        Assert.Equal(TestTenant.StepUpClaims, refusal.Claims);
    }

    [Fact]
    public async Task Msal_gets_an_app_only_token()
    {
        var app = ConfidentialClientApplicationBuilder.Create(TestTenant.Background)
            .WithClientSecret(TestTenant.BackgroundSecret)
            .WithAuthority(emulator.Host.Authority.AbsoluteUri)
            .WithHttpClientFactory(new Factory(emulator.Http))
            .WithInstanceDiscovery(false)
            .Build();

        var result = await app.AcquireTokenForClient(["api://appb/.default"])
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(result.AccessToken);
    }

    private IConfidentialClientApplication NewApp() => ConfidentialClientApplicationBuilder.Create(TestTenant.Portal)
        .WithClientSecret(TestTenant.PortalSecret)
        .WithRedirectUri(TestTenant.RedirectUri)
        .WithAuthority(emulator.Host.Authority.AbsoluteUri)
        .WithHttpClientFactory(new Factory(emulator.Http))
        .WithInstanceDiscovery(false)
        .Build();

    private sealed class Factory(HttpClient http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }
}
