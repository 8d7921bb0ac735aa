using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Client;
using Portal.Contracts.Trace;
using Portal.Tests.Support;
using Portal.Tracing;

namespace Portal.Tests.OtherApis;

/// <summary>The portal with downstream APIs that are unlike AppB, added by settings alone.</summary>
public sealed class OtherApisFixture : IAsyncLifetime
{
    private const string User = "aaaaaaaa-0000-4000-8000-0000000000aa";
    private const string Scope = "aaaaaaaa-0000-4000-8000-0000000000d1/read";

    private readonly TemporaryFolder _folder = new();
    private WebApplication _portal = null!;
    private StubHost _changing = null!;
    private StubHost _retiring = null!;

    public TestAuthority Authority { get; private set; } = null!;

    public StubHost Tickets { get; private set; } = null!;

    public StubHost Ledger { get; private set; } = null!;

    public StubHost Rude { get; private set; } = null!;

    public StubHost Payroll { get; private set; } = null!;

    public StubHost Invoices { get; private set; } = null!;

    internal ChangingApi Changing { get; } = new();

    internal ChangingApi Retiring { get; } = new();

    /// <summary>The address of the portal.</summary>
    public Uri Portal => new(_portal.Urls.First());

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Authority = await TestAuthority.StartAsync(_folder.Path, cancellation);
        Tickets = await StubHost.StartAsync(TicketsApi.Map, cancellation);
        Ledger = await StubHost.StartAsync(LedgerApi.Map, cancellation);
        Rude = await StubHost.StartAsync(RudeApi.Map, cancellation);
        Invoices = await StubHost.StartAsync(InvoicesApi.Map, cancellation);
        _changing = await StubHost.StartAsync(Changing.Map, cancellation);
        _retiring = await StubHost.StartAsync(Retiring.Map, cancellation);
        Payroll = await StubHost.StartAsync(
            app => PayrollApi.Map(app, Authority.Issuer, TestAuthority.TenantId), cancellation);
        _portal = Program.Build(
            [
                .. ApiFixture.Settings(Authority, _folder),
                .. Settings("Tickets", Tickets),
                "--Portal:DownstreamApis:Tickets:OpenApi=docs/api.json",
                "--Portal:DownstreamApis:Tickets:Views:v2-tickets:Title=Help desk tickets",
                "--Portal:DownstreamApis:Tickets:Views:v2-tickets:Columns:0=subject",
                "--Portal:DownstreamApis:Tickets:Views:v2-tickets:Hidden:0=priority",
                .. Settings("Ledger", Ledger),
                $"--Portal:DownstreamApis:Ledger:Headers:X-Tenant={LedgerApi.Tenant}",
                .. Settings("Payroll", Payroll),
                .. Settings("Invoices", Invoices),
                .. Settings("Changing", _changing),
                .. Settings("Retiring", _retiring),
                .. Settings("Rude", Rude),
                "--Portal:DownstreamApis:Rude:MaxResponseBytes=200000",
                "--Portal:DownstreamApis:Rude:TimeoutSeconds=0.5",
            ],
            builder => builder.Logging.ClearProviders());
        await _portal.StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await Tickets.DisposeAsync();
        await Ledger.DisposeAsync();
        await Rude.DisposeAsync();
        await Payroll.DisposeAsync();
        await Invoices.DisposeAsync();
        await _changing.DisposeAsync();
        await _retiring.DisposeAsync();
        await Authority.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The client that pages use, wired as in the portal, with a new token that is in no cache.</summary>
    /// <param name="token">Sent instead of a new token.</param>
    public PortalApiClient Client(string user = User, string? token = null)
    {
        var traces = _portal.Services.GetRequiredService<RequestTraces>();
        var headers = new TracingAuthorizationHeaderProvider(new StubHeaders($"Bearer {token ?? Token(user)}"), traces);
        var wire = new TracingHandler(traces, TraceParties.Pages, TraceParties.Backend)
        {
            InnerHandler = new SocketsHttpHandler(),
        };
        return new PortalApiClient(
            new HttpClient(wire) { BaseAddress = Portal },
            new PortalToken(headers, new SignedIn(user), Options.Create(new PortalApiOptions { Scope = "any/scope" })),
            traces,
            new PageActions(new OpenPage()));
    }

    public string Token(string user = User) => Authority.User(ApiFixture.ClientId, "user_impersonation")
        .With("oid", user)
        .With("uti", Guid.NewGuid().ToString())
        .Sign();

    private static string[] Settings(string name, StubHost api) =>
    [
        $"--Portal:DownstreamApis:{name}:BaseUrl={api.Address}",
        $"--Portal:DownstreamApis:{name}:Scopes:0={Scope}",
    ];

    private sealed class OpenPage : NavigationManager
    {
        public OpenPage() => Initialize("http://portal.example/", "http://portal.example/data/Tickets/v2-tickets?search=secret");
    }

    private sealed class SignedIn(string user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(
                new(new ClaimsIdentity([new("oid", user), new("tid", TestAuthority.TenantId)], "test"))));
    }
}
