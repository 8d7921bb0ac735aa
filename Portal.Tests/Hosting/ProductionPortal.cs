using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>The portal in Production. Its authority is Entra ID, whose metadata are supplied here.</summary>
public sealed class ProductionPortal : IAsyncLifetime
{
    private const string Instance = "https://login.microsoftonline.com/";

    private readonly TemporaryFolder _folder = new();
    private WebApplication _portal = null!;

    /// <summary>A client that follows no redirects.</summary>
    public HttpClient Http { get; private set; } = null!;

    public string DataDirectory => _folder.Path;

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
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(_portal.Urls.First()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _portal.DisposeAsync();
        _folder.Dispose();
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
