using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Identity.Client;

namespace Portal.Tests.Emulator.OAuth;

/// <summary>Client authentication with a certificate.</summary>
public sealed class ClientAssertionTests : EmulatorContext
{
    private readonly ClientCertificate _certificate = new();

    public override ValueTask DisposeAsync()
    {
        _certificate.Dispose();
        return base.DisposeAsync();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Client_assertion_replaces_the_secret(bool bySha256, bool toTokenEndpoint)
    {
        var audience = toTokenEndpoint ? $"{Host.Authority}oauth2/v2.0/token" : $"{Host.Authority}v2.0";
        var assertion = _certificate.Assertion(audience, DateTimeOffset.UtcNow, bySha256: bySha256);

        var outcome = await AskAsync(assertion);
        var again = await AskAsync(assertion);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (outcome.Status, again.Status));
        Assert.Equal("2", outcome.Access.GetProperty("azpacr").GetString());
    }

    [Fact]
    public async Task Client_assertion_works_for_on_behalf_of()
    {
        using var browser = NewBrowser();
        var tokens = await Tokens.SignInAsync(
            browser, "alice", ("scope", $"{TestTenant.SignInScope} {TestTenant.AppBScope}"));

        var outcome = await Tokens.OnBehalfOfAsync(
            tokens.AccessToken,
            ("client_secret", null),
            ("client_assertion", _certificate.Assertion($"{Host.Authority}oauth2/v2.0/token", DateTimeOffset.UtcNow)),
            ("client_assertion_type", ClientCertificate.AssertionType));

        Assert.Equal("2", outcome.Access.GetProperty("azpacr").GetString());
    }

    [Fact]
    public async Task Msal_authenticates_with_a_certificate()
    {
        var app = ConfidentialClientApplicationBuilder.Create(TestTenant.Portal)
            .WithCertificate(_certificate.Certificate)
            .WithAuthority(Host.Authority.AbsoluteUri)
            .WithHttpClientFactory(new Factory(Http))
            .WithInstanceDiscovery(false)
            .Build();

        var result = await app.AcquireTokenForClient(["api://appb/.default"])
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(result.AccessToken);
    }

    private Task<TokenResponse> AskAsync(string assertion) => Tokens.RequestAsync(
        ("grant_type", "client_credentials"),
        ("client_secret", null),
        ("scope", "api://appb/.default"),
        ("client_assertion", assertion),
        ("client_assertion_type", ClientCertificate.AssertionType));

    protected override void ChangeTenant(JsonObject tenant) =>
        tenant.App("Portal")["certificates"] = new JsonArray(_certificate.PublicHalf);

    private sealed class Factory(HttpClient http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }
}
