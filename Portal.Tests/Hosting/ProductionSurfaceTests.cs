using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>What the portal shows to anyone in Production. Its authority is Entra ID, whose metadata a test supplies.</summary>
public sealed class ProductionSurfaceTests : IAsyncLifetime
{
    private const string Instance = "https://login.microsoftonline.com/";

    private readonly TemporaryFolder _folder = new();
    private WebApplication _portal = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = Program.Build(
            [
                "--environment=Production",
                _folder.Argument,
                $"--AzureAd:Instance={Instance}",
                $"--AzureAd:TenantId={TestAuthority.TenantId}",
                $"--Portal:AzureAd:ClientId={ApiFixture.ClientId}",
                "--Portal:AzureAd:ClientCredentials:0:ClientSecret=a-secret-of-a-test",
                "--Portal:Urls=http://127.0.0.1:0",
                "--Portal:DownstreamApis:AppB:BaseUrl=https://appb.example/",
                "--Portal:DownstreamApis:AppB:Scopes:0=aaaaaaaa-0000-4000-8000-00000000000b/access_as_user",
                "--StopDelaySeconds=0",
            ],
            Attach);
        await _portal.StartAsync(TestContext.Current.CancellationToken);
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_portal.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _portal.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/metrics")]
    [InlineData("/health")]
    [InlineData("/health/startup")]
    [InlineData("/_framework/debug/ws-proxy")]
    [InlineData("/_framework/blazor.boot.json")]
    [InlineData("/_framework/blazor.web.js.map")]
    [InlineData("/theme.js.map")]
    [InlineData("/Portal.pdb")]
    [InlineData("/Portal.dll")]
    [InlineData("/.git/config")]
    [InlineData("/appsettings.json")]
    [InlineData("/appsettings.Production.json")]
    [InlineData("/web.config")]
    [InlineData("/..%2fappsettings.json")]
    [InlineData("/swagger")]
    [InlineData("/_vs/browserLink")]
    public async Task LEK_15_internals_are_not_served(string path)
    {
        using var response = await _http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.NotFound]);
    }

    [Theory]
    [InlineData("/health/live", "Healthy")]
    [InlineData("/health/ready", "Healthy")]
    public async Task LEK_15_health_is_one_word(string path, string word) =>
        Assert.Equal(word, await _http.GetStringAsync(path, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("GET", "/api/views")]
    [InlineData("POST", "/api/views")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("PATCH", "/api/data/AppB/orders/1")]
    [InlineData("POST", "/api/tokens/explain")]
    [InlineData("POST", "/sign-out")]
    [InlineData("POST", "/signin-oidc")]
    [InlineData("GET", "/signin-oidc?error=x&state=y")]
    [InlineData("GET", "/error")]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/%00")]
    public async Task LEK_04_refusals_contain_no_stack_type_or_path(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        foreach (var internals in (string[])["   at ", "Exception", "Microsoft.", "System.", ".cs:", _folder.Path, AppContext.BaseDirectory])
            Assert.DoesNotContain(internals, body, StringComparison.Ordinal);
    }

    private static void Attach(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        using var key = new TestAuthorityKey("production-key");
        var issuer = $"{Instance}{TestAuthority.TenantId}/v2.0";
        var configuration = new OpenIdConnectConfiguration
        {
            Issuer = issuer,
            AuthorizationEndpoint = $"{Instance}{TestAuthority.TenantId}/oauth2/v2.0/authorize",
            TokenEndpoint = $"{Instance}{TestAuthority.TenantId}/oauth2/v2.0/token",
        };
        configuration.SigningKeys.Add(new Microsoft.IdentityModel.Tokens.RsaSecurityKey(key.Rsa.ExportParameters(false)));
        var manager = new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration);
        builder.Services.PostConfigureAll<OpenIdConnectOptions>(o => o.ConfigurationManager = manager);
        builder.Services.PostConfigureAll<JwtBearerOptions>(o => o.ConfigurationManager = manager);
    }
}
