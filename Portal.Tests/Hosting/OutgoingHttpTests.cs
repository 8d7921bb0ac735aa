using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Every HTTP client that is registered in the portal, in production and with an authority on this machine.</summary>
public sealed class OutgoingHttpTests
{
    private static readonly string[] Settings =
    [
        "--Portal:Urls=http://127.0.0.1:0",
        "--AzureAd:Instance=https://login.microsoftonline.com/",
        "--AzureAd:TenantId=5c0e2a7b-0d7c-4d0e-9a53-000000000001",
        "--Portal:AzureAd:ClientId=5c0e2a7b-0d7c-4d0e-9a53-000000000002",
        "--Portal:AzureAd:ClientCredentials:0:ClientSecret=not-the-emulators",
        "--Portal:DownstreamApis:AppB:BaseUrl=https://appb.example/",
        "--Portal:DownstreamApis:AppB:Scopes:0=5c0e2a7b-0d7c-4d0e-9a53-000000000003/access_as_user",
    ];

    [Theory]
    [InlineData("--environment=Production")]
    [InlineData("--environment=Development", "--AzureAd:Instance=https://localhost:7102/")]
    public async Task SRF_06_SRF_12_every_client_has_limits_and_follows_no_redirect(params string[] more)
    {
        using var folder = new TemporaryFolder();
        await using var portal = Program.Build([.. Settings, folder.Argument, .. more]);
        var names = portal.Services.GetServices<IConfigureOptions<HttpClientFactoryOptions>>()
            .OfType<ConfigureNamedOptions<HttpClientFactoryOptions>>()
            .Select(o => o.Name).OfType<string>()
            .Where(name => name != nameof(global::Portal.Client.PortalApiClient)) // It needs the address that the portal listens on.
            .Distinct(StringComparer.Ordinal).ToList();

        Assert.True(names.Count > 8, string.Join(", ", names));
        Assert.All(names, name => AssertLimited(portal.Services, name));
    }

    [Theory]
    [InlineData("--environment=Production")]
    [InlineData("--environment=Development", "--AzureAd:Instance=https://localhost:7102/")]
    public async Task SRF_10_calls_of_the_pages_to_the_backend_use_no_proxy(params string[] more)
    {
        using var folder = new TemporaryFolder();
        await using var portal = Program.Build([.. Settings, folder.Argument, .. more]);

        var usesProxy = PrimaryHandler(portal.Services, nameof(global::Portal.Client.PortalApiClient)) switch
        {
            SocketsHttpHandler sockets => sockets.UseProxy,
            HttpClientHandler plain => plain.UseProxy,
            _ => true,
        };

        Assert.False(usesProxy);
    }

    private static void AssertLimited(IServiceProvider services, string name)
    {
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(name);
        var (redirects, cookies) = PrimaryHandler(services, name) switch
        {
            SocketsHttpHandler sockets => (sockets.AllowAutoRedirect, sockets.UseCookies),
            HttpClientHandler plain => (plain.AllowAutoRedirect, plain.UseCookies),
            _ => (true, true),
        };
        Assert.False(redirects, $"{name} follows redirects.");
        Assert.False(cookies, $"{name} stores cookies.");
        Assert.InRange(client.Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(30));
        Assert.InRange(client.MaxResponseContentBufferSize, 1, 16 * 1024 * 1024);
    }

    private static HttpMessageHandler PrimaryHandler(IServiceProvider services, string name)
    {
        var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
            handler = inner;

        return handler;
    }
}
