using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Telemetry;

/// <summary>
/// A portal that exports to a collector, after a user has signed in, opened a page, read rows, and was refused others.
/// </summary>
public sealed partial class TelemetryFixture : IAsyncLifetime
{
    /// <summary>Texts of users that must not reach the collector.</summary>
    public static readonly string[] Secrets =
    [
        "eyJ", "code-of-the-test", "refresh-token-of-the-test", "emulator-only-portal-secret", User, UserName, Searched,
        "Test User", "session-of-alice", Canary,
    ];

    private const string Canary = "canary-of-a-circuit";
    private const string User = "aaaaaaaa-0000-4000-8000-0000000000ab";
    private const string UserName = "user@test.example";
    private const string Searched = "searched-by-the-user";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private TestAuthority _authority = null!;
    private StubHost _ledger = null!;
    private WebApplication _portal = null!;

    internal OtlpCollector Collector { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _authority = await TestAuthority.StartAsync(_folder.Path, cancellation);
        _ledger = await StubHost.StartAsync(LedgerApi.Map, cancellation);
        Collector = await OtlpCollector.StartAsync(cancellation);
        _portal = Program.Build(
        [
            .. ApiFixture.Settings(_authority, _folder),
            $"--Portal:DownstreamApis:Ledger:BaseUrl={_ledger.Address}",
            "--Portal:DownstreamApis:Ledger:Scopes:0=aaaaaaaa-0000-4000-8000-0000000000d1/read",
            $"--Portal:DownstreamApis:Ledger:Headers:X-Tenant={LedgerApi.Tenant}",
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={Collector.Address}",
            "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=tests",
            "--Logging:Console:LogLevel:Default=None",
            "--Logging:OpenTelemetry:LogLevel:Default=Information",
            "--Logging:OpenTelemetry:LogLevel:Microsoft.AspNetCore.SignalR=Trace",
            "--Logging:OpenTelemetry:LogLevel:Microsoft.AspNetCore.Components=Trace",
        ]);
        await _portal.StartAsync(cancellation);
        await UseAsync();
        Flush();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _portal.DisposeAsync();
        await Collector.DisposeAsync();
        await _ledger.DisposeAsync();
        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    private async Task UseAsync()
    {
        var address = new Uri(_portal.Urls.First());
        using var browser = new SignInBrowser(address, _authority);
        (await browser.SignInAsync("/tokens", browser.IdToken(User, "session-of-alice"))).Dispose();
        var cookies = string.Join("; ", browser.Cookies.Select(c => $"{c.Key}={c.Value}"));
        await using (var circuit = await CircuitConnection.OpenAsync(address, cookies))
            Assert.NotNull(await circuit.StartAsync(address));

        var token = _authority.User(ApiFixture.ClientId, "user_impersonation").With("oid", User).Sign();
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, await GetAsync("/api/data/Ledger/entries", token));
        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync($"/api/data/Ledger/entries?search={Searched}", token));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync($"/api/admin/people/{User}/access", token));

        var loggers = _portal.Services.GetRequiredService<ILoggerFactory>();
        foreach (var category in (string[])["SignalR.Internal.DefaultHubDispatcher", "Components.Server.ComponentHub"])
        {
            var logger = loggers.CreateLogger($"Microsoft.AspNetCore.{category}");
            LogMessage(logger, Canary);
        }
    }

    private async Task<HttpStatusCode> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(_portal.Urls.First()), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private void Flush()
    {
        _portal.Services.GetRequiredService<MeterProvider>().ForceFlush();
        _portal.Services.GetRequiredService<TracerProvider>().ForceFlush();
        _portal.Services.GetRequiredService<LoggerProvider>().ForceFlush();
    }

    [LoggerMessage(Level = LogLevel.Trace, Message = "Received {Message}")]
    private static partial void LogMessage(ILogger logger, string message);
}
