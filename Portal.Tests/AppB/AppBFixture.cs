using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>AppB on its own port with 2 000 orders, trusting a <see cref="TestAuthority"/>.</summary>
public sealed class AppBFixture : IAsyncLifetime
{
    public const string Audience = "aaaaaaaa-0000-4000-8000-00000000000b";
    public const int Orders = 2_000;

    private readonly TemporaryFolder _folder = new();

    public TestAuthority Authority { get; private set; } = null!;

    public WebApplication App { get; private set; } = null!;

    /// <summary>The folder of the certificate that the authority serves and AppB pins.</summary>
    public string CertificateFolder => Path.Combine(_folder.Path, "certificate");

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Authority = await TestAuthority.StartAsync(_folder.Path, cancellationToken);
        App = await StartAsync(_folder.Path, Authority.Instance, cancellationToken);
        Anonymous = new HttpClient { BaseAddress = AddressOf(App) };
    }

    /// <summary>Starts another AppB in the same process.</summary>
    public static async Task<WebApplication> StartAsync(
        string folder, Uri instance, CancellationToken cancellationToken, params string[] more)
    {
        var app = Build(folder, instance, more);
        await app.StartAsync(cancellationToken);
        return app;
    }

    public static WebApplication Build(string folder, Uri instance, params string[] more) =>
        global::AppB.Sample.Program.Build(
            [.. Settings(folder, instance), .. more], builder => builder.Logging.ClearProviders());

    /// <summary>Settings of an AppB that trusts the test authority at <paramref name="instance"/>.</summary>
    public static string[] Settings(string folder, Uri instance) =>
    [
        "--environment=Development",
        "--AppB:Urls=http://127.0.0.1:0",
        $"--DataDirectory={folder}",
        $"--AppB:AzureAd:Instance={instance}",
        $"--AppB:AzureAd:TenantId={TestAuthority.TenantId}",
        $"--AppB:AzureAd:ClientId={Audience}",
        $"--orders={Orders}",
    ];

    public static Uri AddressOf(WebApplication app) => new(
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public TestAuthorityToken User(params string[] roles) => Authority.User(Audience, "access_as_user", roles);

    public TestAuthorityToken Application(params string[] roles) => Authority.App(Audience, roles);

    public TokenTarget Target => new(Authority, Audience, User("Orders.Read"));

    /// <summary>Sends a request with a token and nothing else.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, HttpContent? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");

        return Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token);

    /// <summary>Gets as a user with every role.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) =>
        GetAsync(path, User("Orders.Read", "Orders.Write", "Reports.Read").Sign());

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        await App.DisposeAsync();
        await Authority.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Tests that share one AppB. They run sequentially.</summary>
[CollectionDefinition(Name)]
public sealed class AppBGroup : ICollectionFixture<AppBFixture>
{
    public const string Name = "AppB";
}
