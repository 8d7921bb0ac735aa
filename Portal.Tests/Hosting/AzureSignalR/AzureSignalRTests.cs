using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Azure.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Auth.Sessions;
using Portal.Hosting.AzureSignalR;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.AzureSignalR;

/// <summary>What decides whether circuits go through Azure SignalR Service, and what protects them then.</summary>
public sealed class AzureSignalRTests : IAsyncDisposable
{
    // Nothing listens there.
    private const string Service = "Endpoint=https://127.0.0.1:9;AccessKey=key-of-the-test-key-of-the-test-key-of-the-test;Version=1.0;";

    private readonly TemporaryFolder _folder = new();
    private readonly EphemeralDataProtectionProvider _protection = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_setting_circuits_connect_to_the_portal()
    {
        await using var authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);
        await using var portal = Build(authority);
        await portal.StartAsync(Cancellation);

        Assert.Null(portal.Services.GetService<ConnectionSession>());
        Assert.Contains("connect-src 'self';", await PolicyAsync(portal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_setting_pages_may_connect_to_the_service_and_an_instance_keeps_its_circuits()
    {
        await using var authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);
        await using var portal = Build(authority, $"--Portal:Azure:SignalR:ConnectionString={Service}");

        await portal.StartAsync(Cancellation);
        var options = portal.Services.GetRequiredService<IOptions<ServiceOptions>>().Value;

        Assert.Contains("connect-src 'self' https://127.0.0.1:9 wss://127.0.0.1:9;", await PolicyAsync(portal), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateFromAsync("https://other.example", portal));
        Assert.Equal((ServerStickyMode.Required, Service), (options.ServerStickyMode, options.ConnectionString));
        Assert.NotNull(options.ClaimsProvider);
    }

    [Theory]
    [InlineData("Endpoint=https://service.example;AuthType=azure.msi", "https://service.example/")]
    [InlineData("Endpoint=https://service.example;ClientEndpoint=https://gateway.example", "https://gateway.example/")]
    [InlineData("ClientEndpoint=https://gateway.example;Endpoint=https://service.example", "https://gateway.example/")]
    public void Pages_connect_to_the_endpoint_for_clients_if_there_is_one(string connection, string expected)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Azure:SignalR:ConnectionString", connection)])
            .Build();

        Assert.Equal(expected, AzureSignalRRegistration.ServiceOf(configuration)?.AbsoluteUri);
    }

    [Theory]
    [InlineData("AccessKey=x;Version=1.0;")]
    [InlineData("Endpoint=signalr")]
    public async Task Setting_without_an_address_stops_the_start(string connection)
    {
        await using var authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);

        var stopped = Assert.Throws<InvalidOperationException>(
            () => Build(authority, $"--Portal:Azure:SignalR:ConnectionString={connection}"));

        Assert.Contains("Azure:SignalR:ConnectionString", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_survives_the_way_through_the_service_and_is_not_readable()
    {
        var (sessions, user) = (new ConnectionSession(_protection), SessionCookie.Alice);
        SessionKey.Parse("group.id")!.AttachTo(user);

        var claims = sessions.AddTo(user).ToList();
        var received = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
        sessions.Restore(received);

        Assert.DoesNotContain(claims, claim => claim.Value.Contains("group.id", StringComparison.Ordinal));
        Assert.Equal(new SessionKey("group", "id"), SessionKey.Of(received));
        Assert.DoesNotContain(received.Claims, claim => claim.Type == ConnectionSession.ClaimType);
    }

    [Theory]
    [InlineData("group.id")]
    [InlineData("")]
    public void Claim_that_the_portal_did_not_write_gives_no_session(string forged)
    {
        var received = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ConnectionSession.ClaimType, forged)], "test"));

        new ConnectionSession(_protection).Restore(received);

        Assert.Null(SessionKey.Of(received));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private WebApplication Build(TestAuthority authority, params string[] settings) =>
        Program.Build([.. ApiFixture.Settings(authority, _folder), .. settings], builder => builder.Logging.ClearProviders());

    private static async Task<HttpStatusCode> NegotiateFromAsync(string origin, WebApplication portal)
    {
        using var http = new HttpClient { BaseAddress = new Uri(portal.Urls.First()) };
        http.DefaultRequestHeaders.Add("Origin", origin);
        using var response = await http.PostAsync(new Uri("/_blazor/negotiate", UriKind.Relative), content: null, Cancellation);
        return response.StatusCode;
    }

    private static async Task<string> PolicyAsync(WebApplication portal)
    {
        using var http = new HttpClient { BaseAddress = new Uri(portal.Urls.First()) };
        using var page = await http.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return page.Headers.GetValues("Content-Security-Policy").Single() + ";";
    }
}
