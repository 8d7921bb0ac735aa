using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Portal.Contracts.Problems;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>The portal as a process of its own, which reaches the authority and an API through proxies that break.</summary>
internal sealed class FaultyNetwork : IAsyncDisposable
{
    private const string Contract = """
        { "openapi": "3.1.0", "info": { "title": "Far", "version": "1" }, "paths": { "/rows": { "get": {
          "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
            "type": "array", "items": { "type": "object", "properties": { "id": { "type": "integer" } } } } } } } } } } } }
        """;

    private readonly TemporaryFolder _folder = new();
    private StubHost _api = null!;
    private int _users;

    public TestAuthority Authority { get; private set; } = null!;

    public FaultProxy ToAuthority { get; private set; } = null!;

    public FaultProxy ToApi { get; private set; } = null!;

    public PortalProcess Portal { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<FaultyNetwork> StartAsync()
    {
        var network = new FaultyNetwork();
        network.Authority = await TestAuthority.StartAsync(network._folder.Path, Cancellation);
        network.ToAuthority = new FaultProxy(network.Authority.Instance);
        network.Authority.MoveTo(network.ToAuthority.Address);
        network._api = await StubHost.StartAsync(
            app =>
            {
                app.MapGet("/openapi/v1.json", () => StubHost.Document(Contract));
                app.MapGet("/rows", () => StubHost.Document("""[{"id":1},{"id":2},{"id":3}]"""));
            },
            Cancellation);
        network.ToApi = new FaultProxy(new Uri(network._api.Address));
        network.Portal = await PortalProcess.StartAsync(
            AppContext.BaseDirectory,
            [
                .. ApiFixture.Settings(network.Authority, network._folder),
                $"--Portal:DownstreamApis:Far:BaseUrl={network.ToApi.Address}",
                "--Portal:DownstreamApis:Far:Scopes:0=aaaaaaaa-0000-4000-8000-0000000000d1/read",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            ],
            Cancellation);
        return network;
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await ToApi.DisposeAsync();
        await _api.DisposeAsync();
        await ToAuthority.DisposeAsync();
        await Authority.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The token of a user for whom the portal has no token yet.</summary>
    public string NewToken()
    {
        var user = new Guid(Interlocked.Increment(ref _users), 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0);
        return Authority.User(ApiFixture.ClientId, "user_impersonation").With("oid", $"{user}").Sign();
    }

    /// <summary>Reads rows of the API: the status, and the code of the problem. Anything but a problem fails the test.</summary>
    public async Task<(string Result, TimeSpan Took)> CallAsync(string token)
    {
        var started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/data/Far/rows");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Portal.Http.SendAsync(request, Cancellation);
        var took = Stopwatch.GetElapsedTime(started);
        if (response.IsSuccessStatusCode)
            return ($"{(int)response.StatusCode}", took);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(Cancellation);
        Assert.False(string.IsNullOrEmpty(problem!.TraceId));
        return ($"{(int)response.StatusCode} {problem.Code}", took);
    }
}
