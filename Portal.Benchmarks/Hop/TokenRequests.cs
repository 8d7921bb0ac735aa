using System.Net.Http.Headers;
using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Hop;

/// <summary>How many token requests reach the identity provider when one user's calls arrive in parallel (G3).</summary>
internal static class TokenRequests
{
    private const int Parallel = 64;

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync(
        HopServers servers, UserTokens tokens, int assertions, CancellationToken cancellationToken)
    {
        var portal = await CountAsync(servers, servers.Portal, PageCosts.PortalPage(1), tokens, assertions, cancellationToken);
        var yarp = await CountAsync(servers, servers.Yarp, PageCosts.PeerPage(1), tokens, assertions, cancellationToken);
        var sample = await CountAsync(servers, servers.Sample, PageCosts.PeerPage(1), tokens, assertions, cancellationToken);
        return
        [
            new()
            {
                Goal = "G3",
                Metric = $"token requests ÷ assertions, {Parallel} parallel calls, {assertions} assertions, cold",
                Unit = "requests",
                Ours = portal.Cold,
                Peers = [new("YARP", yarp.Cold), new("sample", sample.Cold)],
                Ratio = portal.Cold.Max,
                Limit = Limit.Exactly(1),
            },
            new()
            {
                Goal = "G3",
                Metric = "the same after another 64 parallel calls, warm",
                Unit = "requests",
                Ours = portal.Warm,
                Peers = [new("YARP", yarp.Warm), new("sample", sample.Warm)],
                Ratio = portal.Warm.Max,
                Limit = Limit.Exactly(1),
            },
        ];
    }

    // Each assertion by itself, so that a request can only be for it.
    private static async Task<(Sample Cold, Sample Warm)> CountAsync(
        HopServers servers,
        ServerProcess server,
        string page,
        UserTokens tokens,
        int assertions,
        CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var counter = servers.Emulator.TokenRequests;
        var (cold, warm) = (new List<double>(), new List<double>());
        for (var assertion = 0; assertion < assertions; assertion++)
        {
            var token = await tokens.ForPortalAsync(cancellationToken);
            var before = counter.Count;
            await CallAsync(http, page, token, cancellationToken);
            cold.Add(counter.Count - before);
            await CallAsync(http, page, token, cancellationToken);
            warm.Add(counter.Count - before);
        }

        return (Sample.Of(cold), Sample.Of(warm));
    }

    private static Task CallAsync(HttpClient http, string page, string token, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new BenchmarkException($"{http.BaseAddress} returned {(int)response.StatusCode} to parallel calls.");
        }));
}
