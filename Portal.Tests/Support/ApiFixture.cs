using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth;

namespace Portal.Tests.Support;

/// <summary>
/// The portal alone. It trusts an authority that signs any token a test builds; its downstream API is unreachable.
/// </summary>
public sealed class ApiFixture : IAsyncLifetime
{
    public const string ClientId = "aaaaaaaa-0000-4000-8000-0000000000c1";

    private StartedPortal _portal = null!;

    public TestAuthority Authority => _portal.Authority;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _portal.App.Services;

    public TestAuthorityToken Valid => Authority.User(ClientId, "user_impersonation");

    public TokenTarget Target =>
        new(Authority, ClientId, Authority.User(ClientId, "user_impersonation", PortalPolicies.AdminRole));

    /// <summary>The route patterns under /api.</summary>
    public IReadOnlyList<string> ApiRoutes =>
    [
        .. Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => route.StartsWith("/api", StringComparison.Ordinal)),
    ];

    /// <summary>Settings of a portal that trusts the test authority and cannot reach AppB.</summary>
    public static string[] Settings(TestAuthority authority, TemporaryFolder folder) =>
    [
        "--environment=Development",
        folder.Argument,
        $"--AzureAd:Instance={authority.Instance}",
        $"--AzureAd:TenantId={TestAuthority.TenantId}",
        $"--Portal:AzureAd:ClientId={ClientId}",
        "--Portal:Urls=http://127.0.0.1:0",
        "--Portal:DownstreamApis:AppB:BaseUrl=http://127.0.0.1:9",
    ];

    public async ValueTask InitializeAsync()
    {
        // Tests send hundreds of tokens, valid or not, at once.
        _portal = await StartedPortal.StartAsync(
            ["--Portal:RateLimits:Anonymous:Burst=100000", "--Portal:RateLimits:Api:Burst=100000"]);
        Client = _portal.NewClient();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _portal.DisposeAsync();
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a request with the session cookie of a signed-in user, as a page of the portal does.</summary>
    public async Task<HttpResponseMessage> SendWithSessionAsync(HttpMethod method, string path)
    {
        using var request = await WithSessionAsync(method, path);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A request with the session cookie of a signed-in user.</summary>
    public async Task<HttpRequestMessage> WithSessionAsync(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", await SessionCookie.CreateAsync(Services, SessionCookie.Alice));
        request.Headers.Add("Origin", Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return request;
    }
}
