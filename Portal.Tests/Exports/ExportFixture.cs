using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Exports;
using Portal.Tests.Support;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Tests.Exports;

/// <summary>
/// The portal on a real port. A request header names the signed-in user, and tests stub AppB.
/// </summary>
public sealed class ExportFixture : IAsyncLifetime
{
    /// <summary>Orders whose count has no limit.</summary>
    public static readonly ContractView Uncounted =
        Named("uncounted", PagedApi.View, PagedApi.Protocol with { CountBound = null });

    /// <summary>Orders with a title that is not a safe file name.</summary>
    public static readonly ContractView Tricky =
        Named("tricky", PagedApi.View with { Title = "Größe: ../\u202Egpj.exe\r\nX-Evil: 1" }, PagedApi.Protocol);

    /// <summary>Orders that <see cref="Change"/> changes.</summary>
    public static readonly ContractView Changing = Named("changing", PagedApi.View, PagedApi.Protocol);

    private readonly TemporaryFolder _folder = new();
    private readonly ApiByUser _apis = new();
    private TestAuthority _authority = null!;
    private WebApplication _portal = null!;

    public HttpClient Client { get; private set; } = null!;

    public RunningExports Running => _portal.Services.GetRequiredService<RunningExports>();

    public static ClaimsPrincipal User(string name) =>
        new(new ClaimsIdentity([new("oid", name), new("tid", "t")], "test"));

    /// <summary>Stubs AppB for one user; each test has its own user, so tests do not affect each other.</summary>
    public PagedApi Stub(string user, PagedApi api) => _apis.Of[user] = api;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _authority = await TestAuthority.StartAsync(_folder.Path, cancellation);
        _portal = Program.Build(ApiFixture.Settings(_authority, _folder), Configure);
        await _portal.StartAsync(cancellation);
        await _portal.Services.GetRequiredService<IFusionCache>().SetAsync(
            ContractStore.CacheKey("AppB"), Api(Changing), token: cancellation);
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(_portal.Urls.First()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _portal.DisposeAsync();
        await _authority.DisposeAsync();
        _apis.Dispose();
        _folder.Dispose();
    }

    /// <summary>Returns the response as soon as its headers have arrived.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, string? user, string? site = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (user is not null)
            request.Headers.Add(SessionHeader.Name, user);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);

        return Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken);
        Assert.Equal((status, code), (response.StatusCode, problem!.Code));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    /// <summary>The document no longer has the note of <see cref="Changing"/>.</summary>
    public void Change()
    {
        var view = Changing.View with { Columns = [.. Changing.View.Columns.Where(c => c.Name != "note")] };
        _portal.Services.GetRequiredService<IFusionCache>().Set(ContractStore.CacheKey("AppB"), Api(Changing with { View = view }));
    }

    private static ApiContract Api(ContractView changing) => new("Orders API", [PagedApi.Contract, Uncounted, Tricky, changing]);

    private static ContractView Named(string name, DataView view, DataProtocol protocol) =>
        new(view with { Name = name, Paging = protocol.Paging }, "/orders", protocol);

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, SessionHeader>(SessionHeader.Name, null);
        builder.Services.PostConfigure<AuthenticationOptions>(o => o.DefaultAuthenticateScheme = SessionHeader.Name);
        builder.Services.AddSingleton<IAuthorizationHeaderProvider, UserIdAsToken>();
        builder.Services.AddHttpClient("AppB").ConfigurePrimaryHttpMessageHandler(() => _apis);
    }

    private sealed class SessionHeader(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public const string Name = "X-Test-User";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers[Name].ToString() is { Length: > 0 } user
                ? AuthenticateResult.Success(new AuthenticationTicket(User(user), Name))
                : AuthenticateResult.NoResult());
    }

    private sealed class ApiByUser : DelegatingHandler
    {
        public ConcurrentDictionary<string, PagedApi> Of { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            new HttpMessageInvoker(Of[request.Headers.Authorization!.Parameter!], disposeHandler: false)
                .SendAsync(request, cancellationToken);
    }
}
