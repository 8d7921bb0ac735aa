using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>SIGTERM while requests run.</summary>
public sealed class StopTests
{
    private const string NoSignal = "Windows has no SIGTERM.";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact(Explicit = true)]
    public async Task FLT_25_readiness_ends_first_running_requests_end_well_and_the_exit_code_is_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignal);
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var authority = await TestAuthority.StartAsync(folder.Path, cancellation);
        var gate = new TaskCompletionSource();
        authority.TokenGate = gate.Task;
        await using var portal = await StartAsync(authority, folder);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(portal, "health/ready"));
        var running = GetAccessAsync(portal, authority);
        while (authority.TokenRequests == 0)
            await StatusAsync(portal, "health/live");

        var stopped = Stopwatch.StartNew();
        portal.Terminate();
        while (await StatusAsync(portal, "health/ready") == HttpStatusCode.OK)
            Assert.True(stopped.Elapsed < Limit, "still ready");
        var last = await IsLastResponseAsync(portal);
        var notReady = stopped.Elapsed;
        gate.SetResult();
        using var response = await running;
        var code = await portal.WaitForExitAsync(cancellation);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"FLT-25: not ready after {notReady.TotalMilliseconds:0} ms, exit after {stopped.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(last);
        Assert.Equal(0, code);
        Assert.True(stopped.Elapsed < Limit, $"{stopped.Elapsed}");
    }

    [Fact(Explicit = true)]
    public async Task FLT_26_in_the_last_moment_requests_that_a_proxy_repeats_are_aborted_and_no_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignal);
        using var folder = new TemporaryFolder();
        await using var authority = await TestAuthority.StartAsync(folder.Path, TestContext.Current.CancellationToken);
        await using var portal = await StartAsync(authority, folder);
        Assert.Equal(HttpStatusCode.OK, await ProxiedStatusAsync(portal, HttpMethod.Get));

        var stopped = Stopwatch.StartNew();
        portal.Terminate();
        while (await ProxiedStatusAsync(portal, HttpMethod.Get) is { } status)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.True(stopped.Elapsed < Limit, "no request was aborted");
        }

        var statuses = await Task.WhenAll(ProxiedStatusAsync(portal, HttpMethod.Post), LiveStatusAsync(portal));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], statuses);
        Assert.Equal(0, await portal.WaitForExitAsync(TestContext.Current.CancellationToken));
    }

    private static Task<PortalProcess> StartAsync(TestAuthority authority, TemporaryFolder folder) => PortalProcess.StartAsync(
        AppContext.BaseDirectory,
        [.. ApiFixture.Settings(authority, folder), "--StopDelaySeconds=2", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information"],
        TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode?> LiveStatusAsync(PortalProcess portal) => await StatusAsync(portal, "health/live");

    // Null if the connection was aborted.
    private static async Task<HttpStatusCode?> ProxiedStatusAsync(PortalProcess portal, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, "health/live");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        try
        {
            using var response = await portal.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(PortalProcess portal, string path)
    {
        using var response = await portal.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    // Whether the connection ends, so that a proxy sends no further request on it.
    private static async Task<bool> IsLastResponseAsync(PortalProcess portal)
    {
        using var response = await portal.Http.GetAsync(
            new Uri("health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        return response.Headers.ConnectionClose is true;
    }

    // Exchanges a token, which waits for the authority.
    private static async Task<HttpResponseMessage> GetAccessAsync(PortalProcess portal, TestAuthority authority)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/access/summary");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", authority.User(ApiFixture.ClientId, "user_impersonation").Sign());
        return await portal.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
