using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Portal.Contracts.Problems;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;

namespace Portal.Tests.Downstream;

/// <summary>Calls for data of an API that was down from the start, so that its document was never read.</summary>
public sealed class UnavailableApiTests : IAsyncLifetime
{
    private const int Calls = 20;
    private const string Path = "/api/data/Ledger/entries";

    // The API's time limit is one second, but the machine may be busy. Calls that wait for each other take twenty.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private StubHost _ledger = null!;
    private FaultProxy _proxy = null!;
    private StartedPortal? _portal;
    private HttpClient? _client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ledger = await StubHost.StartAsync(LedgerApi.Map, Cancellation);
        _proxy = new FaultProxy(new Uri(_ledger.Address));
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_portal is not null)
            await _portal.DisposeAsync();
        await _proxy.DisposeAsync();
        await _ledger.DisposeAsync();
    }

    [Theory]
    [InlineData(ConnectionFault.Reset, 502)]
    [InlineData(ConnectionFault.HalfOpen, 504)]
    public async Task FLT_01_FLT_02_every_call_fails_within_the_limit_until_the_api_recovers(
        ConnectionFault fault, int status)
    {
        _proxy.Fault = fault;
        await StartAsync(_proxy.Address);

        await FailAsync(status);
        await FailAsync(status);

        _proxy.Fault = ConnectionFault.None;
        using var recovered = await SendAsync();
        Assert.Equal(HttpStatusCode.OK, recovered.StatusCode);
    }

    [Fact]
    public async Task FLT_01_every_call_fails_within_the_limit_while_connections_are_refused()
    {
        await StartAsync(Closed());

        await FailAsync(502);
        await FailAsync(502);
    }

    private async Task StartAsync(Uri api)
    {
        _portal = await StartedPortal.StartAsync(
        [
            $"--Portal:DownstreamApis:Ledger:BaseUrl={api}",
            "--Portal:DownstreamApis:Ledger:Scopes:0=aaaaaaaa-0000-4000-8000-0000000000d1/read",
            $"--Portal:DownstreamApis:Ledger:Headers:X-Tenant={LedgerApi.Tenant}",
            "--Portal:DownstreamApis:Ledger:TimeoutSeconds=1",
        ]);
        _client = _portal.NewClient();
    }

    // The calls of several users at the same time, as a page makes them.
    private async Task FailAsync(int status)
    {
        var waited = Stopwatch.StartNew();
        var problems = await Task.WhenAll(Enumerable.Range(0, Calls).Select(async _ =>
        {
            using var response = await SendAsync();
            return await response.Content.ReadFromJsonAsync<ApiProblem>(Cancellation);
        }));

        Assert.All(problems, problem => Assert.Equal((status, "Ledger"), (problem!.Status, problem.Api)));
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, Longest);
    }

    private async Task<HttpResponseMessage> SendAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            _portal!.Authority.User(ApiFixture.ClientId, "user_impersonation").With("oid", $"{Guid.NewGuid()}").Sign());
        return await _client!.SendAsync(request, Cancellation);
    }

    // An address where nothing listens any more.
    private static Uri Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }
}
